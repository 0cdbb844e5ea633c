package registry

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// pulled is an image as go-containerregistry sees it: a manifest, and blobs by digest.
type pulled struct {
	read func(path string) (string, http.Header)
	text string
	kind types.MediaType
}

func (p *pulled) RawManifest() ([]byte, error)        { return []byte(p.text), nil }
func (p *pulled) MediaType() (types.MediaType, error) { return p.kind, nil }

func (p *pulled) LayerByDigest(h v1.Hash) (partial.CompressedLayer, error) {
	return nil, fmt.Errorf("the practice images have no layer %s", h)
}

func (p *pulled) RawConfigFile() ([]byte, error) {
	m, err := v1.ParseManifest(strings.NewReader(p.text))
	if err != nil {
		return nil, err
	}
	text, _ := p.read("blobs/" + m.Config.Digest.String())
	return []byte(text), nil
}

// What the registries hand out is what a client of other people's making takes for valid: digests,
// sizes and media types.
func TestImagesAreValidForOthers(t *testing.T) {
	for _, test := range []struct {
		url, auth, tag string
		world          *World
		broken         bool
	}{
		{"https://basic.example:5000/v2/team/app/", "puller:practice-word", "1.0", world(), false},
		{"https://basic.example:5000/v2/team/open/", "", "1.0", world(), false},
		{"https://none.example/v2/a/", "", "1", world(), false},
		{"https://odd.example/v2/a/torn/", "", "1", oddWorld(), true},
	} {
		t.Run(strings.ReplaceAll(test.url, "/", "_"), func(t *testing.T) {
			read := func(path string) (string, http.Header) {
				resp := ask(t, test.world, "GET", test.url+path, test.auth)
				text, err := io.ReadAll(resp.Body)
				if err != nil || resp.StatusCode != http.StatusOK {
					t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
				}
				return string(text), resp.Header
			}
			text, header := read("manifests/" + test.tag)
			again, _ := read("manifests/" + header.Get("Docker-Content-Digest"))
			if again != text {
				t.Error("the digest leads to something else than the tag")
			}
			img, err := partial.CompressedToImage(&pulled{read: read, text: text, kind: types.MediaType(header.Get("Content-Type"))})
			if err != nil {
				t.Fatal(err)
			}
			if err := validate.Image(img, validate.Fast); (err != nil) != test.broken {
				t.Errorf("broken: %v; %v", test.broken, err)
			}
			if digest, err := img.Digest(); err != nil || digest.String() != header.Get("Docker-Content-Digest") {
				t.Errorf("digest %v %v, want %s", digest, err, header.Get("Docker-Content-Digest"))
			}
		})
	}
}

func TestAnIndexIsValidForOthers(t *testing.T) {
	resp := ask(t, oddWorld(), "GET", "https://odd.example/v2/a/arm/manifests/1", "")
	index, err := v1.ParseIndexManifest(resp.Body)
	if err != nil || len(index.Manifests) != 1 || index.MediaType != types.OCIImageIndex {
		t.Fatalf("%+v %v", index, err)
	}
	image := index.Manifests[0]
	resp = ask(t, oddWorld(), "GET", "https://odd.example/v2/a/arm/manifests/"+image.Digest.String(), "")
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || int64(len(text)) != image.Size {
		t.Errorf("status %d, %d bytes, want %d; %v", resp.StatusCode, len(text), image.Size, err)
	}
}
