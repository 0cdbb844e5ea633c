package ask

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/opencontainers/go-digest"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// judge reads one status that decides, with the words that came with it, for a
// registry that was asked without credentials or with accepted ones.
func (a *Asker) judge(e guard.Exchange, refused diagnose.RegistryVerdict) diagnose.RegistryAnswer {
	if e.Err != nil && e.Status == 0 {
		return a.failure(e)
	}
	answer := diagnose.RegistryAnswer{Status: e.Status, Text: strings.TrimSpace(a.quote(e))}
	switch {
	case isPage(e) && e.Status != http.StatusUnauthorized: // servers before a registry ask for a login by a page, too
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = fmt.Sprintf("%s answered %d with a web page, not as a registry.", harmless(e.Host), e.Status)
	case e.Status == http.StatusNotFound:
		answer.Verdict = diagnose.VerdictNoSuchImage
	case e.Status == http.StatusTooManyRequests:
		answer.Verdict = diagnose.VerdictRateLimited
		answer.RateLimit = readRateLimit(e.Header)
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden:
		answer.Verdict = refused
	case e.Status == http.StatusMethodNotAllowed, e.Status == http.StatusNotImplemented:
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = harmless(e.Host) + " does not answer HEAD requests, and GET would be a pull."
	default:
		answer.Verdict = diagnose.VerdictUnreachable
		answer.Text = fmt.Sprintf("%s answered %d.%s", harmless(e.Host), e.Status, a.quote(e))
	}
	if by := worded(answer.Text); by != "" && (e.Status == http.StatusForbidden || e.Status == http.StatusUnauthorized) {
		answer.Verdict = by
	}
	return answer
}

// named reads the manifest that a successful answer names. fault says why a
// node could not use the answer.
func named(e guard.Exchange, p place) (d string, fault string) {
	if isPage(e) {
		return "", harmless(e.Host) + " answered with a web page, not as a registry."
	}
	d = e.Header.Get("Docker-Content-Digest")
	switch {
	case d == "":
		return "", ""
	case digest.Digest(d).Validate() != nil:
		return "", harmless(e.Host) + " names the manifest by a digest that is none, which a node refuses."
	case p.byDigest() && d != p.reference:
		return "", harmless(e.Host) + " answered with another digest than the one asked for."
	}
	return d, ""
}

// hidesBehind403 are registries that answer 403 alike for an image that does
// not exist and one that may not be pulled.
func hidesBehind403(o *opening) bool {
	host := guard.Hostname(o.registry.RegistryStr())
	switch {
	case host == "ghcr.io", host == "gcr.io":
		return true
	case strings.HasSuffix(host, "-docker.pkg.dev"), strings.HasSuffix(host, ".gcr.io"):
		return true
	}
	return o.realm != nil && o.realm.Path == "/jwt/auth" // GitLab
}

// errNoToken is a success of a token server that holds no token.
var errNoToken = errors.New("no token in the answer")

// failure is the verdict where no usable answer came.
func (a *Asker) failure(e guard.Exchange) diagnose.RegistryAnswer {
	var refused *guard.Refusal
	var pause guard.Pause
	switch {
	case errors.As(e.Err, &refused):
		return notAsked(refused.Why, harmless(refused.Text))
	case errors.As(e.Err, &pause):
		return diagnose.RegistryAnswer{Verdict: diagnose.VerdictRateLimited,
			Text: "The registry asks for no requests until " + pause.Until.UTC().Format(time.RFC3339) + "."}
	case errors.Is(e.Err, context.Canceled):
		return notAsked(diagnose.NotAskedCancelled, "Cancelled.")
	case speaksHTTP(e.Err):
		return notAsked(diagnose.NotAskedPolicy, harmless(e.Host)+" speaks plain HTTP; only HTTPS is used.")
	}
	if c := untrusted(e.Host, e.Err, a.options.Clock.Now()); c != nil {
		return diagnose.RegistryAnswer{Verdict: diagnose.VerdictUntrusted, Certificate: c,
			Text: fmt.Sprintf("The certificate of %s %s. A node may trust other authorities.", c.Host, whyUntrusted[c.Why])}
	}
	return diagnose.RegistryAnswer{Verdict: diagnose.VerdictUnreachable,
		Text: fmt.Sprintf("%s %s.", harmless(e.Host), failureWords(e.Err))}
}

func notAsked(why diagnose.NotAsked, text string) diagnose.RegistryAnswer {
	return diagnose.RegistryAnswer{Verdict: diagnose.VerdictNotAsked, NotAsked: why, Text: text}
}

// speaksHTTP says that a server answered a TLS hello with plain HTTP. net/http
// has no type for it.
func speaksHTTP(err error) bool {
	var record tls.RecordHeaderError
	return err != nil && (errors.As(err, &record) && string(record.RecordHeader[:]) == "HTTP/" ||
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"))
}

// failureWords say what happened to a connection. The text of the error is not
// used: it may quote what the server sent.
func failureWords(err error) string {
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return "does not resolve"
	case errors.As(err, &dns):
		return "could not be looked up"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refuses the connection"
	case errors.Is(err, syscall.ECONNRESET):
		return "closes the connection"
	case errors.Is(err, errNoToken):
		return "answered without a token"
	case errors.Is(err, guard.ErrTooLong):
		return "sent an answer that is too long"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "did not answer in time"
	}
	return "gave no usable answer"
}
