package ask

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"

	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// sessionKey is what a token is good for.
type sessionKey struct {
	host, repository, scheme, realm, service string
	login                                    login
}

// session is one login at one repository, with the token it got.
type session struct {
	asker   *Asker
	place   place // of the question that opened it; the reference differs by question
	opening *opening
	login   login
	door    http.RoundTripper

	mu      sync.Mutex
	token   *transport.Token
	got     time.Time // when the token came
	granted grant
	asked   guard.Exchange // the token server's answer

	verifying sync.Mutex
	verified  *guard.Exchange
}

// current is the token in use, without a text where there is none, and what it
// says it allows.
func (s *session) current() (transport.Token, grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == nil {
		return transport.Token{}, s.granted
	}
	return *s.token, s.granted
}

// session finds or opens the session of a login.
func (a *Asker) session(p place, o *opening, l login) *session {
	key := sessionKey{host: p.host, repository: p.repository, scheme: o.scheme(), login: l}
	tokenHost := ""
	if o.realm != nil {
		key.realm, key.service = o.realm.String(), o.challenge.Parameters["service"]
		tokenHost = o.realm.Host
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	s := a.sessions[key]
	if s == nil {
		s = &session{asker: a, place: p, opening: o, login: l, door: a.door(p, tokenHost)}
		a.sessions[key] = s
	}
	return s
}

func (s *session) authenticator() authn.Authenticator {
	if s.login.anonymous() {
		return authn.Anonymous
	}
	return &authn.Basic{Username: s.login.username, Password: s.login.password}
}

// tokenLife is how long a token is used: no registry gives a shorter one.
const tokenLife = 50 * time.Second

// enter gets a token, if the registry wants one, or reuses it. It returns the
// token server's answer, of status 200 where there is nothing to get.
func (s *session) enter(ctx context.Context, unlimited bool) guard.Exchange {
	if s.opening.scheme() != "bearer" {
		return guard.Exchange{Host: s.place.host, Status: http.StatusOK}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked.Status != 0 && (s.token == nil || s.asker.options.Clock.Now().Sub(s.got) < tokenLife) && !(unlimited && s.token == nil) {
		return s.asked
	}
	scope := "repository:" + s.place.repository + ":pull"
	s.token, s.asked = s.exchange(ctx, unlimited, scope)
	if s.token != nil {
		s.got = s.asker.options.Clock.Now()
		s.asker.scrub.add(s.token.Token)
		s.granted = readGrant(s.token.Token, s.place.repository)
	}
	return s.asked
}

// exchange asks the token server for a token with the scopes.
func (s *session) exchange(ctx context.Context, unlimited bool, scopes ...string) (*transport.Token, guard.Exchange) {
	ctx, t := guard.NewTrail(ctx, unlimited)
	o := s.opening
	token, err := transport.Exchange(ctx, o.registry, s.authenticator(), s.door, scopes, o.challenge)
	if err == nil {
		if token.AccessToken != "" {
			token.Token = token.AccessToken
		}
		return token, t.Last
	}
	if t.Last.Status == http.StatusOK || t.Last.Status == 0 {
		t.Last.Status = 0
		if t.Last.Err == nil {
			t.Last.Err = errNoToken
		}
	}
	return nil, t.Last
}

// verify asks whether the login is accepted at all, as docker login does: for
// a token without a scope, or for the API's base path.
func (s *session) verify(ctx context.Context, unlimited bool) guard.Exchange {
	s.verifying.Lock()
	defer s.verifying.Unlock()
	if s.verified == nil {
		var answer guard.Exchange
		if s.opening.scheme() == "bearer" {
			var token *transport.Token
			if token, answer = s.exchange(ctx, unlimited); token != nil {
				s.asker.scrub.add(token.Token)
			}
		} else {
			answer, _ = s.request(ctx, unlimited, http.MethodGet, "/v2/", nil)
		}
		s.verified = &answer
	}
	return *s.verified
}

// head asks for a manifest by tag or digest.
func (s *session) head(ctx context.Context, unlimited bool, reference string) guard.Exchange {
	answer, _ := s.request(ctx, unlimited, http.MethodHead, s.place.path("manifests", reference), nil)
	return answer
}

// request sends one request with the login or the token. The body of a success
// goes to read.
func (s *session) request(ctx context.Context, unlimited bool, method, path string, read func(*http.Response) error) (guard.Exchange, error) {
	ctx, t := guard.NewTrail(ctx, unlimited)
	u := url.URL{Scheme: "https", Host: s.place.host}
	ref, err := url.Parse(path)
	if err != nil {
		return guard.Exchange{Host: s.place.host, Err: err}, err
	}
	req, err := http.NewRequestWithContext(ctx, method, u.ResolveReference(ref).String(), nil)
	if err != nil {
		return guard.Exchange{Host: s.place.host, Err: err}, err
	}
	req.Header.Set("Accept", manifestTypes)
	client := &http.Client{Transport: s.authorized()}
	resp, err := client.Do(req)
	if err != nil {
		if t.Last.Err == nil {
			t.Last.Err, t.Last.Status = err, 0
		}
		return t.Last, err
	}
	defer func() { _ = resp.Body.Close() }()
	if read != nil && resp.StatusCode == http.StatusOK {
		err = read(resp)
	}
	return t.Last, err
}

// authorized is the transport that adds the login or the token.
func (s *session) authorized() http.RoundTripper {
	if s.opening.challenge == nil {
		return s.door
	}
	token, _ := s.current()
	inner := &finalAnswer{s.door}
	rt, err := transport.FromToken(s.opening.registry, s.authenticator(), inner, s.opening.challenge, &token)
	if err != nil {
		return inner // without a token it is refused
	}
	return rt
}

// finalAnswer hides challenges: the token that was asked for is the one that
// counts, and another would not be of another login.
type finalAnswer struct{ inner http.RoundTripper }

func (f *finalAnswer) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := f.inner.RoundTrip(req)
	if err == nil {
		resp.Header.Del("Www-Authenticate")
	}
	return resp, err
}
