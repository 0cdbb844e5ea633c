package guard

import (
	"net/http"
	"net/netip"
	"net/url"
	"testing"
	"time"
)

// wire records what a door lets out.
type wire struct{ sent []*http.Request }

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.sent = append(w.sent, r)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// A door keeps credentials from other hosts, whoever put them there.
func TestDoor(t *testing.T) {
	w := &wire{}
	g := New(Options{Budget: 100, Timeout: time.Second, Clock: clock{}, Transport: w})
	door := g.Door("reg.example.com", "auth.example.com")
	const basic, bearer = "Basic Ym90OnB3", "Bearer token"
	for _, test := range []struct {
		url, authorization, want string
	}{
		{"https://reg.example.com/v2/", basic, basic},
		{"https://REG.example.com:443/v2/", bearer, bearer},
		{"https://auth.example.com/token?account=bot&scope=x", basic, basic},
		{"https://auth.example.com/token", bearer, ""},
		{"https://cdn.reg.example.com/v2/", bearer, ""},
		{"https://cdn.reg.example.com/v2/", basic, ""},
		{"https://reg.example.com:8443/v2/", basic, ""},
	} {
		req, err := http.NewRequest(http.MethodGet, test.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", test.authorization)
		req.Header.Set("Cookie", "a=b")
		resp, err := door.RoundTrip(req)
		if err != nil {
			t.Errorf("%s: %v", test.url, err)
			continue
		}
		_ = resp.Body.Close()
		out := w.sent[len(w.sent)-1]
		if got := out.Header.Get("Authorization"); got != test.want || out.Header.Get("Cookie") != "" || out.URL.Query().Has("account") {
			t.Errorf("%s gets %q, %v", out.URL, got, out.Header)
		}
		if req.Header.Get("Authorization") != test.authorization {
			t.Error("the caller's request was changed")
		}
	}
	if n := len(w.sent); g.Requests() != n {
		t.Errorf("%d requests were counted of %d", g.Requests(), n)
	}
	w.sent = nil
	for _, refused := range []*http.Request{
		{Method: http.MethodPost, URL: mustURL(t, "https://reg.example.com/v2/")},
		{Method: http.MethodGet, URL: mustURL(t, "http://reg.example.com/v2/")},
		{Method: http.MethodGet, URL: mustURL(t, "https://u:p@reg.example.com/v2/")},
	} {
		refused.Header = http.Header{}
		if _, err := door.RoundTrip(refused); err == nil || len(w.sent) > 0 {
			t.Errorf("%s %s is not refused", refused.Method, refused.URL.Redacted())
		}
	}
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestReach(t *testing.T) {
	tests := map[string]reach{
		"203.0.113.7": reachPublic, "8.8.8.8": reachPublic, "2606:4700::1": reachPublic,
		"10.0.0.1": reachPrivate, "172.16.0.1": reachPrivate, "192.168.1.1": reachPrivate, "100.64.1.1": reachPrivate, "fd12::1": reachPrivate,
		"64:ff9b::a00:1": reachPrivate,
		"127.0.0.1":      reachNever, "127.8.8.8": reachNever, "::1": reachNever, "0.0.0.0": reachNever, "0.1.2.3": reachNever, "::": reachNever,
		"169.254.169.254": reachNever, "fe80::1": reachNever, "fd00:ec2::254": reachNever, "100.100.100.200": reachNever,
		"168.63.129.16": reachNever, "::ffff:127.0.0.1": reachNever, "64:ff9b::7f00:1": reachNever, "2002:7f00:1::": reachNever,
		"224.0.0.1": reachNever, "255.255.255.255": reachNever,
	}
	for text, want := range tests {
		if got := reachOf(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}

func TestBelongs(t *testing.T) {
	for _, test := range []struct {
		registry, tokenHost string
		want                bool
	}{
		{"registry-1.docker.io", "auth.docker.io", true},
		{"ghcr.io", "ghcr.io:443", true},
		{"GHCR.io", "ghcr.io", true},
		{"registry.gitlab.com", "gitlab.com", true},
		{"lscr.io", "ghcr.io", true},
		{"nvcr.io", "authn.nvidia.com", true},
		{"registry.cn-hangzhou.aliyuncs.com", "dockerauth.cn-hangzhou.aliyuncs.com", true},
		{"harbor.corp.example.co.uk", "sso.example.co.uk", true},
		{"reg.example.com:5000", "reg.example.com:5001", true},
		{"evil.example.org", "authn.nvidia.com", false},
		{"ghcr.io", "auth.docker.io", false},
		{"a.co.uk", "b.co.uk", false},
		{"alice.github.io", "bob.github.io", false},
		{"10.0.0.1", "10.0.0.2", false},
		{"10.0.0.1:5000", "10.0.0.1:5001", false},
		{"10.0.0.1:5000", "10.0.0.1:5000", true},
		{"registry", "auth", false},
		{"evilexample.com", "example.com", false},
		{"lscr.io.evil.org", "ghcr.io", false},
	} {
		if got := Belongs(test.registry, test.tokenHost); got != test.want {
			t.Errorf("%s, %s: %v", test.registry, test.tokenHost, got)
		}
	}
}

func TestRetryAfterHeader(t *testing.T) {
	now := time.Date(2026, 11, 29, 7, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": -1, "x": -1, "-5": -1, "0": 0, "7": 7 * time.Second, "99999999999": maxRetryAfter,
		"Sun, 29 Nov 2026 07:00:30 GMT": 30 * time.Second, "Sun, 29 Nov 2026 06:00:00 GMT": 0,
	} {
		got, ok := retryAfter(value, now)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}
