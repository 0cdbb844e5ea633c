package registry

import (
	"encoding/json"
	"slices"
	"strings"
)

// The formats that the practice images are in: Docker's for an image, OCI's for an index.
const (
	typeImage  = "application/vnd.docker.distribution.manifest.v2+json"
	typeConfig = "application/vnd.docker.container.image.v1+json"
	typeIndex  = "application/vnd.oci.image.index.v1+json"
)

// descriptor points to content by its digest.
type descriptor struct {
	MediaType string    `json:"mediaType"`
	Size      int       `json:"size"`
	Digest    string    `json:"digest"`
	Platform  *platform `json:"platform,omitempty"`
}

type platform struct {
	Architecture string `json:"architecture"`
	OS           string `json:"os"`
}

// fill makes the images of a repository when it is first asked for, so that the practice cluster
// starts fast.
func (s *server) fill(repository string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.filled[repository] {
		return
	}
	s.filled[repository] = true
	for _, image := range slices.Concat(s.about.Images, s.about.Public) {
		name, tag, _ := strings.Cut(image, ":")
		if name != repository {
			continue
		}
		if only := s.about.Platforms[image]; len(only) > 0 {
			s.addIndex(name, tag, only)
		} else {
			s.addImage(name, tag, image, "amd64")
		}
	}
}

// addImage stores an image for Linux without layers, which differs from all others by its label.
// tag may be empty: the image is then found by its digest only.
func (s *server) addImage(repository, tag, label, architecture string) descriptor {
	var config struct {
		platform
		Config struct{ Labels map[string]string } `json:"config"`
		RootFS struct {
			Type    string   `json:"type"`
			DiffIDs []string `json:"diff_ids"`
		} `json:"rootfs"`
	}
	config.platform = platform{Architecture: architecture, OS: "linux"}
	config.Config.Labels = map[string]string{"org.opencontainers.image.ref.name": label}
	config.RootFS.Type, config.RootFS.DiffIDs = "layers", []string{}
	text := encode(config)
	about := descriptor{MediaType: typeConfig, Size: len(text), Digest: digestOf(text)}
	s.content.addBlob(repository, about.Digest, text)

	manifest := encode(struct {
		SchemaVersion int          `json:"schemaVersion"`
		MediaType     string       `json:"mediaType"`
		Config        descriptor   `json:"config"`
		Layers        []descriptor `json:"layers"`
	}{2, typeImage, about, []descriptor{}})
	s.content.addManifest(repository, tag, typeImage, manifest)
	return descriptor{
		MediaType: typeImage, Size: len(manifest), Digest: digestOf(manifest), Platform: &config.platform,
	}
}

// addIndex stores an index that has images for these architectures only.
func (s *server) addIndex(repository, tag string, architectures []string) {
	var list []descriptor
	for _, architecture := range architectures {
		list = append(list, s.addImage(repository, "", repository+":"+tag, architecture))
	}
	s.content.addManifest(repository, tag, typeIndex, encode(struct {
		SchemaVersion int          `json:"schemaVersion"`
		MediaType     string       `json:"mediaType"`
		Manifests     []descriptor `json:"manifests"`
	}{2, typeIndex, list}))
}

// encode writes what can always be written: strings and numbers.
func encode(v any) []byte {
	text, _ := json.Marshal(v)
	return text
}
