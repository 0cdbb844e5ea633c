package registry

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// errPlainHTTP is net/http's error (transport.go) for a plain-text response to a TLS hello.
var errPlainHTTP = errors.New("http: server gave HTTP response to HTTPS client")

// connect returns why there is no connection: the errors of net/http for a server without TLS, or
// with an invalid certificate.
func (s *server) connect(req *http.Request) error {
	if req.URL.Scheme != "https" {
		return nil
	}
	if s.about.PlainHTTP {
		return errPlainHTTP
	}
	var why error
	switch s.about.TLS {
	case cases.TLSUntrusted:
		why = x509.UnknownAuthorityError{}
	case cases.TLSExpired:
		now := time.Now()
		ended := now.AddDate(0, 0, -30)
		why = x509.CertificateInvalidError{
			Cert: &x509.Certificate{NotAfter: ended}, Reason: x509.Expired,
			Detail: "current time " + now.UTC().Format(time.RFC3339) + " is after " + ended.UTC().Format(time.RFC3339),
		}
	case cases.TLSWrongName:
		why = x509.HostnameError{Certificate: &x509.Certificate{DNSNames: []string{"another.example"}}, Host: req.URL.Hostname()}
	default:
		return nil
	}
	return &tls.CertificateVerificationError{Err: why}
}
