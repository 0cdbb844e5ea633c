package ask

import (
	"context"
	"errors"
	"net/http"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// found judges a successful HEAD on the manifest. What a tag names is asked for
// as well: a stale proxy knows tags whose manifests are gone.
func (u *unit) found(ctx context.Context, s *session, e guard.Exchange) diagnose.RegistryAnswer {
	answer := diagnose.RegistryAnswer{Verdict: diagnose.VerdictCanPull, Status: e.Status, RateLimit: readRateLimit(e.Header)}
	d, fault := named(e, u.place)
	if fault != "" {
		answer.Verdict, answer.Text = diagnose.VerdictUnreachable, fault
		return answer
	}
	answer.Digest = d
	u.index = isIndex(e.Header.Get("Content-Type"))
	if answer.RateLimit != nil && answer.RateLimit.Remaining == 0 {
		answer.Verdict, answer.Text = diagnose.VerdictRateLimited, "The registry allows no more pulls for now."
		return answer
	}
	if u.place.byDigest() || d == "" {
		return answer
	}
	again := s.head(ctx, u.unlimited, d)
	var refused *guard.Refusal
	switch {
	case again.Status == http.StatusOK:
	case again.Status == http.StatusNotFound:
		answer.Verdict, answer.Status = diagnose.VerdictNoSuchImage, again.Status
		answer.Text = "The tag exists, but the manifest that it names does not. A proxy or cache may be out of date."
	case errors.As(again.Err, &refused) && refused.Why == diagnose.NotAskedBudget:
		answer.Text = " That the manifest exists was not checked: " + harmless(refused.Text)
	default:
		limit := answer.RateLimit
		answer = u.asker.judge(again, diagnose.VerdictDeniedOrAbsent)
		answer.Digest, answer.RateLimit = d, limit
	}
	return answer
}

// noToken judges a token server that gave no token.
func (u *unit) noToken(ctx context.Context, s *session, e guard.Exchange) diagnose.RegistryAnswer {
	refused := diagnose.VerdictDeniedOrAbsent
	if !s.login.anonymous() {
		refused = diagnose.VerdictWrongCredentials
		denied := e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden
		if denied && worded(wordsOf(e)) == "" {
			refused = u.rightOrLogin(ctx, s, e.Status)
		}
	}
	answer := u.asker.judge(e, refused)
	if answer.Verdict == diagnose.VerdictNoSuchImage { // of the token server's own path
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = "The token server answered 404." + space(answer.Text)
	}
	return limitToAnonymous(s, answer)
}

// rightOrLogin tells a login that is refused from one that may not pull this
// image: a token server that gives the login a token for nothing accepts it.
func (u *unit) rightOrLogin(ctx context.Context, s *session, status int) diagnose.RegistryVerdict {
	switch v := u.verify(ctx, s); v.Status {
	case http.StatusOK:
		if status == http.StatusForbidden && !hidesBehind403(s.opening) {
			return diagnose.VerdictNoRight
		}
	case http.StatusUnauthorized, http.StatusForbidden:
		return diagnose.VerdictWrongCredentials
	}
	return diagnose.VerdictDeniedOrAbsent
}

// verify asks whether a login is accepted, once for all repositories.
func (u *unit) verify(ctx context.Context, s *session) guard.Exchange {
	return u.asker.session(place{host: u.place.host}, s.opening, s.login).verify(ctx, u.unlimited)
}

// notFound judges HEAD on the manifest that was no success, with a login that
// the token server accepts, or one that the registry has to judge itself.
func (u *unit) notFound(ctx context.Context, s *session, e guard.Exchange) diagnose.RegistryAnswer {
	if u.redirected(e) {
		return u.elsewhere(e)
	}
	refused := diagnose.VerdictDeniedOrAbsent
	denied := e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden
	if denied && !s.login.anonymous() {
		if s.opening.scheme() == "basic" {
			return u.refusedBasic(ctx, s, e)
		}
		if e.Status == http.StatusForbidden && !hidesBehind403(s.opening) {
			refused = diagnose.VerdictNoRight
		}
	}
	answer := u.asker.judge(e, refused)
	if _, granted := s.current(); answer.Verdict == diagnose.VerdictNoSuchImage && s.opening.scheme() == "bearer" &&
		(granted.readable && !granted.pull() || !granted.readable && s.login.anonymous()) {
		answer.Verdict = diagnose.VerdictDeniedOrAbsent // without the right to see it, nothing is there
	}
	return limitToAnonymous(s, answer)
}

// refusedBasic judges a login that was refused at the manifest, by what the
// registry says to it elsewhere.
func (u *unit) refusedBasic(ctx context.Context, s *session, e guard.Exchange) diagnose.RegistryAnswer {
	v := u.verify(ctx, s)
	switch {
	case v.Status == http.StatusUnauthorized, v.Status == http.StatusForbidden:
		return u.asker.judge(v, diagnose.VerdictWrongCredentials)
	case e.Status == http.StatusForbidden && v.Status/100 == 2:
		return u.asker.judge(e, diagnose.VerdictNoRight)
	case e.Status == http.StatusUnauthorized && v.Status == 0:
		return u.asker.judge(e, diagnose.VerdictWrongCredentials)
	}
	return u.asker.judge(e, diagnose.VerdictDeniedOrAbsent)
}

// limitToAnonymous takes back verdicts about a login where none was sent.
func limitToAnonymous(s *session, answer diagnose.RegistryAnswer) diagnose.RegistryAnswer {
	if !s.login.anonymous() {
		return answer
	}
	switch answer.Verdict {
	case diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight:
		answer.Verdict = diagnose.VerdictDeniedOrAbsent
	}
	return answer
}
