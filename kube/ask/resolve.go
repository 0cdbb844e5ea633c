package ask

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"sync"
)

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
