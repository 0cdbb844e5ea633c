package registry

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

func TestPlaceOf(t *testing.T) {
	for _, tt := range []struct {
		host    string
		names   []string
		address string
		token   string
	}{
		{"ghcr.io", []string{"ghcr.io"}, "127.0.1.1:443", "ghcr.io"},
		{"docker.io", []string{"registry-1.docker.io", "auth.docker.io"}, "127.0.1.1:443", "auth.docker.io"},
		{"registry.acme.example:5000", []string{"registry.acme.example"}, "127.0.1.1:5000", "registry.acme.example:5000"},
	} {
		got := placeOf(tt.host, 0)
		if !slices.Equal(got.names, tt.names) || got.address.String() != tt.address || got.tokenHost != tt.token {
			t.Errorf("%s: %+v", tt.host, got)
		}
	}
	if placeOf("a", 0).address == placeOf("b", 1).address {
		t.Error("two registries share an address")
	}
}

// TestStore pushes an image and asks for it, and for one that is not there.
func TestStore(t *testing.T) {
	app := filepath.Join(t.TempDir(), "app")
	if err := os.WriteFile(app, []byte("a program"), 0o755); err != nil {
		t.Fatal(err)
	}
	store, _, err := newStore(practice(cases.AuthNone), app)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"/v2/acme/web/manifests/1.0":   200,
		"/v2/acme/hello/manifests/1.0": 200,
		"/v2/acme/web/manifests/9.9":   404,
		"/v2/other/manifests/1.0":      404,
	} {
		if r := ask(store, path, ""); r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
	}
}

func TestDNS(t *testing.T) {
	names := map[string]netip.Addr{"ghcr.io": netip.MustParseAddr("127.0.1.1")}
	for _, tt := range []struct {
		name    string
		kind    dnsmessage.Type
		code    dnsmessage.RCode
		answers int
	}{
		{"ghcr.io.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, 1},
		{"GHCR.io.", dnsmessage.TypeA, dnsmessage.RCodeSuccess, 1},
		{"ghcr.io.", dnsmessage.TypeAAAA, dnsmessage.RCodeSuccess, 0},
		{"registry.gone.example.", dnsmessage.TypeA, dnsmessage.RCodeNameError, 0},
	} {
		question := dnsmessage.Message{
			Header:    dnsmessage.Header{ID: 7},
			Questions: []dnsmessage.Question{{Name: dnsmessage.MustNewName(tt.name), Type: tt.kind, Class: dnsmessage.ClassINET}},
		}
		text, err := question.Pack()
		if err != nil {
			t.Fatal(err)
		}
		text, ok := reply(text, names)
		var answer dnsmessage.Message
		if !ok || answer.Unpack(text) != nil {
			t.Fatalf("%s: no answer", tt.name)
		}
		if answer.ID != 7 || !answer.Response || answer.RCode != tt.code || len(answer.Answers) != tt.answers {
			t.Errorf("%s %v: %+v", tt.name, tt.kind, answer)
		}
	}
	if _, ok := reply([]byte("nonsense"), names); ok {
		t.Error("nonsense was answered")
	}
}

func TestRepositoryOf(t *testing.T) {
	for path, want := range map[string]string{
		"/v2/": "", "/token": "",
		"/v2/acme/web/manifests/1.0":         "acme/web",
		"/v2/acme/web/blobs/sha256:abc":      "acme/web",
		"/v2/acme/manifests/web/manifests/1": "acme/manifests/web",
		"/v2/acme/web/tags/list":             "acme/web",
		"/v2/acme/web/referrers/sha256:abc":  "acme/web",
		"/elsewhere/acme/web/manifests/1.0":  "",
	} {
		if got := repositoryOf(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
