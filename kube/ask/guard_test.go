package ask

import (
	"net/http"
	"net/url"
	"testing"
)

// The guard itself keeps credentials from other hosts, whoever put them there.
func TestGuardAlone(t *testing.T) {
	w := newWorld(t)
	for _, host := range []string{"reg.example.com", "auth.example.com", "cdn.reg.example.com"} {
		w.site(host, func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })
	}
	g := &guard{asker: New(w.options()), registry: "reg.example.com", tokenHost: "auth.example.com"}
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
		w.at("reg.example.com", "203.0.113.7")
		w.at("REG.example.com", "203.0.113.7")
		req.Header.Set("Authorization", test.authorization)
		req.Header.Set("Cookie", "a=b")
		out, err := g.check(req)
		if err != nil {
			t.Errorf("%s: %v", test.url, err)
			continue
		}
		if got := out.Header.Get("Authorization"); got != test.want || out.Header.Get("Cookie") != "" || out.URL.Query().Has("account") {
			t.Errorf("%s gets %q, %v", out.URL, got, out.Header)
		}
		if req.Header.Get("Authorization") != test.authorization {
			t.Error("the caller's request was changed")
		}
	}
	for _, refused := range []*http.Request{
		{Method: http.MethodPost, URL: mustURL(t, "https://reg.example.com/v2/")},
		{Method: http.MethodGet, URL: mustURL(t, "http://reg.example.com/v2/")},
		{Method: http.MethodGet, URL: mustURL(t, "https://u:p@reg.example.com/v2/")},
	} {
		refused.Header = http.Header{}
		if _, err := g.check(refused); err == nil {
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

// The next page is of the same list, whatever the registry says.
func TestNextPage(t *testing.T) {
	p := place{host: "reg.example.com", repository: "acme/web", reference: "1"}
	for link, want := range map[string]string{
		`</v2/acme/web/tags/list?last=b&n=100>; rel="next"`:                 "/v2/acme/web/tags/list?last=b&n=100",
		`<https://thief.example.org/v2/other/tags/list?last=b>; rel="next"`: "/v2/acme/web/tags/list?last=b",
		`<//thief.example.org/?last=b>; rel="next"`:                         "/v2/acme/web/tags/list?last=b",
		`</v2/acme/web/tags/list>; rel="next"`:                              "",
		`</v2/acme/web/tags/list?last=b>; rel="prev"`:                       "",
		`no link`: "",
		``:        "",
	} {
		if got := nextPage(link, p); got != want {
			t.Errorf("%s: %s, want %s", link, got, want)
		}
	}
}
