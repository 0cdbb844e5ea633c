package cases

import (
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBlobPath finds the digest again in the path of an object store.
func TestBlobPath(t *testing.T) {
	digest := "sha256:" + strings.Repeat("ab12", 16)
	u, err := url.Parse(BlobPath(digest))
	if err != nil {
		t.Fatal(err)
	}
	if got := BlobDigest(u.Path); got != digest || u.Query().Get("X-Amz-Signature") == "" {
		t.Errorf("%s: digest %q", u, got)
	}
	for _, path := range []string{"/", "/v2/acme/web/manifests/1.0", "/sha256"} {
		if got := BlobDigest(path); got != "" {
			t.Errorf("%s: digest %q", path, got)
		}
	}
}

// TestUnknownFaults names what a registry cannot have.
func TestUnknownFaults(t *testing.T) {
	for field, want := range map[string]string{"page: pdf": `page "pdf"`, "fault: odd": `fault "odd"`, "tls: new": `tls "new"`} {
		text := "registries:\n- host: a.example\n  auth: none\n  " + field + "\n"
		if _, err := LoadRegistries(mapFS(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func mapFS(registries string) fstest.MapFS {
	return fstest.MapFS{"registries.yaml": {Data: []byte(registries)}}
}
