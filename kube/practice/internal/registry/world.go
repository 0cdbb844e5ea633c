// Package registry is the practice world's registries: go-containerregistry's in-memory registry
// behind a login, one for each host, reached in process. Nothing listens on a port and nothing
// leaves the program.
package registry

import (
	"net"
	"net/http"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// World routes requests to the registry of their host. It is an http.RoundTripper: give it to an
// http.Client in place of a network.
type World struct {
	hosts   map[string]*server // host with port, as in a URL
	mirrors map[string]string  // by registry: the host that is asked first
}

// New builds the registries. Images are only made when somebody asks for them.
func New(list []cases.Registry) *World {
	w := &World{hosts: map[string]*server{}, mirrors: map[string]string{}}
	for i, r := range list {
		s := newServer(r, i)
		w.hosts[Endpoint(r.Host)] = s
		if r.Auth == cases.AuthToken {
			w.hosts[s.realmHost] = s
		}
		if r.Mirror != "" {
			w.mirrors[r.Host] = r.Mirror
		}
	}
	for _, r := range list {
		if r.BlobsOf != "" {
			w.hosts[Endpoint(r.Host)].blobsOf = w.hosts[Endpoint(r.BlobsOf)]
		}
	}
	return w
}

// Mirror is the host that nodes ask before a registry; empty if there is none.
func (w *World) Mirror(host string) string { return w.mirrors[host] }

// Endpoint is the host that serves the images of a registry name. Only Docker Hub's differs.
func Endpoint(host string) string {
	if host == "docker.io" {
		return "registry-1.docker.io"
	}
	return host
}

// RoundTrip answers a request. A host that is not in the world does not resolve.
func (w *World) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	if req.Body != nil {
		defer func() { _ = req.Body.Close() }()
	}
	h := w.hosts[strings.TrimSuffix(req.URL.Host, ":443")]
	if h == nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{
			Err: "no such host", Name: req.URL.Hostname(), IsNotFound: true,
		}}
	}
	if err := h.connect(req); err != nil {
		return nil, err
	}
	resp := serve(h, req)
	if h.stalls(req) {
		resp.Body = stalled{} // the node would wait for minutes; here nobody waits
	}
	if after := h.late(req); after > 0 {
		resp.Body = Late{resp.Body, after}
	}
	return resp, nil
}
