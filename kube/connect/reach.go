package connect

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// configError returns the sentence for a kubeconfig that yields no client.
func configError(o Options, err error) *kube.ConnectError {
	switch {
	case clientcmd.IsEmptyConfig(err):
		return kube.ConnectErrorf(err, "No cluster is configured: no kubeconfig was found. Set KUBECONFIG or --kubeconfig, or practice with --train.")
	case errors.Is(err, os.ErrNotExist):
		return kube.ConnectErrorf(err, "The kubeconfig refers to a file that does not exist: %s.", Short(err))
	case o.Cluster != "" && strings.Contains(err.Error(), "cluster "):
		return kube.ConnectErrorf(err, "There is no cluster %q in the kubeconfig. Check --cluster.", o.Cluster)
	case o.User != "" && strings.Contains(err.Error(), "auth info "):
		return kube.ConnectErrorf(err, "There is no user %q in the kubeconfig. Check --user.", o.User)
	}
	return kube.ConnectErrorf(err, "The kubeconfig does not configure a cluster: %s.", Short(err))
}

// ReachError returns the sentence for a request that got no response, or one
// that says that the user is not logged in. server may be empty.
func ReachError(err error, server string) *kube.ConnectError {
	var done *kube.ConnectError
	if errors.As(err, &done) {
		return done
	}
	at := "The cluster"
	if u := serverOf(err, server); u != "" {
		at = "The cluster at " + u
	}
	text := err.Error()
	var dns *net.DNSError
	switch {
	case apierrors.IsUnauthorized(err):
		return kube.ConnectErrorf(err, "%s did not accept your credentials: they are missing or have expired. Log in again, then retry.", at)
	case strings.Contains(text, "getting credentials: "):
		return kube.ConnectErrorf(err, "The credential plugin of the kubeconfig failed: %s. Run it or kubectl once yourself to log in.", tail(text, "getting credentials: "))
	case strings.Contains(text, "oauth2: ") || strings.Contains(text, "failed to refresh token") || strings.Contains(text, "oidc"):
		return kube.ConnectErrorf(err, "Your credentials have expired and could not be renewed: %s. Log in again, then retry.", Short(err))
	case IsGone(err):
		return kube.ConnectErrorf(err, "%s expires its lists faster than they can be read (410 Gone): it is very busy, or the connection is slow. Try again, or read less with -n.", at)
	case isClock(err):
		return kube.ConnectErrorf(err, "%s has a certificate that is not valid at this time: %s. Check this computer's clock; if it is right, the certificate has to be renewed.", at, tlsReason(err))
	case isTLS(err):
		return kube.ConnectErrorf(err, "%s has a certificate that is not trusted: %s. Check the address and certificate-authority in the kubeconfig.", at, tlsReason(err))
	case strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return kube.ConnectErrorf(err, "%s speaks plain HTTP where HTTPS was expected. Check the server address in the kubeconfig.", at)
	case isHandshake(err):
		return kube.ConnectErrorf(err, "%s aborted the TLS handshake: %s. Check the address and the client certificate in the kubeconfig, and any proxy in between.", at, Short(err))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return kube.ConnectErrorf(err, "%s cut off its responses. Check any proxy in between, or try again.", at)
	case errors.Is(err, syscall.ECONNREFUSED):
		return kube.ConnectErrorf(err, "%s refused the connection. Check that it is running and that the address is right.", at)
	case errors.As(err, &dns):
		return kube.ConnectErrorf(err, "%s cannot be found: the name %s does not resolve. Check the address, your network and VPN.", at, dns.Name)
	case errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err), apierrors.IsTimeout(err), strings.Contains(text, "Client.Timeout"):
		return kube.ConnectErrorf(err, "%s did not respond in time. Check your network and VPN, or allow more time with --request-timeout.", at)
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return kube.ConnectErrorf(err, "%s cannot be reached. Check your network and VPN.", at)
	case apierrors.IsNotFound(err) && !strings.Contains(text, `"`):
		return kube.ConnectErrorf(err, "%s does not respond like a Kubernetes API server. Check the server address in the kubeconfig.", at)
	case apierrors.IsTooManyRequests(err), apierrors.IsServiceUnavailable(err), apierrors.IsInternalError(err):
		return kube.ConnectErrorf(err, "%s cannot respond now: %s. Try again in a moment.", at, Short(err))
	}
	return kube.ConnectErrorf(err, "%s cannot be read: %s.", at, Short(err))
}

func isTLS(err error) bool {
	var (
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		verify  *tls.CertificateVerificationError
	)
	return errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &invalid) || errors.As(err, &verify)
}

// isClock says whether a certificate is not valid yet, or no longer.
func isClock(err error) bool {
	var invalid x509.CertificateInvalidError
	return errors.As(err, &invalid) && invalid.Reason == x509.Expired
}

func isHandshake(err error) bool {
	var (
		alert  tls.AlertError
		record tls.RecordHeaderError
	)
	return errors.As(err, &alert) || errors.As(err, &record) || strings.Contains(err.Error(), "tls: ")
}

func tlsReason(err error) string {
	text := err.Error()
	if i := strings.Index(text, "x509: "); i >= 0 {
		return strings.TrimRight(text[i+len("x509: "):], ". ")
	}
	return Short(err)
}

// serverOf returns the scheme and host that a failed request went to.
func serverOf(err error, server string) string {
	var u *url.Error
	if server == "" && errors.As(err, &u) {
		server = u.URL
	}
	p, perr := url.Parse(server)
	if perr != nil || p.Host == "" {
		return ""
	}
	return p.Scheme + "://" + p.Host // without user info, path and query
}

func tail(text, mark string) string {
	i := strings.Index(text, mark)
	return strings.TrimRight(Cut(text[i+len(mark):]), ". ")
}

// Short returns an error as part of a sentence: one line, no final period,
// bounded.
func Short(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return strings.TrimRight(Cut(err.Error()), ". ")
}

// Cut returns a text as one bounded line that is safe to show.
func Cut(s string) string {
	const most = 300
	s = clean.Line(redact.Free(strings.ReplaceAll(strings.TrimSpace(s), "\n", "; ")))
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// IsGone says whether the server no longer has a list or a version (410).
func IsGone(err error) bool { return apierrors.IsResourceExpired(err) || apierrors.IsGone(err) }
