package registry

import (
	"net/http"
	"slices"
	"strings"
)

// oldFormat answers for an image in Docker's schema 1 and says whether it did. The content is not
// read by anybody: runtimes give up at the media type.
func (s *server) oldFormat(w http.ResponseWriter, req *http.Request, repository string) bool {
	tag, ok := strings.CutPrefix(req.URL.Path, "/v2/"+repository+"/manifests/")
	if !ok || !slices.Contains(s.about.Schema1, repository+":"+tag) {
		return false
	}
	w.Header().Set("Content-Type", "application/vnd.docker.distribution.manifest.v1+prettyjws")
	w.Header().Set("Docker-Content-Digest", "sha256:"+strings.Repeat("0", 64))
	_, _ = w.Write([]byte(`{"schemaVersion":1}`))
	return true
}

// kept is how much of a config arrives that breaks off.
const kept = 10

// breakOff answers a blob of a damaged image with its beginning only, and says whether it did.
func (s *server) breakOff(w http.ResponseWriter, req *http.Request, repository string) bool {
	damaged := slices.ContainsFunc(s.about.CutShort, func(image string) bool {
		return strings.HasPrefix(image, repository+":")
	})
	if !damaged || !strings.HasPrefix(req.URL.Path, "/v2/"+repository+"/blobs/") {
		return false
	}
	whole := &writer{header: http.Header{}}
	s.content.ServeHTTP(whole, req)
	body := whole.body.Bytes()
	w.WriteHeader(whole.status)
	_, _ = w.Write(body[:min(kept, len(body))])
	return true
}
