package ask

import (
	"context"
	"net/http"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// unit is one image with all questions about it. One goroutine at a time works
// on it.
type unit struct {
	asker     *Asker
	place     place
	questions []Question
	unlimited bool // the requests do not count against the budget

	known    map[login]diagnose.RegistryAnswer
	sessions map[login]*session // that asked for the manifest
	index    bool               // the manifest is an index, and lists platforms
	listed   map[login]bool     // tags were looked for

	listedPlatforms bool
}

func newUnit(a *Asker, p place) *unit {
	return &unit{asker: a, place: p, known: make(map[login]diagnose.RegistryAnswer), sessions: make(map[login]*session), listed: make(map[login]bool)}
}

// ask asks for all questions, in order, until a credential can pull.
func (u *unit) ask(ctx context.Context) {
	for _, q := range u.questions {
		u.asker.scrubAll(q)
		for _, c := range candidates(q, u.place) {
			if c.withheld != nil {
				continue
			}
			answer, ok := u.known[c.login]
			if !ok {
				if answer = u.try(ctx, c.login); answer.NotAsked == diagnose.NotAskedCancelled {
					return
				}
				u.known[c.login] = answer
			}
			if answer.Verdict == diagnose.VerdictCanPull && !q.Every {
				break
			}
		}
	}
}

// again asks as if nothing had been asked.
func (u *unit) again(ctx context.Context) {
	u.asker.forget(u.place)
	clear(u.known)
	clear(u.listed)
	u.unlimited = true
	u.ask(ctx)
}

// missing says that the tag does not exist, as far as the registry lets see.
func (u *unit) missing() bool {
	found := false
	for _, answer := range u.known {
		switch answer.Verdict {
		case diagnose.VerdictCanPull:
			return false
		case diagnose.VerdictNoSuchImage:
			found = true
		}
	}
	return found && !u.place.byDigest()
}

// forget lets the next question begin without credentials.
func (a *Asker) forget(p place) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.openings, p)
}

// scrubAll takes note of all credentials of a question, before any is sent.
func (a *Asker) scrubAll(q Question) {
	for _, c := range q.Credentials {
		a.scrub.addLogin(loginOf(c))
	}
}

// try asks with one login, as containerd does: without it first, and with it
// where the registry asks for it.
func (u *unit) try(ctx context.Context, l login) diagnose.RegistryAnswer {
	if ctx.Err() != nil {
		return u.complete(u.asker.failure(guard.Exchange{Err: context.Canceled}), nil)
	}
	o := u.asker.open(ctx, u.place, u.unlimited)
	if ctx.Err() != nil {
		u.asker.forget(u.place)
	}
	switch {
	case u.redirected(o.exchange):
		return u.complete(u.elsewhere(o.exchange), o)
	case o.exchange.Status == http.StatusOK:
		s := u.asker.session(u.place, o, login{})
		answer := u.found(ctx, s, o.exchange)
		if answer.Verdict == diagnose.VerdictCanPull {
			answer.Text = "The registry asks for no credentials for this image." + answer.Text
		}
		u.sessions[l] = s
		return u.complete(answer, o)
	case o.exchange.Status == http.StatusUnauthorized && o.challenge != nil:
		return u.complete(u.login(ctx, o, l), o)
	}
	answer := u.asker.judge(o.exchange, diagnose.VerdictDeniedOrAbsent)
	if answer.Verdict == diagnose.VerdictDeniedOrAbsent {
		answer.Text = "The registry refuses the request without asking for credentials." + space(answer.Text)
	}
	if answer.Verdict == diagnose.VerdictNoSuchImage {
		u.sessions[l] = u.asker.session(u.place, o, login{})
	}
	return u.complete(answer, o)
}

// complete adds where the answer came from.
func (u *unit) complete(answer diagnose.RegistryAnswer, o *opening) diagnose.RegistryAnswer {
	answer.Host = harmless(u.place.host)
	if o == nil {
		return answer
	}
	answer.Proxy = harmless(o.proxy)
	if o.realm != nil {
		answer.TokenHost = harmless(o.realm.Host)
	}
	return answer
}

// login answers a challenge with one login.
func (u *unit) login(ctx context.Context, o *opening, l login) diagnose.RegistryAnswer {
	switch {
	case o.fault != "":
		return notAsked(diagnose.NotAskedPolicy, o.fault)
	case o.scheme() == "bearer" && !o.allowed:
		return notAsked(diagnose.NotAskedTokenHost,
			harmless(u.place.host)+" names "+harmless(o.realm.Host)+" as its token server, which is not known to belong to it. Nothing was sent there.")
	case o.scheme() == "basic" && l.anonymous():
		return diagnose.RegistryAnswer{Verdict: diagnose.VerdictDeniedOrAbsent, Status: o.exchange.Status, Text: "Credentials are required."}
	}
	s := u.asker.session(u.place, o, l)
	u.sessions[l] = s
	if e := s.enter(ctx, u.unlimited); e.Status != http.StatusOK || e.Err != nil {
		return u.noToken(ctx, s, e)
	}
	e := s.head(ctx, u.unlimited, u.place.reference)
	_, granted := s.current()
	var answer diagnose.RegistryAnswer
	if e.Status == http.StatusOK {
		answer = u.found(ctx, s, e)
	} else {
		answer = u.notFound(ctx, s, e)
	}
	if granted.readable {
		answer.Access = granted.actions
	}
	if answer.RateLimit == nil {
		answer.RateLimit = readRateLimit(e.Header)
	}
	return answer
}

// redirected says that a host which the registry redirects to asks for
// credentials. It gets none: neither is it the registry that the key of a
// secret names, nor one that the user has seen.
func (u *unit) redirected(e guard.Exchange) bool {
	denied := e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden
	return denied && guard.HostPort(e.Host) != guard.HostPort(u.place.host)
}

func (u *unit) elsewhere(e guard.Exchange) diagnose.RegistryAnswer {
	return diagnose.RegistryAnswer{Verdict: diagnose.VerdictUnreachable, Status: e.Status,
		Text: harmless(u.place.host) + " redirects to " + harmless(e.Host) + ", which asks for credentials. They are not sent there."}
}

// space puts a space before a text, where there is one.
func space(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}
