package registry

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
)

// Local are the same registries on free ports of this computer, for who asks them without a node and
// outside package isolate. Its Dial and LookupNetIP stand in for the network's: by them the
// registries are at the addresses that they have inside.
type Local struct {
	Roots *x509.CertPool // the authority that signs for them

	world World
	names map[string]netip.Addr
	at    map[netip.AddrPort]string // where an address listens here; "" for one that never answers
}

// ServeLocal starts them; Close ends them. CA, DNS and Names of the options are not used.
func ServeLocal(o Options) (*Local, error) {
	ca, err := pki.New("local-registries-ca")
	if err != nil {
		return nil, err
	}
	l := &Local{Roots: x509.NewCertPool(), names: map[string]netip.Addr{}, at: map[netip.AddrPort]string{}}
	l.Roots.AppendCertsFromPEM(ca.PEM)
	handlers, err := newHandlers(o.Registries, o.App)
	if err != nil {
		return nil, err
	}
	for i, r := range o.Registries {
		p := placeOf(r.Host, i)
		for _, name := range p.names {
			l.names[name] = p.address.Addr()
		}
		if err := l.listen(r, p, handlers[i], ca); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	return l, nil
}

func (l *Local) listen(r cases.Registry, p place, handler http.Handler, ca *pki.Authority) error {
	switch r.Fault {
	case cases.FaultRefused:
		return nil
	case cases.FaultTimeout:
		l.at[p.address] = ""
		return nil
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.at[p.address] = listener.Addr().String()
	server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0)}
	l.world.closers = append(l.world.closers, server)
	if r.PlainHTTP {
		go func() { _ = server.Serve(listener) }() // ends with Close
		return nil
	}
	pair, err := certificate(r.TLS, p, ca)
	if err != nil {
		return err
	}
	go func() {
		_ = server.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}))
	}()
	return nil
}

// Close ends all of them.
func (l *Local) Close() error { return l.world.Close() }

// LookupNetIP finds the address of a registry; all other names do not exist.
func (l *Local) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if address, ok := l.names[strings.ToLower(host)]; ok {
		return []netip.Addr{address}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// Dial connects to the registry at one of their addresses.
func (l *Local) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	here, ok := l.at[to]
	switch {
	case !ok:
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	case here == "":
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return (&net.Dialer{}).DialContext(ctx, network, here)
}
