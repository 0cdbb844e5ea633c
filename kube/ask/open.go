package ask

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"

	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// manifestTypes is what containerd accepts.
var manifestTypes = strings.Join([]string{
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.docker.distribution.manifest.v2+json",
}, ", ")

// opening is what the registry says to the question without credentials: the
// answer, or a challenge.
type opening struct {
	once      sync.Once
	registry  name.Registry
	exchange  guard.Exchange
	proxy     string
	challenge *transport.Challenge // of scheme basic or bearer, else nil
	realm     *url.URL             // of the token server of a bearer challenge
	fault     string               // why the challenge cannot be met
	allowed   bool                 // the token server may get credentials
}

// scheme of the challenge, in lower case; "" for none.
func (o *opening) scheme() string {
	if o.challenge == nil {
		return ""
	}
	return strings.ToLower(o.challenge.Scheme)
}

// open asks for the manifest without credentials, once for a place.
func (a *Asker) open(ctx context.Context, p place, unlimited bool) *opening {
	a.mu.Lock()
	o := a.openings[p]
	if o == nil {
		o = &opening{}
		a.openings[p] = o
	}
	a.mu.Unlock()
	o.once.Do(func() { a.ask(ctx, p, o, unlimited) })
	return o
}

// ask pings the registry for its challenge. The ping is put to the manifest,
// as containerd does, for a registry may ask for credentials at one path and
// not at another.
func (a *Asker) ask(ctx context.Context, p place, o *opening, unlimited bool) {
	registry, err := name.NewRegistry(p.host)
	if err != nil {
		o.exchange = guard.Exchange{Host: p.host, Err: guard.Refuse("%s is no name of a registry.", p.host)}
		return
	}
	o.registry = registry
	ctx, t := guard.NewTrail(ctx, unlimited)
	challenge, err := transport.Ping(ctx, registry, &manifestPing{place: p, inner: a.door(p, "")})
	o.exchange, o.proxy = t.Last, t.Proxy
	if err != nil && o.exchange.Status == 0 && o.exchange.Err == nil {
		o.exchange.Err = err
	}
	if err != nil || o.exchange.Status != http.StatusUnauthorized {
		return
	}
	if scheme := strings.ToLower(challenge.Scheme); scheme == "basic" || scheme == "bearer" {
		o.challenge = challenge
	}
	if o.scheme() == "bearer" {
		if o.realm, o.fault = guard.ReadRealm(challenge.Parameters["realm"]); o.realm != nil {
			o.allowed = guard.Belongs(p.host, o.realm.Host) ||
				a.options.AllowTokenHost != nil && a.options.AllowTokenHost(p.host, o.realm.Host)
		}
	}
}

// door is the guard of a place with go-containerregistry's retries before it.
func (a *Asker) door(p place, tokenHost string) http.RoundTripper {
	return transport.NewRetry(a.guard.Door(p.host, tokenHost))
}

// manifestPing turns the ping of /v2/ into HEAD on a manifest.
type manifestPing struct {
	place place
	inner http.RoundTripper
}

func (m *manifestPing) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "https" {
		return nil, errors.New("only HTTPS is used") // of local names, Ping tries HTTP beside it
	}
	out := req.Clone(req.Context())
	out.Method = http.MethodHead
	out.Header.Set("Accept", manifestTypes)
	if req.Response == nil {
		out.URL.Path = m.place.path("manifests", m.place.reference)
	}
	resp, err := m.inner.RoundTrip(out)
	if err == nil {
		preferBearer(resp.Header)
	}
	return resp, err
}

// preferBearer puts challenges for a token first, as containerd prefers them.
func preferBearer(h http.Header) {
	slices.SortStableFunc(h["Www-Authenticate"], func(a, b string) int {
		return rank(a) - rank(b)
	})
}

func rank(challenge string) int {
	if scheme, _, _ := strings.Cut(strings.TrimSpace(challenge), " "); strings.EqualFold(scheme, "Bearer") {
		return 0
	}
	return 1
}

// path is the path of a part of the registry's API for the repository.
func (p place) path(part, reference string) string {
	return "/v2/" + p.repository + "/" + part + "/" + reference
}
