package registry

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// errPlainHTTP is net/http's error (transport.go) for an answer in plain text to a TLS hello.
var errPlainHTTP = errors.New("http: server gave HTTP response to HTTPS client")

// Timeout is an error of a connection that a node waited for, with the time that it takes a node to
// give up. It mirrors the time-outs of net and net/http, which are deadlines exceeded to errors.Is.
type Timeout struct {
	text  string
	After time.Duration
}

func (t Timeout) Error() string        { return t.text }
func (t Timeout) Timeout() bool        { return true }
func (t Timeout) Temporary() bool      { return true }
func (t Timeout) Is(target error) bool { return target == context.DeadlineExceeded }

// patience is how long containerd waits for a connection, and then for the response to a request
// (DefaultHTTPTransport).
const patience = 30 * time.Second

// The time-outs of a dial and of a request.
var (
	errDialTimeout = Timeout{"i/o timeout", patience}
	errNoHeaders   = Timeout{"net/http: timeout awaiting response headers", patience}
)

// dial is the error of a connection that is not established.
func (s *server) dial(why error) error {
	return &net.OpError{Op: "dial", Net: "tcp", Addr: s.address, Err: why}
}

// connect says why there is no connection: the errors are those that net/http gives for a server
// that cannot be reached, without TLS, or whose certificate does not hold.
func (s *server) connect(req *http.Request) error {
	switch s.about.Fault {
	case cases.FaultRefused:
		return s.dial(os.NewSyscallError("connect", syscall.ECONNREFUSED))
	case cases.FaultTimeout:
		return s.dial(errDialTimeout)
	case cases.FaultSilent:
		return errNoHeaders
	}
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
	case cases.TLSNotYetValid:
		now := time.Now()
		begins := now.Add(cases.TLSLead)
		why = x509.CertificateInvalidError{
			Cert: &x509.Certificate{NotBefore: begins}, Reason: x509.Expired,
			Detail: "current time " + now.UTC().Format(time.RFC3339) + " is before " + begins.UTC().Format(time.RFC3339),
		}
	case cases.TLSWrongName:
		why = x509.HostnameError{Certificate: &x509.Certificate{DNSNames: []string{"another.example"}}, Host: req.URL.Hostname()}
	default:
		return nil
	}
	return &tls.CertificateVerificationError{Err: why}
}
