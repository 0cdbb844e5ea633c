// Package registry serves the registries of the practice world for a real node: by their own names,
// over TLS, behind logins.
//
// It is for the inside of package isolate only: it takes addresses of the loopback device, ports 53
// and 443, and makes ghcr.io and docker.io names of its own.
package registry

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
)

// Options say what is served where.
type Options struct {
	Registries []cases.Registry
	App        string            // path of the static program that all images hold
	DNS        string            // address of the name server, port 53
	Names      map[string]string // further names and their addresses
	CA         *pki.Authority
}

// World is the running registries with their name server.
type World struct {
	closers []io.Closer
}

// Docker Hub answers to other names than the one in image references.
const (
	hub         = "docker.io"
	hubRegistry = "registry-1.docker.io"
	hubAuth     = "auth.docker.io"
	hubService  = "registry.docker.io"
)

// Serve starts everything; Close ends it.
func Serve(o Options) (*World, error) {
	w := &World{}
	if err := w.serve(o); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// Close ends all servers.
func (w *World) Close() error {
	var errs []error
	for _, c := range w.closers {
		errs = append(errs, c.Close())
	}
	w.closers = nil
	return errors.Join(errs...)
}

func (w *World) serve(o Options) error {
	names := map[string]netip.Addr{}
	for name, address := range o.Names {
		ip, err := netip.ParseAddr(address)
		if err != nil {
			return err
		}
		names[name] = ip
	}
	handlers, err := newHandlers(o.Registries, o.App)
	if err != nil {
		return err
	}
	for i, r := range o.Registries {
		place := placeOf(r.Host, i)
		for _, name := range place.names {
			names[name] = place.address.Addr()
		}
		if err := w.listen(r, place, handlers[i], o.CA); err != nil {
			return fmt.Errorf("registry %s: %w", r.Host, err)
		}
	}
	dns, err := serveDNS(o.DNS, names)
	if err != nil {
		return err
	}
	w.closers = append(w.closers, dns)
	return nil
}

// newHandlers makes the registries, and behind them the hosts that serve the blobs of one.
func newHandlers(list []cases.Registry, app string) ([]http.Handler, error) {
	handlers, blobs := make([]http.Handler, len(list)), map[string]http.Handler{}
	for i, r := range list {
		var err error
		if handlers[i], blobs[r.Host], err = newHandler(r, placeOf(r.Host, i), app); err != nil {
			return nil, err
		}
	}
	for i, r := range list {
		if r.BlobsOf == "" {
			continue
		}
		store := blobs[r.BlobsOf]
		if store == nil {
			return nil, fmt.Errorf("%s serves the blobs of %s, which does not exist", r.Host, r.BlobsOf)
		}
		handlers[i] = problem(r, blobStore(store))
	}
	return handlers, nil
}

// newHandler puts the login of the registry's kind before its store.
func newHandler(r cases.Registry, p place, app string) (handler, blobs http.Handler, err error) {
	handler, blobs, err = newStore(r, app)
	if err != nil {
		return nil, nil, err
	}
	switch r.Auth {
	case cases.AuthBasic:
		handler = basic(r.Host, newAccess(r), handler)
	case cases.AuthToken:
		handler = newBearer("https://"+p.tokenHost+"/token", p.service, newAccess(r), handler)
	}
	return problem(r, handler), blobs, nil
}

// listen serves one registry, over TLS unless it speaks none.
func (w *World) listen(r cases.Registry, p place, handler http.Handler, ca *pki.Authority) error {
	switch r.Fault {
	case cases.FaultRefused:
		return nil
	case cases.FaultTimeout:
		full, err := listenFull(p.address.String())
		if err == nil {
			w.closers = append(w.closers, full)
		}
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0),
	}
	if !r.PlainHTTP {
		pair, err := certificate(r.TLS, p, ca)
		if err != nil {
			return err
		}
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	}
	listener, err := net.Listen("tcp", p.address.String())
	if err != nil {
		return err
	}
	w.closers = append(w.closers, server)
	go func() { // ends with Close
		if r.PlainHTTP {
			_ = server.Serve(listener)
		} else {
			_ = server.ServeTLS(listener, "", "")
		}
	}()
	return nil
}

// sensitive makes a password comparable with those of the accounts.
func sensitive(password string) keyring.Sensitive { return keyring.Sensitive(password) }
