package guard

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Options are the limits of a Guard and its ways to the network. All but
// RootCAs, Transport and AllowAddress have to be set.
type Options struct {
	Budget  int           // requests in all, but for those of an unlimited Trail
	Timeout time.Duration // of one request, its body included
	MaxWait time.Duration // longest Retry-After that is waited for

	RootCAs *x509.CertPool // nil for the authorities of the system
	Proxy   func(*http.Request) (*url.URL, error)
	Clock   Clock

	// Transport sends the requests instead of the network, behind all rules but
	// those on addresses, proxies and certificates.
	Transport http.RoundTripper

	Resolver Resolver
	Dial     func(ctx context.Context, network, address string) (net.Conn, error)

	// AllowAddress accepts an address that is refused otherwise.
	AllowAddress func(host string, address netip.Addr) bool
}

// Resolver looks up the addresses of a host, as net.Resolver does.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Clock is the time that waiting goes by.
type Clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error // ends early with the context's error
}
