package registry

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// newStore is a registry in memory, without any login, that holds the images. front is what clients
// reach; blobs serves every blob as it is, by its digest, for the hosts that keep them.
func newStore(r cases.Registry, app string) (front, blobs http.Handler, err error) {
	store := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	f := faulty{redirects: map[string]string{}}
	for _, image := range slices.Concat(r.Images, r.Public) {
		img, err := program(app, r.Host+"/"+image, runtime.GOARCH)
		if err == nil && slices.Contains(slices.Concat(r.Stalls, r.Slow, r.Hangs), image) {
			img, err = ballasted(img, r.Host+"/"+image)
		}
		if err == nil {
			err = push(store, r, image, app, img)
		}
		if err == nil {
			err = f.add(r, image, img)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("pushing %s/%s: %w", r.Host, image, err)
		}
	}
	blobs = hanging(slow(stalled(torn(store, f.torn), f.stalls), f.slow), f.hangs)
	return keptBack(redirected(blobs, f.redirects), r.Forbidden), blobs, nil
}

// faulty are the blobs that something is wrong with, by their digests unless it says otherwise.
type faulty struct {
	torn, stalls, slow, hangs []string
	redirects                 map[string]string // by repository: the host that its blobs are at
}

// add looks up what is wrong with an image.
func (f *faulty) add(r cases.Registry, image string, img v1.Image) error {
	config, err := configOf(img)
	if err != nil {
		return err
	}
	layers, err := layersOf(img)
	if err != nil {
		return err
	}
	large := layers[1:] // the first is the same in all images
	if slices.Contains(r.CutShort, image) {
		f.torn = append(f.torn, config)
	}
	if slices.Contains(r.Stalls, image) {
		f.stalls = append(f.stalls, large...)
	}
	if slices.Contains(r.Slow, image) {
		f.slow = append(f.slow, large...)
	}
	if slices.Contains(r.Hangs, image) {
		f.hangs = append(f.hangs, large...)
	}
	if host := r.BlobsAt[image]; host != "" {
		repository, _ := cutTag(image)
		f.redirects[repository] = host
	}
	return nil
}

// push puts one image into the store: by itself, as an index of the architectures that it is for, or
// in the oldest format.
func push(store http.Handler, r cases.Registry, image, app string, img v1.Image) error {
	repository, tag := cutTag(image)
	if slices.Contains(r.Schema1, image) {
		return oldFormat(store, repository, tag)
	}
	ref, err := name.NewTag("store.invalid/" + repository + ":" + tag)
	if err != nil {
		return err
	}
	transport := remote.WithTransport(direct{store})
	if only := r.Platforms[image]; len(only) > 0 {
		list, err := index(app, r.Host+"/"+image, only)
		if err != nil {
			return err
		}
		return remote.WriteIndex(ref, list, transport)
	}
	return remote.Write(ref, img, transport)
}

// direct hands requests to a handler without a network between.
type direct struct{ handler http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	response := w.Result()
	response.Request = r
	return response, nil
}

// WriteArchive writes the image of a static program as a tar file that containerd can import.
func WriteArchive(file, program_, reference string) error {
	img, err := program(program_, reference, runtime.GOARCH)
	if err != nil {
		return err
	}
	tag, err := name.NewTag(reference)
	if err != nil {
		return err
	}
	return tarball.MultiWriteToFile(file, map[name.Tag]v1.Image{tag: img})
}
