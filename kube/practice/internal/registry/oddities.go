package registry

import (
	"context"
	"net/http"
	"slices"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// pushIndex puts an index into the store that has images for these architectures only.
func (s *server) pushIndex(repository, tag string, architectures []string) error {
	index := v1.ImageIndex(empty.Index)
	for _, arch := range architectures {
		img, err := tiny(repository+":"+tag, arch)
		if err != nil {
			return err
		}
		digest, err := img.Digest()
		if err != nil {
			return err
		}
		if err := s.pushImage(repository, digest.String(), img); err != nil {
			return err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: img, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: arch}},
		})
	}
	manifest, err := index.RawManifest()
	if err != nil {
		return err
	}
	s.put(http.MethodPut, "/v2/"+repository+"/manifests/"+tag, string(types.OCIImageIndex), manifest)
	return nil
}

// oldDigest is the digest of images in Docker's schema 1.
var oldDigest = "sha256:" + strings.Repeat("0", 64)

// oldFormat responds for an image in Docker's schema 1 and says whether it did. Nothing reads the
// content: runtimes give up at the media type.
func (s *server) oldFormat(w http.ResponseWriter, req *http.Request, repository string) bool {
	tag, ok := strings.CutPrefix(req.URL.Path, "/v2/"+repository+"/manifests/")
	if !ok || !slices.Contains(s.about.Schema1, repository+":"+tag) && (tag != oldDigest || !holds(s.about.Schema1, repository)) {
		return false
	}
	w.Header().Set("Content-Type", string(types.DockerManifestSchema1Signed))
	w.Header().Set("Docker-Content-Digest", oldDigest)
	_, _ = w.Write([]byte(`{"schemaVersion":1}`))
	return true
}

// kept is how much of a truncated config arrives.
const kept = 10

// breakOff sends only the beginning of a blob of a damaged image, and says whether it did.
func (s *server) breakOff(w http.ResponseWriter, req *http.Request, repository string) bool {
	if !holds(s.about.CutShort, repository) || !strings.HasPrefix(req.URL.Path, "/v2/"+repository+"/blobs/") {
		return false
	}
	whole := &writer{header: http.Header{}}
	s.store.ServeHTTP(whole, req)
	body := whole.body.Bytes()
	w.WriteHeader(whole.status)
	_, _ = w.Write(body[:min(kept, len(body))])
	return true
}

// keptBack responds as Harbor does for an image that its rules block, and says whether it did.
func (s *server) keptBack(w http.ResponseWriter, req *http.Request, repository string) bool {
	if !holds(s.about.Forbidden, repository) || !strings.HasPrefix(req.URL.Path, "/v2/"+repository+"/manifests/") {
		return false
	}
	refuse(w, http.StatusPreconditionFailed, "PROJECTPOLICYVIOLATION", cases.PolicyWords)
	return true
}

// holds says whether an image of the repository is listed.
func holds(images []string, repository string) bool {
	return slices.ContainsFunc(images, func(image string) bool { return strings.HasPrefix(image, repository+":") })
}

// stalls says whether a request is for a blob that never completes.
func (s *server) stalls(req *http.Request) bool {
	repository := repositoryOf(req.URL.Path)
	return holds(s.about.Stalls, repository) && strings.HasPrefix(req.URL.Path, "/v2/"+repository+"/blobs/")
}

// stalled is a body that ends with the reader's timeout.
type stalled struct{}

func (stalled) Read([]byte) (int, error) { return 0, context.Canceled }
func (stalled) Close() error             { return nil }
