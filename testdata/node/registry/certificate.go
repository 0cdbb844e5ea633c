package registry

import (
	"crypto/tls"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
)

// otherName is what a certificate for the wrong name is made out to.
const otherName = "another.example"

// certificate makes a registry's certificate: signed by the authority that the node trusts, unless
// that is the fault it has.
func certificate(fault cases.TLS, p place, ca *pki.Authority) (tls.Certificate, error) {
	var id pki.Identity
	var err error
	switch fault {
	case cases.TLSExpired:
		id, err = ca.IssueExpired(p.names...)
	case cases.TLSNotYetValid:
		id, err = ca.IssueFuture(cases.TLSLead, p.names...)
	case cases.TLSWrongName:
		id, err = ca.Issue(otherName, nil, otherName)
	case cases.TLSUntrusted:
		var stranger *pki.Authority
		if stranger, err = pki.New("a-ca-of-somebody"); err == nil {
			id, err = stranger.Issue(p.names[0], nil, p.names...)
		}
	default:
		id, err = ca.Issue(p.names[0], nil, p.names...)
	}
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(id.Cert, id.Key)
}
