package ask

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/opencontainers/go-digest"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// judge reads one status that decides, with the words that came with it, for a
// registry that was asked without credentials or with accepted ones.
func (a *Asker) judge(e exchange, refused diagnose.RegistryVerdict) diagnose.RegistryAnswer {
	if e.err != nil && e.status == 0 {
		return a.failure(e)
	}
	answer := diagnose.RegistryAnswer{Status: e.status, Text: strings.TrimSpace(a.quote(e))}
	switch {
	case isPage(e) && e.status != http.StatusUnauthorized: // servers before a registry ask for a login by a page, too
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = fmt.Sprintf("%s answered %d with a web page, not as a registry.", clean(e.host), e.status)
	case e.status == http.StatusNotFound:
		answer.Verdict = diagnose.VerdictNoSuchImage
	case e.status == http.StatusTooManyRequests:
		answer.Verdict = diagnose.VerdictRateLimited
		answer.RateLimit = readRateLimit(e.header)
	case e.status == http.StatusUnauthorized, e.status == http.StatusForbidden:
		answer.Verdict = refused
	case e.status == http.StatusMethodNotAllowed, e.status == http.StatusNotImplemented:
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = clean(e.host) + " does not answer HEAD requests, and GET would be a pull."
	default:
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = fmt.Sprintf("%s answered %d.%s", clean(e.host), e.status, a.quote(e))
	}
	if by := worded(answer.Text); by != "" && (e.status == http.StatusForbidden || e.status == http.StatusUnauthorized) {
		answer.Verdict = by
	}
	return answer
}

// named reads the manifest that a successful answer names. fault says why a
// node could not use the answer.
func named(e exchange, p place) (d string, fault string) {
	if isPage(e) {
		return "", clean(e.host) + " answered with a web page, not as a registry."
	}
	d = e.header.Get("Docker-Content-Digest")
	switch {
	case d == "":
		return "", ""
	case digest.Digest(d).Validate() != nil:
		return "", clean(e.host) + " names the manifest by a digest that is none, which a node refuses."
	case p.byDigest() && d != p.reference:
		return "", clean(e.host) + " answered with another digest than the one asked for."
	}
	return d, ""
}

// hidesBehind403 are registries that answer 403 alike for an image that does
// not exist and one that may not be pulled.
func hidesBehind403(o *opening) bool {
	host := hostname(o.registry.RegistryStr())
	switch {
	case host == "ghcr.io", host == "gcr.io":
		return true
	case strings.HasSuffix(host, "-docker.pkg.dev"), strings.HasSuffix(host, ".gcr.io"):
		return true
	}
	return o.realm != nil && o.realm.Path == "/jwt/auth" // GitLab
}
