package guard

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
)

// network sends requests: directly, to addresses that were checked, or by a
// proxy of the user's environment.
type network struct {
	options Options
	direct  http.RoundTripper

	mu      sync.Mutex
	proxies map[string]http.RoundTripper
	hosts   map[string]*lookup
}

func newNetwork(o Options) *network {
	n := &network{options: o, proxies: make(map[string]http.RoundTripper), hosts: make(map[string]*lookup)}
	n.direct = n.transport(n.dialChecked)
	return n
}

// transport makes one that keeps no connections: net/http logs what a server
// sends unasked on a kept one. Certificates are always verified.
func (n *network) transport(dial func(ctx context.Context, network, address string) (net.Conn, error)) *http.Transport {
	return &http.Transport{
		DialContext: dial,
		TLSClientConfig: &tls.Config{
			MinVersion:         tls.VersionTLS12,
			RootCAs:            n.options.RootCAs,
			ClientSessionCache: tls.NewLRUClientSessionCache(64),
			Time:               n.options.Clock.Now,
		},
		DisableKeepAlives:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxBody,
	}
}

// send sends a request and notes the proxy it went by.
func (n *network) send(req *http.Request, t *Trail) (*http.Response, error) {
	t.Proxy = ""
	if n.options.Transport != nil {
		return n.options.Transport.RoundTrip(req)
	}
	proxy, err := n.options.Proxy(req)
	if err != nil {
		return nil, errors.New("the proxy setting of the environment is no URL")
	}
	if proxy == nil {
		return n.direct.RoundTrip(req)
	}
	t.Proxy = proxy.Host
	return n.by(proxy).RoundTrip(req)
}

// by is the transport to a proxy. The proxy looks up names itself.
func (n *network) by(proxy *url.URL) http.RoundTripper {
	n.mu.Lock()
	defer n.mu.Unlock()
	known, ok := n.proxies[proxy.String()]
	if !ok {
		t := n.transport(n.options.Dial)
		t.Proxy = http.ProxyURL(proxy)
		known = t
		n.proxies[proxy.String()] = known
	}
	return known
}

// permit refuses a URL whose host is somewhere that the registry has no reason
// to name.
func (n *network) permit(ctx context.Context, registry string, u *url.URL) error {
	if n.options.Transport != nil {
		return nil
	}
	host := Hostname(u.Host)
	proxy, err := n.options.Proxy(&http.Request{URL: u})
	if err == nil && proxy != nil {
		return n.permitByName(registry, host)
	}
	where, err := n.reach(ctx, host)
	if err != nil {
		return err
	}
	if where == reachPrivate && host != Hostname(registry) {
		home, err := n.reach(ctx, Hostname(registry))
		if err != nil || home != reachPrivate {
			return Refuse("%s is a private address, and the registry %s is not.", host, registry)
		}
	}
	return nil
}

// permitByName is permit where a proxy looks up the name.
func (n *network) permitByName(registry, host string) error {
	where := reachPublic
	if address, err := netip.ParseAddr(host); err == nil {
		where = n.allowed(host, address)
	} else if localName(host) {
		where = reachNever
	}
	switch {
	case where == reachNever:
		return Refuse("%s is no place of a registry that a node could reach.", host)
	case where == reachPrivate && host != Hostname(registry):
		return Refuse("%s is a private address other than the registry's.", host)
	}
	return nil
}

// reach is the reach of a host by its addresses. One address of this computer
// among them is enough to refuse the host.
func (n *network) reach(ctx context.Context, host string) (reach, error) {
	addresses, err := n.resolve(ctx, host)
	if err != nil {
		return reachNever, err
	}
	where := reachPublic
	for _, a := range addresses {
		where = max(where, n.allowed(host, a))
	}
	if where == reachNever {
		return where, Refuse("%s is at an address of this computer, its own network link or a metadata service.", host)
	}
	return where, nil
}

// allowed is the reach of an address, unless it is accepted in any case.
func (n *network) allowed(host string, a netip.Addr) reach {
	if n.options.AllowAddress != nil && n.options.AllowAddress(host, a) {
		return reachPublic
	}
	return reachOf(a)
}

// dialTimeout is how long one address of several is tried.
const dialTimeout = 4 * time.Second

// dialChecked connects to an address that the host had when it was first
// looked up, and checks that address again.
func (n *network) dialChecked(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	host = Hostname(net.JoinHostPort(host, port))
	addresses, err := n.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	err = &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	for _, a := range addresses {
		if n.allowed(host, a) == reachNever {
			return nil, Refuse("%s is at an address of this computer, its own network link or a metadata service.", host)
		}
		one, cancel := context.WithTimeout(ctx, dialTimeout)
		conn, failed := n.options.Dial(one, network, net.JoinHostPort(a.String(), port))
		cancel()
		if failed == nil {
			return conn, nil
		}
		err = failed
	}
	return nil, err
}

// maxAddresses is how many addresses of a host are tried.
const maxAddresses = 4

// lookup is the one look-up of a host: a second could give another address
// than the one that was checked.
type lookup struct {
	mu        sync.Mutex
	addresses []netip.Addr
}

// resolve returns the addresses of a host, which are looked up once.
func (n *network) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if address, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{address.Unmap()}, nil
	}
	n.mu.Lock()
	known := n.hosts[host]
	if known == nil {
		known = &lookup{}
		n.hosts[host] = known
	}
	n.mu.Unlock()

	known.mu.Lock()
	defer known.mu.Unlock()
	if len(known.addresses) > 0 {
		return known.addresses, nil
	}
	limited, cancel := context.WithTimeout(ctx, n.options.Timeout)
	defer cancel()
	found, err := n.options.Resolver.LookupNetIP(limited, "ip", host)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	// All are checked; what is not tried is not in the list.
	for _, a := range found[:min(len(found), maxAddresses)] {
		known.addresses = append(known.addresses, a.Unmap())
	}
	return known.addresses, nil
}

// localName says that a name is this computer's, or a metadata service's, by
// itself; it is for where a proxy looks names up.
func localName(host string) bool {
	return host == "localhost" || strings.HasSuffix(host, ".localhost") ||
		host == "metadata.google.internal" || host == "metadata"
}
