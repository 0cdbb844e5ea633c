package guard

import "net/netip"

// reach is how far an address reaches.
type reach int

const (
	reachPublic  reach = iota
	reachPrivate       // inside an organization
	reachNever         // this computer, its link, or a metadata service
)

// metadataAddresses are services that hand out credentials of a machine, and
// that other tests of an address do not cover.
var metadataAddresses = []netip.Addr{
	netip.MustParseAddr("100.100.100.200"), // Alibaba Cloud
	netip.MustParseAddr("168.63.129.16"),   // Azure's host
	netip.MustParseAddr("192.0.0.192"),     // Oracle Cloud
	netip.MustParseAddr("fd00:ec2::254"),   // AWS
	netip.MustParseAddr("fd20:ce::254"),    // Google Cloud
}

// neverPrefixes are networks in which no registry is.
var neverPrefixes = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
}

var (
	sharedPrefix = netip.MustParsePrefix("100.64.0.0/10") // carrier networks, overlay networks
	nat64Prefix  = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour    = netip.MustParsePrefix("2002::/16")
)

// reachOf classifies an address. An IPv4 address inside an IPv6 one is
// classified as what it is.
func reachOf(a netip.Addr) reach {
	a = a.Unmap().WithZone("")
	switch b := a.As16(); {
	case a.Is6() && nat64Prefix.Contains(a):
		return reachOf(netip.AddrFrom4([4]byte(b[12:16])))
	case a.Is6() && sixToFour.Contains(a):
		return reachOf(netip.AddrFrom4([4]byte(b[2:6])))
	}
	for _, m := range metadataAddresses {
		if a == m {
			return reachNever
		}
	}
	for _, p := range neverPrefixes {
		if p.Contains(a) {
			return reachNever
		}
	}
	switch {
	case !a.IsValid(), a.IsLoopback(), a.IsLinkLocalUnicast(), a.IsMulticast(), a.IsUnspecified():
		return reachNever
	case a.IsPrivate(), sharedPrefix.Contains(a):
		return reachPrivate
	}
	return reachPublic
}
