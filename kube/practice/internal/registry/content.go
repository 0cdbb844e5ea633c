package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// content is the images of one registry and answers the reading half of the distribution protocol
// (opencontainers/distribution-spec): manifests by tag and digest, blobs, the list of tags.
type content struct {
	mu           sync.RWMutex
	repositories map[string]*repository
}

// repository holds its manifests and blobs by digest.
type repository struct {
	tags      map[string]string // to the digest of a manifest
	manifests map[string]manifest
	blobs     map[string][]byte
}

type manifest struct {
	kind string // media type
	text []byte
}

// digestOf is how content is named.
func digestOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// in makes the repository if need be. The caller holds the lock.
func (c *content) in(name string) *repository {
	r := c.repositories[name]
	if r == nil {
		r = &repository{tags: map[string]string{}, manifests: map[string]manifest{}, blobs: map[string][]byte{}}
		c.repositories[name] = r
	}
	return r
}

func (c *content) addBlob(name, digest string, text []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.in(name).blobs[digest] = text
}

func (c *content) addManifest(name, tag, kind string, text []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.in(name)
	digest := digestOf(text)
	r.manifests[digest] = manifest{kind, text}
	if tag != "" {
		r.tags[tag] = digest
	}
}

func (c *content) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	w.Header().Set("Docker-Distribution-Api-Version", "registry/2.0")
	if req.URL.Path == "/v2/" || req.URL.Path == "/v2" {
		return
	}
	name := repositoryOf(req.URL.Path)
	kind, what, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/v2/"+name+"/"), "/")
	r := c.repositories[name]
	if r == nil {
		refuse(w, http.StatusNotFound, "NAME_UNKNOWN", "repository name not known to registry")
		return
	}
	switch {
	case kind == "manifests":
		r.serveManifest(w, what)
	case kind == "blobs":
		r.serveBlob(w, what)
	case kind == "tags" && what == "list":
		r.serveTags(w, name)
	default:
		http.NotFound(w, req)
	}
}

func (r *repository) serveManifest(w http.ResponseWriter, reference string) {
	digest := reference
	if tagged, ok := r.tags[reference]; ok {
		digest = tagged
	}
	m, ok := r.manifests[digest]
	if !ok {
		refuse(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "manifest unknown")
		return
	}
	send(w, m.kind, digest, m.text)
}

func (r *repository) serveBlob(w http.ResponseWriter, digest string) {
	text, ok := r.blobs[digest]
	if !ok {
		refuse(w, http.StatusNotFound, "BLOB_UNKNOWN", "blob unknown to registry")
		return
	}
	send(w, "application/octet-stream", digest, text)
}

func (r *repository) serveTags(w http.ResponseWriter, name string) {
	tags := []string{}
	for tag := range r.tags {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"name": name, "tags": tags})
}

// send answers with content; the body of an answer to HEAD is dropped by serve.
func send(w http.ResponseWriter, kind, digest string, text []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.Header().Set("Docker-Content-Digest", digest)
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(text)
}
