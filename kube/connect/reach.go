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

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// configError is the sentence for a kubeconfig that yields no client.
func configError(o Options, err error) *kube.ConnectError {
	switch {
	case clientcmd.IsEmptyConfig(err):
		return kube.ConnectErrorf(err, "No cluster is configured: there is no kubeconfig. Set KUBECONFIG or --kubeconfig, or practise with --train.")
	case errors.Is(err, os.ErrNotExist):
		return kube.ConnectErrorf(err, "The kubeconfig names a file that does not exist: %s.", Short(err))
	case o.Cluster != "" && strings.Contains(err.Error(), "cluster "):
		return kube.ConnectErrorf(err, "There is no cluster %q in the kubeconfig: check --cluster.", o.Cluster)
	case o.User != "" && strings.Contains(err.Error(), "auth info "):
		return kube.ConnectErrorf(err, "There is no user %q in the kubeconfig: check --user.", o.User)
	}
	return kube.ConnectErrorf(err, "The kubeconfig does not lead to a cluster: %s.", Short(err))
}

// ReachError is the sentence for a request that brought no answer, or one that
// means that nobody is logged in. server may be empty.
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
		return kube.ConnectErrorf(err, "%s does not accept the login: it is missing or has expired. Log in again, then retry.", at)
	case strings.Contains(text, "getting credentials: "):
		return kube.ConnectErrorf(err, "The login helper of the kubeconfig failed: %s. Run it or kubectl once by hand to log in.", tail(text, "getting credentials: "))
	case strings.Contains(text, "oauth2: ") || strings.Contains(text, "failed to refresh token") || strings.Contains(text, "oidc"):
		return kube.ConnectErrorf(err, "The login has expired and could not be renewed: %s. Log in again, then retry.", Short(err))
	case IsGone(err):
		return kube.ConnectErrorf(err, "%s forgets its lists faster than they can be read (410 Gone): it is very busy, or the link is slow. Try again, or read less with -n.", at)
	case isClock(err):
		return kube.ConnectErrorf(err, "%s shows a certificate that is not valid at this time: %s. Check this computer's clock; if it is right, the certificate has to be renewed.", at, tlsReason(err))
	case isTLS(err):
		return kube.ConnectErrorf(err, "%s shows a certificate that is not trusted: %s. Check the address and certificate-authority in the kubeconfig.", at, tlsReason(err))
	case strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return kube.ConnectErrorf(err, "%s speaks plain HTTP where HTTPS was expected: check the server address in the kubeconfig.", at)
	case isHandshake(err):
		return kube.ConnectErrorf(err, "%s breaks off the TLS handshake: %s. Check the address and the client certificate in the kubeconfig, and proxies on the way.", at, Short(err))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return kube.ConnectErrorf(err, "%s ends its answers in the middle: check proxies on the way, or try again.", at)
	case errors.Is(err, syscall.ECONNREFUSED):
		return kube.ConnectErrorf(err, "%s refuses the connection: check that it runs and that the address is right.", at)
	case errors.As(err, &dns):
		return kube.ConnectErrorf(err, "%s cannot be found: the name %s does not resolve. Check the address, your network and VPN.", at, dns.Name)
	case errors.Is(err, context.DeadlineExceeded), os.IsTimeout(err), apierrors.IsTimeout(err), strings.Contains(text, "Client.Timeout"):
		return kube.ConnectErrorf(err, "%s did not answer in time: check your network and VPN, or allow more with --request-timeout.", at)
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return kube.ConnectErrorf(err, "%s cannot be reached: check your network and VPN.", at)
	case apierrors.IsNotFound(err) && !strings.Contains(text, `"`):
		return kube.ConnectErrorf(err, "%s does not answer like Kubernetes: check the server address in the kubeconfig.", at)
	case apierrors.IsTooManyRequests(err), apierrors.IsServiceUnavailable(err), apierrors.IsInternalError(err):
		return kube.ConnectErrorf(err, "%s is not able to answer now: %s. Try again in a moment.", at, Short(err))
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

// isClock says whether a certificate is not valid yet, or no more.
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

// serverOf is the scheme and host a failed request went to.
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

// Short is an error as part of a sentence: one line, no final stop, bounded.
func Short(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return strings.TrimRight(Cut(err.Error()), ". ")
}

func Cut(s string) string {
	const most = 300
	s = clean.CleanLine(strings.ReplaceAll(strings.TrimSpace(s), "\n", "; "))
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func IsGone(err error) bool { return apierrors.IsResourceExpired(err) || apierrors.IsGone(err) }
