package registry

import (
	"net"
	"net/netip"
	"strconv"
)

// httpsPort is where a registry without a port in its name listens.
const httpsPort = 443

// place is where a registry is found.
type place struct {
	names     []string // host names, without port
	address   netip.AddrPort
	tokenHost string // host of its token server, with port if it has one
	service   string // its name at the token server
}

// placeOf gives each registry a loopback address of its own, so that all can use the same port.
func placeOf(host string, index int) place {
	p := place{names: []string{host}, tokenHost: host}
	port := httpsPort
	if name, text, err := net.SplitHostPort(host); err == nil {
		p.names[0] = name
		if n, err := strconv.Atoi(text); err == nil {
			port = n
		}
	}
	p.service = p.names[0]
	if host == hub {
		p.names = []string{hubRegistry, hubAuth}
		p.tokenHost, p.service = hubAuth, hubService
	}
	p.address = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 1, byte(index + 1)}), uint16(port))
	return p
}
