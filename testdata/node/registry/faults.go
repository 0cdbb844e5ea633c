package registry

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// schema1 is the media type of Docker's first image format.
const schema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"

// oldFormat puts a manifest of Docker's first format in the place of an image.
func oldFormat(store http.Handler, repository, tag string) error {
	text, err := json.Marshal(map[string]any{
		"schemaVersion": 1, "name": repository, "tag": tag, "architecture": "amd64",
		"fsLayers": []any{}, "history": []any{}, "signatures": []any{},
	})
	if err != nil {
		return err
	}
	r, err := http.NewRequest(http.MethodPut, "https://store.invalid/v2/"+repository+"/manifests/"+tag, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", schema1)
	_, err = direct{store}.RoundTrip(r)
	return err
}

// sent is how much of a torn blob arrives, in bytes.
const sent = 10

// only gives the blobs named to serve, when they are asked for; all other requests pass.
func only(store http.Handler, digests []string, serve func(w http.ResponseWriter, r *http.Request, blob []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(digests, blobOf(r.URL.Path)) {
			if blob, ok := whole(store, r); ok {
				serve(w, r, blob)
				return
			}
		}
		store.ServeHTTP(w, r)
	})
}

// whole is the blob that a request is about; false if it is about something else, or the blob is not
// there.
func whole(store http.Handler, r *http.Request) (blob []byte, ok bool) {
	if r.Method != http.MethodGet || blobOf(r.URL.Path) == "" && cases.BlobDigest(r.URL.Path) == "" {
		return nil, false
	}
	r = r.Clone(r.Context())
	r.Header.Del("Range")
	answer, err := direct{store}.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		return nil, false
	}
	blob, err = io.ReadAll(answer.Body)
	return blob, err == nil
}

// torn answers with the beginning of the blobs named and calls it the whole, as a proxy does that
// lost its upstream.
func torn(store http.Handler, digests []string) http.Handler {
	return only(store, digests, func(w http.ResponseWriter, _ *http.Request, blob []byte) {
		_, _ = w.Write(blob[:min(sent, len(blob))])
	})
}

// configOf is the digest of an image's configuration.
func configOf(img v1.Image) (string, error) {
	name, err := img.ConfigName()
	return name.String(), err
}

// keptBack answers for the images named as a registry does whose rules keep them back.
func keptBack(store http.Handler, images []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/manifests/") && holds(images, repositoryOf(r.URL.Path)) {
			refuse(w, http.StatusPreconditionFailed, "PROJECTPOLICYVIOLATION", cases.PolicyWords)
			return
		}
		store.ServeHTTP(w, r)
	})
}

// stalled sends three quarters of the blobs named and then nothing more, until the client gives up.
// containerd counts a download only from its first half megabyte on.
func stalled(store http.Handler, digests []string) http.Handler {
	return only(store, digests, func(w http.ResponseWriter, r *http.Request, blob []byte) {
		w.Header().Set("Content-Length", strconv.Itoa(len(blob)))
		_, _ = w.Write(blob[:len(blob)*3/4])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
}

// layersOf are the digests of an image's layers.
func layersOf(img v1.Image) ([]string, error) {
	layers, err := img.Layers()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, l := range layers {
		digest, err := l.Digest()
		if err != nil {
			return nil, err
		}
		out = append(out, digest.String())
	}
	return out, nil
}

// holds says whether an image of the repository is listed.
func holds(images []string, repository string) bool {
	return slices.ContainsFunc(images, func(image string) bool { return strings.HasPrefix(image, repository+":") })
}
