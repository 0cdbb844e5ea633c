package guard

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

// Guard keeps what doors share: the limits, the addresses and the pauses.
type Guard struct {
	options Options
	gate    *gate
	network *network
}

// New makes a Guard. It sends nothing.
func New(o Options) *Guard {
	return &Guard{options: o, gate: newGate(o), network: newNetwork(o)}
}

// Requests is how many requests were counted so far.
func (g *Guard) Requests() int { return g.gate.requests() }

// Door is the way to one registry, and to the token server that may get
// credentials for it, "" for none.
func (g *Guard) Door(registry, tokenHost string) http.RoundTripper {
	return &door{guard: g, registry: registry, tokenHost: tokenHost}
}

// door is the one way out: all requests for one registry pass it.
type door struct {
	guard     *Guard
	registry  string // host and port that may get credentials
	tokenHost string // the token server that may get them too, "" for none
}

// Refusal is a request that was not sent, or not in full.
type Refusal struct {
	Why  diagnose.NotAsked
	Text string
}

func (r *Refusal) Error() string { return r.Text }

// Refuse is a request that the rules forbid.
func Refuse(format string, args ...any) *Refusal {
	return &Refusal{diagnose.NotAskedPolicy, fmt.Sprintf(format, args...)}
}

// RoundTrip sends a request if the rules allow it, and records the answer in
// the trail of the request's context.
func (g *door) RoundTrip(req *http.Request) (*http.Response, error) {
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
func (g *door) check(req *http.Request) (*http.Request, error) {
	u := req.URL
	switch {
	case u.Scheme != "https":
		return nil, Refuse("%s leads to plain HTTP; only HTTPS is used.", g.registry)
	case u.User != nil:
		return nil, Refuse("%s leads to a URL with a user in it.", g.registry)
	case req.Method != http.MethodGet && req.Method != http.MethodHead:
		return nil, Refuse("Only GET and HEAD are used.")
	case redirects(req) > maxRedirects:
		return nil, Refuse("%s redirects more than %d times.", g.registry, maxRedirects)
	}
	if err := g.guard.network.permit(req.Context(), g.registry, u); err != nil {
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
func (g *door) mayHave(host, authorization string) bool {
	switch HostPort(host) {
	case HostPort(g.registry):
		return true
	case HostPort(g.tokenHost):
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
func (g *door) send(req *http.Request, t *Trail) (*http.Response, error) {
	for again := false; ; again = true {
		if err := g.guard.gate.reachable(req.URL.Host); err != nil {
			return nil, err
		}
		if err := g.guard.gate.pass(req.Context(), g.registry, t.unlimited); err != nil {
			return nil, err
		}
		resp, err := g.attempt(req, t)
		if err != nil {
			return nil, err
		}
		wait := g.guard.gate.heed(g.registry, resp)
		if again || !wait {
			return resp, nil
		}
		_ = resp.Body.Close()
	}
}

// attempt sends a request once.
func (g *door) attempt(req *http.Request, t *Trail) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), g.guard.options.Timeout)
	resp, err := g.guard.network.send(req.WithContext(ctx), t)
	if req.Context().Err() == nil {
		g.guard.gate.note(req.URL.Host, err)
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
