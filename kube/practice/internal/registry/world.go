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
	hosts map[string]*server // host with port, as in a URL
}

// New builds the registries. Images are made on demand.
func New(list []cases.Registry) *World {
	w := &World{hosts: map[string]*server{}}
	for _, r := range list {
		s := newServer(r)
		w.hosts[Endpoint(r.Host)] = s
		if r.Auth == cases.AuthToken {
			w.hosts[s.realmHost] = s
		}
	}
	return w
}

// Endpoint returns the host that serves the images of a registry name. Only Docker Hub's differs.
func Endpoint(host string) string {
	if host == "docker.io" {
		return "registry-1.docker.io"
	}
	return host
}

// RoundTrip answers a request. An unknown host does not resolve.
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
		resp.Body = stalled{} // a node would wait for minutes; this one does not
	}
	return resp, nil
}
