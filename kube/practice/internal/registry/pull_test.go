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

// The registries and what is in them are ours; the library that checks digests, sizes and media
// types here is not.
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
	resp = ask(t, oddWorld(), "HEAD", "https://odd.example/v2/a/arm/manifests/"+image.Digest.String(), "")
	if resp.StatusCode != http.StatusOK || resp.ContentLength != image.Size {
		t.Errorf("status %d, %d bytes, want %d", resp.StatusCode, resp.ContentLength, image.Size)
	}
}

func TestTheRestOfTheProtocol(t *testing.T) {
	for path, want := range map[string]string{
		"/v2/":                      "200 ",
		"/v2/a/tags/list":           `200 {"name":"a","tags":["1"]}`,
		"/v2/b/tags/list":           "404 NAME_UNKNOWN",
		"/v2/a/manifests/2":         "404 MANIFEST_UNKNOWN",
		"/v2/a/manifests/sha256:00": "404 MANIFEST_UNKNOWN",
		"/v2/a/blobs/sha256:00":     "404 BLOB_UNKNOWN",
		"/v2/a/tags/all":            "404 ",
		"/":                         "404 ",
	} {
		resp := ask(t, world(), "GET", "https://none.example"+path, "")
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		status, word, _ := strings.Cut(want, " ")
		if fmt.Sprint(resp.StatusCode) != status || !strings.Contains(string(text), word) {
			t.Errorf("%s: %d %s, want %s", path, resp.StatusCode, text, want)
		}
	}
}
