package pki

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"
)

// TestIssue makes a server certificate and verifies it as a client would.
func TestIssue(t *testing.T) {
	ca, err := New("test-ca")
	if err != nil {
		t.Fatal(err)
	}
	id, err := ca.Issue("server", []string{"group"}, "reg.example.com", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.X509KeyPair(id.Cert, id.Key)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca.PEM) {
		t.Fatal("the authority's own certificate is unreadable")
	}
	for name, want := range map[string]bool{"reg.example.com": true, "127.0.0.1": true, "other.example.com": false} {
		_, err := pair.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: name})
		if (err == nil) != want {
			t.Errorf("as %s: %v", name, err)
		}
	}
	if pair.Leaf.Subject.CommonName != "server" || pair.Leaf.Subject.Organization[0] != "group" {
		t.Errorf("made out to %v", pair.Leaf.Subject)
	}
	other, err := New("other-ca")
	if err != nil {
		t.Fatal(err)
	}
	strangers := x509.NewCertPool()
	strangers.AppendCertsFromPEM(other.PEM)
	if _, err := pair.Leaf.Verify(x509.VerifyOptions{Roots: strangers, DNSName: "reg.example.com"}); err == nil {
		t.Error("another authority vouches for it too")
	}
}

// TestWrite looks that keys are for their owner only.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	ca, err := New("test-ca")
	if err != nil {
		t.Fatal(err)
	}
	if err := ca.Write(dir, "ca"); err != nil {
		t.Fatal(err)
	}
	if err := WriteSigningKey(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := tls.LoadX509KeyPair(filepath.Join(dir, "ca.crt"), filepath.Join(dir, "ca.key")); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"ca.key", "sa.key", "sa.pub"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}
