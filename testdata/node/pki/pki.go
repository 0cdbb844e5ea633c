// Package pki makes the certificates of the lab: of the API server, its clients and the registries.
package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// Authority signs certificates. It lives as long as the lab; its certificates last a day.
type Authority struct {
	PEM []byte // its own certificate

	cert *x509.Certificate
	key  crypto.Signer
}

// Identity is a certificate with its key, both PEM.
type Identity struct{ Cert, Key []byte }

const validity = 24 * time.Hour

// New makes an authority with a certificate of its own.
func New(name string) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t, err := template(name, nil)
	if err != nil {
		return nil, err
	}
	t.IsCA, t.BasicConstraintsValid = true, true
	t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &Authority{encode("CERTIFICATE", der), cert, key}, nil
}

// Write puts the authority's certificate and key where the programs look for them.
func (a *Authority) Write(dir, name string) error {
	key, err := encodeKey(a.key)
	if err != nil {
		return err
	}
	return Identity{a.PEM, key}.Write(dir, name)
}

// Issue makes a certificate for a client or a server. Names that are addresses become addresses.
func (a *Authority) Issue(user string, groups []string, names ...string) (Identity, error) {
	return a.issue(time.Now().Add(validity), user, groups, names)
}

// IssueExpired makes a server's certificate whose time ended an hour ago.
func (a *Authority) IssueExpired(names ...string) (Identity, error) {
	return a.issue(time.Now().Add(-time.Hour), names[0], nil, names)
}

// IssueFuture makes a server's certificate whose validity begins after that time.
func (a *Authority) IssueFuture(in time.Duration, names ...string) (Identity, error) {
	return a.issue(time.Now().Add(in+time.Hour+validity), names[0], nil, names)
}

func (a *Authority) issue(end time.Time, user string, groups, names []string) (Identity, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Identity{}, err
	}
	t, err := template(user, groups)
	if err != nil {
		return Identity{}, err
	}
	t.NotBefore, t.NotAfter = end.Add(-validity-time.Hour), end
	t.KeyUsage = x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, n)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, t, a.cert, key.Public(), a.key)
	if err != nil {
		return Identity{}, err
	}
	keyPEM, err := encodeKey(key)
	if err != nil {
		return Identity{}, err
	}
	return Identity{encode("CERTIFICATE", der), keyPEM}, nil
}

// Write puts the certificate and key beside each other: NAME.crt and NAME.key.
func (id Identity) Write(dir, name string) error {
	if err := os.WriteFile(filepath.Join(dir, name+".crt"), id.Cert, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name+".key"), id.Key, 0o600)
}

// WriteSigningKey makes the pair that signs service account tokens: sa.key and sa.pub.
func WriteSigningKey(dir string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	private, err := encodeKey(key)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "sa.key"), private, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "sa.pub"), encode("PUBLIC KEY", public), 0o600)
}

// template is what all certificates share. They are valid from an hour ago, for clocks that differ.
func template(user string, groups []string) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: user, Organization: groups},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.Add(validity),
	}, nil
}

func encodeKey(key crypto.Signer) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return encode("PRIVATE KEY", der), nil
}

func encode(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
