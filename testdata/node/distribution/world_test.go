package distribution

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/distribution/distribution/v3/configuration"
	_ "github.com/distribution/distribution/v3/registry/auth/htpasswd"
	_ "github.com/distribution/distribution/v3/registry/auth/token"
	"github.com/distribution/distribution/v3/registry/handlers"
	_ "github.com/distribution/distribution/v3/registry/storage/driver/inmemory"
	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/sirupsen/logrus"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/ask"
)

const (
	registryHost = "registry.example.com"
	tokenHost    = "auth.example.com"
)

// world is a registry and a token server behind one authority of its own.
type world struct {
	t        *testing.T
	key      *ecdsa.PrivateKey
	ca       *x509.Certificate
	roots    *x509.CertPool
	sites    map[string]http.Handler
	listener net.Listener
}

func newWorld(t *testing.T) *world {
	t.Helper()
	logrus.SetOutput(io.Discard) // the registry's own log
	w := &world{t: t, roots: x509.NewCertPool(), sites: map[string]http.Handler{}}
	w.key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	w.ca = w.issue(&x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Own authority"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}, nil)
	w.roots.AddCert(w.ca)
	leaf := w.issue(&x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: registryHost}, DNSNames: []string{registryHost, tokenHost}}, w.ca)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.listener = listener
	server := &http.Server{ErrorLog: log.New(io.Discard, "", 0), Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.sites[r.Host].ServeHTTP(rw, r)
	})}
	go func() {
		_ = server.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{leaf.Raw}, PrivateKey: w.key}}}))
	}()
	t.Cleanup(func() { _ = server.Close() })
	return w
}

func (w *world) issue(template, parent *x509.Certificate) *x509.Certificate {
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	if parent == nil {
		parent = template
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &w.key.PublicKey, w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		w.t.Fatal(err)
	}
	return cert
}

// authority writes the authority's certificate to a file.
func (w *world) authority() string {
	file := filepath.Join(w.t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.ca.Raw}), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return file
}

// registry serves the distribution registry with an access controller.
func (w *world) registry(auth configuration.Auth) {
	config := &configuration.Configuration{Storage: configuration.Storage{"inmemory": configuration.Parameters{}}, Auth: auth}
	config.HTTP.Secret = "not used by one process"
	config.Catalog.MaxEntries = 100
	w.sites[registryHost] = handlers.NewApp(context.Background(), config)
}

// push fills repositories with an image for two platforms and some tags.
func (w *world) push(user, password string, images ...string) {
	w.t.Helper()
	index := v1.ImageIndex(empty.Index)
	for _, architecture := range []string{"amd64", "arm64"} {
		img, err := random.Image(64, 1)
		if err != nil {
			w.t.Fatal(err)
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: img, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: architecture}}})
	}
	for _, image := range images {
		ref, err := name.NewTag(image)
		if err != nil {
			w.t.Fatal(err)
		}
		err = remote.WriteIndex(ref, index, remote.WithTransport(&http.Transport{
			TLSClientConfig: &tls.Config{RootCAs: w.roots}, DialContext: w.dial,
		}), remote.WithAuth(&authn.Basic{Username: user, Password: password}))
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, w.listener.Addr().String())
}

func (w *world) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("203.0.113.7")}, nil
}

// ask asks for an image with one login, "" for none.
func (w *world) ask(image, user, password string) diagnose.RegistryAnswer {
	w.t.Helper()
	return w.askWith(ask.Options{RootCAs: w.roots, Resolver: w, Dial: w.dial}, image, user, password)
}

func (w *world) askWith(o ask.Options, image, user, password string) diagnose.RegistryAnswer {
	w.t.Helper()
	img, err := keyring.ParseImage(image)
	if err != nil {
		w.t.Fatal(err)
	}
	q := ask.Question{Image: img, Platforms: true}
	if user != "" {
		q.Credentials = []keyring.Credential{{Secret: "s", Key: registryHost, Username: user, Password: keyring.Sensitive(password)}}
	}
	return ask.New(o).Ask(context.Background(), []ask.Question{q})[0].Answers[0]
}
