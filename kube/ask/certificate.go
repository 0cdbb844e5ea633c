package ask

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Roots are the authorities of the system and those of a PEM file.
func Roots(file []byte) (*x509.CertPool, error) {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(file) {
		return nil, errors.New("no certificate in PEM form")
	}
	return roots, nil
}

// maxNames is how many names of a certificate are kept.
const maxNames = 10

// untrusted reads why a certificate was refused; nil for other errors.
func untrusted(host string, err error, now time.Time) *diagnose.RegistryCertificate {
	c := &diagnose.RegistryCertificate{Host: harmless(host)}
	var (
		unknown  x509.UnknownAuthorityError
		hostname x509.HostnameError
		invalid  x509.CertificateInvalidError
		verify   *tls.CertificateVerificationError
		leaf     *x509.Certificate
	)
	switch {
	case errors.As(err, &hostname):
		c.Why, leaf = "wrong-name", hostname.Certificate
	case errors.As(err, &invalid):
		c.Why, leaf = "invalid", invalid.Cert
		if invalid.Reason == x509.Expired {
			c.Why = "expired"
			if leaf != nil && now.Before(leaf.NotBefore) {
				c.Why = "not-yet-valid"
			}
		}
	case errors.As(err, &unknown):
		c.Why, leaf = "unknown-authority", unknown.Cert
	case errors.As(err, &verify):
		c.Why = "invalid"
	default:
		return nil
	}
	if errors.As(err, &verify) && len(verify.UnverifiedCertificates) > 0 {
		leaf = verify.UnverifiedCertificates[0]
	}
	if leaf == nil {
		return c
	}
	c.Subject, c.Issuer = harmless(leaf.Subject.String()), harmless(leaf.Issuer.String())
	c.NotBefore, c.NotAfter = leaf.NotBefore.UTC(), leaf.NotAfter.UTC()
	for _, name := range leaf.DNSNames[:min(len(leaf.DNSNames), maxNames)] {
		c.Names = append(c.Names, harmless(name))
	}
	return c
}

// whyUntrusted are the sentences for RegistryCertificate.Why.
var whyUntrusted = map[string]string{
	"unknown-authority": "is signed by an authority that this computer does not know",
	"wrong-name":        "is for other names",
	"expired":           "has expired",
	"not-yet-valid":     "is not valid yet",
	"invalid":           "cannot be verified",
}
