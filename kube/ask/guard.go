package ask

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Limits on what a registry may send.
const (
	maxBody      = 64 << 10
	maxTagsBody  = 1 << 20
	maxRedirects = 3
)

// userAgent says who asks, to the operators of a registry.
const userAgent = "pulldoctor"

// guard is the one way out: all requests of go-containerregistry and of this
// package for one registry pass it.
type guard struct {
	asker     *Asker
	registry  string // host and port that may get credentials
	tokenHost string // the token server that may get them too, "" for none
}

// refusal is a request that was not sent, or not in full.
type refusal struct {
	why  diagnose.NotAsked
	text string
}

func (r *refusal) Error() string { return r.text }

func refuse(format string, args ...any) *refusal {
	return &refusal{diagnose.NotAskedPolicy, fmt.Sprintf(format, args...)}
}

// RoundTrip sends a request if the rules allow it, and records the answer in
// the trail of the request's context.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	t := trailOf(req.Context())
	out, err := g.check(req)
	if err == nil {
		var resp *http.Response
		if resp, err = g.send(out, t); err == nil {
			return resp, nil
		}
	}
	t.fail(req, err)
	return nil, err
}

// check refuses a request, or returns the copy of it that may be sent.
func (g *guard) check(req *http.Request) (*http.Request, error) {
	u := req.URL
	switch {
	case u.Scheme != "https":
		return nil, refuse("%s leads to plain HTTP; only HTTPS is used.", g.registry)
	case u.User != nil:
		return nil, refuse("%s leads to a URL with a user in it.", g.registry)
	case req.Method != http.MethodGet && req.Method != http.MethodHead:
		return nil, refuse("Only GET and HEAD are used.")
	case redirects(req) > maxRedirects:
		return nil, refuse("%s redirects more than %d times.", g.registry, maxRedirects)
	}
	if err := g.asker.network.permit(req.Context(), g.registry, u); err != nil {
		return nil, err
	}
	out := req.Clone(req.Context())
	out.Body, out.ContentLength = nil, 0
	for _, name := range []string{"Cookie", "Referer", "Proxy-Authorization"} {
		out.Header.Del(name)
	}
	out.Host = "" // the URL's
	out.Header.Set("User-Agent", userAgent)
	if !g.mayHave(u.Host, req.Header.Get("Authorization")) {
		out.Header.Del("Authorization")
	}
	if query := u.Query(); query.Has("account") {
		query.Del("account") // proxies log it
		out.URL.RawQuery = query.Encode()
	}
	return out, nil
}

// mayHave says whether a host may have the value of an Authorization header.
func (g *guard) mayHave(host, authorization string) bool {
	switch hostPort(host) {
	case hostPort(g.registry):
		return true
	case hostPort(g.tokenHost):
		scheme, _, _ := strings.Cut(authorization, " ")
		return strings.EqualFold(scheme, "Basic") // a token is for the registry
	}
	return false
}

// redirects is how many redirects led to a request.
func redirects(req *http.Request) int {
	n := 0
	for r := req.Response; r != nil && r.Request != nil && n <= maxRedirects; r = r.Request.Response {
		n++
	}
	return n
}

// send sends a request within all limits, and once more after a Retry-After.
func (g *guard) send(req *http.Request, t *trail) (*http.Response, error) {
	for again := false; ; again = true {
		if err := g.asker.gate.reachable(req.URL.Host); err != nil {
			return nil, err
		}
		if err := g.asker.gate.pass(req.Context(), g.registry, t.unlimited); err != nil {
			return nil, err
		}
		resp, err := g.attempt(req, t)
		if err != nil {
			return nil, err
		}
		wait := g.asker.gate.heed(g.registry, resp)
		if again || !wait {
			return resp, nil
		}
		_ = resp.Body.Close()
	}
}

// attempt sends a request once.
func (g *guard) attempt(req *http.Request, t *trail) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), g.asker.options.Timeout)
	resp, err := g.asker.network.send(req.WithContext(ctx), t)
	if req.Context().Err() == nil {
		g.asker.gate.note(req.URL.Host, err)
	}
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Request = req
	limit := int64(maxBody)
	if strings.HasSuffix(req.URL.Path, "/tags/list") {
		limit = maxTagsBody
	}
	body := &limitedBody{inner: resp.Body, left: limit, cancel: cancel, failed: func(err error) { t.fail(req, err) }}
	resp.Body = body
	t.record(req, resp)
	return resp, nil
}
