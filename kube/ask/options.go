package ask

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// Defaults of Options.
const (
	DefaultBudget      = 200
	DefaultPerRegistry = 2
	DefaultParallel    = 8
	DefaultTimeout     = 10 * time.Second
	DefaultMaxWait     = time.Minute
)

// Options say how registries are asked. The zero value of a field means its
// default.
type Options struct {
	Budget      int           // requests in all; what RetryMissing repeats is not counted
	PerRegistry int           // images asked at a time at one registry
	Parallel    int           // images asked at a time in all
	Timeout     time.Duration // of one request, its body included
	MaxWait     time.Duration // longest Retry-After that is waited for

	// RetryMissing is how long to wait for tags that do not exist yet.
	RetryMissing time.Duration

	// RootCAs are the authorities to trust, nil for those of the system; see Roots.
	RootCAs *x509.CertPool

	// Proxy finds the proxy of a request, by default from the environment.
	Proxy func(*http.Request) (*url.URL, error)

	// AllowTokenHost says whether a token server that is not known to belong to
	// the registry may get credentials for it; nil refuses all. Both are hosts
	// with a port if one is written. The user has to have seen both. It is
	// called from several goroutines.
	AllowTokenHost func(registry, tokenHost string) bool

	// For tests and the practice cluster.

	Clock Clock

	// Transport sends the requests instead of the network, behind all rules but
	// those on addresses, proxies and certificates.
	Transport http.RoundTripper

	Resolver Resolver
	Dial     func(ctx context.Context, network, address string) (net.Conn, error)

	// AllowAddress accepts an address that is refused otherwise.
	AllowAddress func(host string, address netip.Addr) bool
}

// Resolver looks up the addresses of a host, as net.Resolver does.
type Resolver = guard.Resolver

// Clock is the time that waiting goes by.
type Clock = guard.Clock

// guard are the options of the way out.
func (o Options) guard() guard.Options {
	return guard.Options{
		Budget: o.Budget, Timeout: o.Timeout, MaxWait: o.MaxWait, RootCAs: o.RootCAs, Proxy: o.Proxy, Clock: o.Clock,
		Transport: o.Transport, Resolver: o.Resolver, Dial: o.Dial, AllowAddress: o.AllowAddress,
	}
}

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	setDefault(&o.Budget, DefaultBudget)
	setDefault(&o.PerRegistry, DefaultPerRegistry)
	setDefault(&o.Parallel, DefaultParallel)
	setDefault(&o.Timeout, DefaultTimeout)
	setDefault(&o.MaxWait, DefaultMaxWait)
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Clock == nil {
		o.Clock = systemClock{}
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Dial == nil {
		o.Dial = (&net.Dialer{}).DialContext
	}
	return o
}

func setDefault[T int | time.Duration](value *T, fallback T) {
	if *value <= 0 {
		*value = fallback
	}
}

// systemClock is the time of this computer.
type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
