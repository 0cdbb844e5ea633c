package registry

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"

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
	for _, image := range append(append([]string{}, r.Images...), r.Public...) {
		repository, tag := cutTag(image)
		ref, err := name.NewTag("store.invalid/" + repository + ":" + tag)
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", r.Host, image, err)
		}
		img, err := program(app, r.Host+"/"+image)
		if err != nil {
			return nil, err
		}
		if err := remote.Write(ref, img, remote.WithTransport(direct{store})); err != nil {
			return nil, fmt.Errorf("pushing %s/%s: %w", r.Host, image, err)
		}
	}
	return store, nil
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
	img, err := program(program_, reference)
	if err != nil {
		return err
	}
	tag, err := name.NewTag(reference)
	if err != nil {
		return err
	}
	return tarball.MultiWriteToFile(file, map[name.Tag]v1.Image{tag: img})
}
