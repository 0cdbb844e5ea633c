package registry

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// world serves hosts by their names, without DNS and TLS: a client that follows redirects reaches them all.
func world(t *testing.T, list ...cases.Registry) *http.Client {
	t.Helper()
	app := filepath.Join(t.TempDir(), "app")
	if err := os.WriteFile(app, []byte(strings.Repeat("a program", 100)), 0o755); err != nil {
		t.Fatal(err)
	}
	handlers, err := newHandlers(list, app)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i, about := range list {
			if r.Header.Get("X-Host") == about.Host {
				handlers[i].ServeHTTP(w, r)
			}
		}
	}))
	t.Cleanup(server.Close)
	return &http.Client{Transport: toServer{strings.TrimPrefix(server.URL, "http://")}, Timeout: 10 * time.Second}
}

// toServer sends requests for all hosts to one address.
type toServer struct{ address string }

func (s toServer) RoundTrip(r *http.Request) (*http.Response, error) {
	out := r.Clone(r.Context())
	out.Header.Set("X-Host", r.URL.Host)
	out.URL.Scheme, out.URL.Host = "http", s.address
	answer, err := http.DefaultTransport.RoundTrip(out)
	if answer != nil {
		answer.Request = r
	}
	return answer, err
}

// parts are the digests in a manifest: of the config, then of the layers.
func parts(t *testing.T, c *http.Client, url string) []string {
	t.Helper()
	answer, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	var digests []string
	for _, rest := range strings.Split(body(t, answer), `"digest":"`)[1:] {
		digest, _, _ := strings.Cut(rest, `"`)
		digests = append(digests, digest)
	}
	if len(digests) < 2 {
		t.Fatalf("%s: %d parts, status %d", url, len(digests), answer.StatusCode)
	}
	return digests
}

// TestBlobsElsewhere follows the redirects of a registry to the hosts that serve its blobs, or do not.
func TestBlobsElsewhere(t *testing.T) {
	c := world(t,
		cases.Registry{Host: "reg.example", Auth: cases.AuthNone, Public: []string{"a/here:1", "a/store:1", "a/half:1", "a/denied:1", "a/page:1"},
			BlobsAt: map[string]string{"a/store:1": "store.example", "a/half:1": "half.example", "a/denied:1": "denied.example", "a/page:1": "page.example"}},
		cases.Registry{Host: "store.example", Auth: cases.AuthNone, BlobsOf: "reg.example"},
		cases.Registry{Host: "half.example", Auth: cases.AuthNone, BlobsOf: "reg.example", Fault: cases.FaultHalf},
		cases.Registry{Host: "denied.example", Auth: cases.AuthNone, Status: http.StatusForbidden, Page: cases.PageXML},
		cases.Registry{Host: "page.example", Auth: cases.AuthNone, Page: cases.PageHTML},
	)
	for _, tt := range []struct {
		repository, host string
		status           int
		kind             string
		broken           bool
	}{
		{"a/here", "reg.example", 200, "", false},
		{"a/store", "store.example", 200, "", false},
		{"a/half", "half.example", 200, "", true},
		{"a/denied", "denied.example", 403, "application/xml", false},
		{"a/page", "page.example", 200, "text/html; charset=utf-8", false},
	} {
		// The layer is the same in all images and still comes from the host of its repository.
		layer := parts(t, c, "https://reg.example/v2/"+tt.repository+"/manifests/1")[1]
		answer, err := c.Get("https://reg.example/v2/" + tt.repository + "/blobs/" + layer)
		if err != nil {
			t.Fatalf("%s: %v", tt.repository, err)
		}
		if answer.Request.URL.Host != tt.host || answer.StatusCode != tt.status || tt.kind != "" && answer.Header.Get("Content-Type") != tt.kind {
			t.Errorf("%s: %d %s from %s", tt.repository, answer.StatusCode, answer.Header.Get("Content-Type"), answer.Request.URL.Host)
		}
		_, err = io.ReadAll(answer.Body)
		if broken := errors.Is(err, io.ErrUnexpectedEOF); broken != tt.broken {
			t.Errorf("%s: the body ends with %v", tt.repository, err)
		}
	}
}

// TestSlow sees the first bytes of a layer and not the last.
func TestSlow(t *testing.T) {
	c := world(t, cases.Registry{Host: "reg.example", Auth: cases.AuthNone, Public: []string{"a/slow:1", "a/hangs:1"}, Slow: []string{"a/slow:1"}, Hangs: []string{"a/hangs:1"}})
	for repository, least := range map[string]int{"a/slow": cases.SlowRate, "a/hangs": 0} {
		digests := parts(t, c, "https://reg.example/v2/"+repository+"/manifests/1")
		client := &http.Client{Transport: c.Transport, Timeout: 3 * time.Second}
		answer, err := client.Get("https://reg.example/v2/" + repository + "/blobs/" + digests[len(digests)-1])
		if err != nil {
			t.Fatalf("%s: %v", repository, err)
		}
		text, err := io.ReadAll(answer.Body)
		if err == nil || len(text) < least || len(text) > 8*cases.SlowRate {
			t.Errorf("%s: %d bytes, then %v", repository, len(text), err)
		}
	}
}

func TestSilent(t *testing.T) {
	c := world(t, cases.Registry{Host: "reg.example", Auth: cases.AuthNone, Fault: cases.FaultSilent})
	c.Timeout = 300 * time.Millisecond
	var waited net.Error
	if _, err := c.Get("https://reg.example/v2/"); !errors.As(err, &waited) || !waited.Timeout() {
		t.Errorf("an answer came: %v", err)
	}
}

// TestListenFull connects to an address that drops what comes for it.
func TestListenFull(t *testing.T) {
	f, err := listenFull("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	address := f.closers[0].(net.Listener).Addr().String()
	_, err = net.DialTimeout("tcp", address, 300*time.Millisecond)
	var waited net.Error
	if !errors.As(err, &waited) || !waited.Timeout() {
		t.Errorf("want a time-out, got %v", err)
	}
}
