package registry

import (
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
)

// troubled is a registry without logins and with an image of each fault.
func troubled() cases.Registry {
	return cases.Registry{
		Host: "reg.example.com", Auth: cases.AuthNone,
		Public:    []string{"a/good:1", "a/torn:1", "a/old:1", "a/arm:1"},
		CutShort:  []string{"a/torn:1"},
		Schema1:   []string{"a/old:1"},
		Platforms: map[string][]string{"a/arm:1": {"arm64", "s390x"}},
	}
}

func served(t *testing.T, r cases.Registry) http.Handler {
	t.Helper()
	app := filepath.Join(t.TempDir(), "app")
	if err := os.WriteFile(app, []byte("a program"), 0o755); err != nil {
		t.Fatal(err)
	}
	h, _, err := newHandler(r, placeOf(r.Host, 0), app)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSpoiledImages(t *testing.T) {
	h := served(t, troubled())
	old := ask(h, "/v2/a/old/manifests/1", "")
	if kind := old.Header.Get("Content-Type"); old.StatusCode != http.StatusOK || kind != schema1 {
		t.Errorf("the old format: %d, %q", old.StatusCode, kind)
	}
	list := body(t, ask(h, "/v2/a/arm/manifests/1", ""))
	if !strings.Contains(list, "arm64") || !strings.Contains(list, "s390x") || strings.Contains(list, "amd64") {
		t.Errorf("the index: %s", list)
	}
	for _, tt := range []struct {
		repository string
		whole      bool
	}{{"a/good", true}, {"a/torn", false}} {
		manifest := body(t, ask(h, "/v2/"+tt.repository+"/manifests/1", ""))
		_, rest, _ := strings.Cut(manifest, `"config"`)
		_, rest, _ = strings.Cut(rest, `"digest":"`)
		digest, _, _ := strings.Cut(rest, `"`)
		config := ask(h, "/v2/"+tt.repository+"/blobs/"+digest, "")
		if text := body(t, config); config.StatusCode != http.StatusOK || (len(text) > sent) != tt.whole {
			t.Errorf("%s: %d, %d bytes of its configuration", tt.repository, config.StatusCode, len(text))
		}
	}
}

// TestStatus comes before everything else, the login too.
func TestStatus(t *testing.T) {
	r := practice(cases.AuthBasic)
	r.Status = http.StatusTooManyRequests
	h := served(t, r)
	for _, path := range []string{"/v2/", "/v2/acme/web/manifests/1.0"} {
		if got := ask(h, path, "bot:word").StatusCode; got != r.Status {
			t.Errorf("%s: %d", path, got)
		}
	}
}

// TestMay gives a login only what begins like one of its repositories.
func TestMay(t *testing.T) {
	limited := func(auth cases.Auth) cases.Registry {
		r := practice(auth)
		r.May = map[string][]string{"bot": {"acme/w"}}
		r.Images = append(r.Images, "acme/vault:1.0")
		return r
	}
	h := served(t, limited(cases.AuthBasic))
	for path, want := range map[string]int{
		"/v2/":                         200,
		"/v2/acme/web/manifests/1.0":   200,
		"/v2/acme/vault/manifests/1.0": 403,
		"/v2/acme/hello/manifests/1.0": 200, // public
	} {
		if got := ask(h, path, "bot:word").StatusCode; got != want {
			t.Errorf("basic: %s: %d, want %d", path, got, want)
		}
	}
	h = served(t, limited(cases.AuthToken))
	for repository, want := range map[string]int{"acme/web": 200, "acme/vault": 401, "acme/hello": 200} {
		bought := token(t, h, "bot:word", repository)
		r := ask(h, "/v2/"+repository+"/manifests/1.0", "", "Authorization", "Bearer "+bought)
		if bought == "" || r.StatusCode != want {
			t.Errorf("token: %s: %d, want %d", repository, r.StatusCode, want)
		}
	}
}

// TestAnonymousRefused gives no token to who comes without a login.
func TestAnonymousRefused(t *testing.T) {
	r := practice(cases.AuthToken)
	r.Refuses = true
	h := served(t, r)
	if token(t, h, "", "acme/hello") != "" {
		t.Error("a token was given to nobody")
	}
	if token(t, h, "bot:word", "acme/hello") == "" {
		t.Error("no token for a right login")
	}
}

func TestCertificate(t *testing.T) {
	ca, err := pki.New("known")
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca.PEM)
	for fault, want := range map[cases.TLS]string{
		"": "", cases.TLSUntrusted: "unknown authority", cases.TLSExpired: "expired", cases.TLSWrongName: otherName,
		cases.TLSNotYetValid: "is before",
	} {
		pair, err := certificate(fault, placeOf("reg.example.com", 0), ca)
		if err != nil {
			t.Fatal(err)
		}
		_, err = pair.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: "reg.example.com"})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("fault %q: %v", fault, err)
		}
	}
}
