package guard

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// knownPairs are registries whose token server is in another domain. The pair
// counts, not the token server alone. A * is one label, or the end of one.
var knownPairs = []struct{ registry, tokenHost string }{
	{"registry-1.docker.io", "auth.docker.io"},
	{"registry.gitlab.com", "gitlab.com"},
	{"registry.redhat.io", "sso.redhat.com"},
	{"registry.connect.redhat.com", "sso.redhat.com"},
	{"registry.digitalocean.com", "api.digitalocean.com"},
	{"nvcr.io", "authn.nvidia.com"},
	{"lscr.io", "ghcr.io"},
	{"registry.*.aliyuncs.com", "dockerauth*.aliyuncs.com"},
	{"registry.*.aliyuncs.com", "dockerauth*.*.aliyuncs.com"},
	{"*.*.cr.aliyuncs.com", "dockerauth*.aliyuncs.com"},
	{"*.*.cr.aliyuncs.com", "dockerauth*.*.aliyuncs.com"},
	{"*.*.personal.cr.aliyuncs.com", "dockerauth*.aliyuncs.com"},
}

// HostPort is a host in one spelling: lower case, without HTTPS's own port.
func HostPort(host string) string {
	return strings.TrimSuffix(strings.ToLower(host), ":443")
}

// Hostname is a host without its port, and without a dot at its end.
func Hostname(host string) string {
	u := url.URL{Host: host}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}

// Belongs says whether a token server is known to belong to a registry.
func Belongs(registry, tokenHost string) bool {
	registry, tokenHost = HostPort(registry), HostPort(tokenHost)
	if registry == tokenHost {
		return true
	}
	if sameDomain(Hostname(registry), Hostname(tokenHost)) {
		return true
	}
	for _, pair := range knownPairs {
		if matchHost(pair.registry, registry) && matchHost(pair.tokenHost, tokenHost) {
			return true
		}
	}
	return false
}

// sameDomain says that one owner registered both hosts. Addresses have no
// domain, and neither has a public suffix.
func sameDomain(a, b string) bool {
	if isAddress(a) || isAddress(b) {
		return false
	}
	x, err := publicsuffix.EffectiveTLDPlusOne(a)
	if err != nil {
		return false
	}
	y, err := publicsuffix.EffectiveTLDPlusOne(b)
	return err == nil && x == y
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil
}

// matchHost holds a host against a pattern of knownPairs.
func matchHost(pattern, host string) bool {
	want, have := strings.Split(pattern, "."), strings.Split(host, ".")
	if len(want) != len(have) {
		return false
	}
	for i, label := range want {
		start, star := strings.CutSuffix(label, "*")
		if star && (!strings.HasPrefix(have[i], start) || have[i] == "") || !star && label != have[i] {
			return false
		}
	}
	return true
}

// ReadRealm reads the address of a token server as a registry names it.
func ReadRealm(realm string) (*url.URL, string) {
	u, err := url.Parse(realm)
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return nil, "The registry names a token server by something that is no URL."
	case u.Scheme != "https":
		return nil, "The registry names a token server that does not speak HTTPS."
	case u.User != nil:
		return nil, "The registry names a token server by a URL with a user in it."
	}
	return u, ""
}
