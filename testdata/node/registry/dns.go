package registry

import (
	"fmt"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// dnsPort is where resolvers ask.
const dnsPort = 53

// serveDNS answers for the names given (lower case, without the last dot). All other names do not
// exist, as a registry that was moved away. Close the connection to end it.
func serveDNS(address string, names map[string]netip.Addr) (net.PacketConn, error) {
	conn, err := net.ListenPacket("udp", net.JoinHostPort(address, fmt.Sprint(dnsPort)))
	if err != nil {
		return nil, fmt.Errorf("name server: %w", err)
	}
	go func() {
		question := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(question)
			if err != nil {
				return // closed
			}
			if answer, ok := reply(question[:n], names); ok {
				_, _ = conn.WriteTo(answer, from) // a lost answer is asked for again
			}
		}
	}()
	return conn, nil
}

// reply answers one question; ok is false for what is no question.
func reply(question []byte, names map[string]netip.Addr) (answer []byte, ok bool) {
	var m dnsmessage.Message
	if m.Unpack(question) != nil || len(m.Questions) != 1 {
		return nil, false
	}
	q := m.Questions[0]
	m.Response, m.RecursionAvailable = true, true
	m.Answers, m.Authorities, m.Additionals = nil, nil, nil
	ip, known := names[strings.ToLower(strings.TrimSuffix(q.Name.String(), "."))]
	switch {
	case !known:
		m.RCode = dnsmessage.RCodeNameError
	case q.Type == dnsmessage.TypeA:
		m.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 5},
			Body:   &dnsmessage.AResource{A: ip.As4()},
		}}
	}
	answer, err := m.Pack()
	return answer, err == nil
}
