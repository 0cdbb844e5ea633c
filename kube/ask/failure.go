package ask

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// errNoToken is a success of a token server that holds no token.
var errNoToken = errors.New("no token in the answer")

// failure is the verdict where no usable answer came.
func (a *Asker) failure(e exchange) diagnose.RegistryAnswer {
	var refused *refusal
	var pause errPause
	switch {
	case errors.As(e.err, &refused):
		return notAsked(refused.why, clean(refused.text))
	case errors.As(e.err, &pause):
		return diagnose.RegistryAnswer{Verdict: diagnose.VerdictRateLimited,
			Text: "The registry asks for no requests until " + pause.until.UTC().Format(time.RFC3339) + "."}
	case errors.Is(e.err, context.Canceled):
		return notAsked(diagnose.NotAskedCancelled, "Cancelled.")
	case speaksHTTP(e.err):
		return notAsked(diagnose.NotAskedPolicy, clean(e.host)+" speaks plain HTTP; only HTTPS is used.")
	}
	if c := untrusted(e.host, e.err, a.options.Clock.Now()); c != nil {
		return diagnose.RegistryAnswer{Verdict: diagnose.VerdictUntrusted, Certificate: c,
			Text: fmt.Sprintf("The certificate of %s %s. A node may trust other authorities.", c.Host, whyUntrusted[c.Why])}
	}
	return diagnose.RegistryAnswer{Verdict: diagnose.VerdictUnreachable,
		Text: fmt.Sprintf("From this computer, %s %s.", clean(e.host), failureWords(e.err))}
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
	case errors.Is(err, errTooLong):
		return "sent an answer that is too long"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "did not answer in time"
	}
	return "gave no usable answer"
}
