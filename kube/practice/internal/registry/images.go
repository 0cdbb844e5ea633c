package registry

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// fill makes the images of a repository when it is first asked for, so that the practice cluster
// starts fast.
func (s *server) fill(repository string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pushed[repository] {
		return
	}
	s.pushed[repository] = true
	for _, image := range slices.Concat(s.about.Images, s.about.Public) {
		if name, tag, _ := strings.Cut(image, ":"); name == repository {
			_ = s.push(name, tag) // an image that cannot be made is not found later, as intended
		}
	}
}

// push puts an image without layers into the store.
func (s *server) push(repository, tag string) error {
	image := repository + ":" + tag
	if only := s.about.Platforms[image]; len(only) > 0 {
		return s.pushIndex(repository, tag, only)
	}
	img, err := tiny(image, "amd64")
	if err != nil {
		return err
	}
	return s.pushImage(repository, tag, img)
}

func (s *server) pushImage(repository, tag string, img v1.Image) error {
	config, err := img.RawConfigFile()
	if err != nil {
		return err
	}
	name, err := img.ConfigName()
	if err != nil {
		return err
	}
	manifest, err := img.RawManifest()
	if err != nil {
		return err
	}
	kind, err := img.MediaType()
	if err != nil {
		return err
	}
	base := "/v2/" + repository
	s.put(http.MethodPost, base+"/blobs/uploads/?digest="+url.QueryEscape(name.String()), "application/octet-stream", config)
	s.put(http.MethodPut, base+"/manifests/"+tag, string(kind), manifest)
	return nil
}

func (s *server) put(method, path, kind string, body []byte) {
	req, err := http.NewRequestWithContext(context.Background(), method, "https://"+s.about.Host+path, bytes.NewReader(body))
	if err != nil {
		return
	}
	req.Header.Set("Content-Type", kind)
	serve(s.store, req)
}

// tiny makes an image for a Linux node that differs from all others by its
// label.
func tiny(name, architecture string) (v1.Image, error) {
	return mutate.ConfigFile(empty.Image, &v1.ConfigFile{
		Architecture: architecture, OS: "linux", RootFS: v1.RootFS{Type: "layers"},
		Config: v1.Config{Labels: map[string]string{"org.opencontainers.image.ref.name": name}},
	})
}
