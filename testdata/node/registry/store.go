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

// newStore is a registry in memory, without any login, that holds the images.
func newStore(r cases.Registry, app string) (http.Handler, error) {
	store := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	var broken, slow []string // digests of configurations that break off, of layers that never end
	for _, image := range slices.Concat(r.Images, r.Public) {
		img, err := program(app, r.Host+"/"+image, runtime.GOARCH)
		if err == nil {
			err = push(store, r, image, app, img)
		}
		if err == nil && slices.Contains(r.CutShort, image) {
			var digest string
			digest, err = configOf(img)
			broken = append(broken, digest)
		}
		if err == nil && slices.Contains(r.Stalls, image) {
			slow, err = layersOf(img)
		}
		if err != nil {
			return nil, fmt.Errorf("pushing %s/%s: %w", r.Host, image, err)
		}
	}
	return keptBack(stalled(torn(store, broken), slow), r.Forbidden), nil
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
