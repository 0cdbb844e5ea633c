package ask

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// world is an internet in one process: names, addresses, an authority, and
// sites that speak TLS. Everything that reaches a site is recorded.
type world struct {
	t        testing.TB
	listener net.Listener
	roots    *x509.CertPool
	ca       *x509.Certificate
	key      *ecdsa.PrivateKey

	mu        sync.Mutex
	sites     map[string]http.HandlerFunc // by host as in the Host header
	addresses map[string][]string         // by host name; a site without one has a public one
	lookups   map[string]int
	dialled   []string
	seen      []seen
	certs     map[string]*tls.Certificate
	notAfter  map[string]time.Time
}

// seen is one request as a server saw it.
type seen struct {
	host, method, url string
	header            http.Header
	body              string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, sites: map[string]http.HandlerFunc{}, addresses: map[string][]string{}, lookups: map[string]int{},
		certs: map[string]*tls.Certificate{}, notAfter: map[string]time.Time{}, roots: x509.NewCertPool()}
	w.key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	w.ca = w.authority()
	w.roots.AddCert(w.ca)
	var err error
	if w.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(w.serve), ErrorLog: log.New(io.Discard, "", 0)}
	config := &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) { return w.certificate(hello.ServerName) }}
	go func() { _ = server.Serve(tls.NewListener(w.listener, config)) }()
	t.Cleanup(func() { _ = server.Close() })
	return w
}

func (w *world) authority() *x509.Certificate {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test authority"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(48 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &w.key.PublicKey, w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	cert, _ := x509.ParseCertificate(der)
	return cert
}

func (w *world) certificate(name string) (*tls.Certificate, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.certs[name]; c != nil {
		return c, nil
	}
	until := time.Now().Add(24 * time.Hour)
	if end, ok := w.notAfter[name]; ok {
		until = end
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-30 * time.Minute), NotAfter: until}
	if name == "" { // an address has no name in the hello
		template.DNSNames, template.IPAddresses = nil, []net.IP{net.ParseIP("10.1.2.3"), net.ParseIP("127.0.0.1"), net.ParseIP("169.254.169.254")}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, w.ca, &w.key.PublicKey, w.key)
	if err != nil {
		return nil, err
	}
	w.certs[name] = &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: w.key}
	return w.certs[name], nil
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.mu.Lock()
	w.seen = append(w.seen, seen{r.Host, r.Method, r.URL.String(), r.Header.Clone(), string(body)})
	site := w.sites[r.Host]
	w.mu.Unlock()
	if site == nil {
		http.Error(rw, "no such site", http.StatusTeapot)
		return
	}
	site(rw, r)
}

// site sets up a host.
func (w *world) site(host string, handler http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sites[host] = handler
}

// at gives a name addresses, of which each look-up after the first gives the
// next set.
func (w *world) at(host string, sets ...string) { w.addresses[host] = sets }

func (w *world) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lookups[host]++
	sets, ok := w.addresses[host]
	if !ok {
		if w.sites[host] == nil && !w.hasPort(host) {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return []netip.Addr{netip.MustParseAddr("203.0.113.7")}, nil
	}
	var list []netip.Addr
	for _, a := range strings.Split(sets[min(w.lookups[host], len(sets))-1], ",") {
		list = append(list, netip.MustParseAddr(a))
	}
	return list, nil
}

func (w *world) hasPort(host string) bool {
	for site := range w.sites {
		if strings.HasPrefix(site, host+":") {
			return true
		}
	}
	return false
}

func (w *world) dial(ctx context.Context, network, address string) (net.Conn, error) {
	w.mu.Lock()
	w.dialled = append(w.dialled, address)
	w.mu.Unlock()
	return (&net.Dialer{}).DialContext(ctx, network, w.listener.Addr().String())
}

// options are those of an Asker in this world.
func (w *world) options() Options {
	return Options{
		RootCAs: w.roots, Resolver: w, Dial: w.dial, Clock: &testClock{now: time.Now()},
		Proxy: func(*http.Request) (*url.URL, error) { return nil, nil }, Timeout: 2 * time.Second,
	}
}

// ask asks one question.
func (w *world) ask(image string, credentials ...keyring.Credential) []diagnose.RegistryAnswer {
	w.t.Helper()
	return w.askWith(w.options(), question(w.t, image, credentials...))
}

func (w *world) askWith(o Options, q Question) []diagnose.RegistryAnswer {
	w.t.Helper()
	return New(o).Ask(context.Background(), []Question{q})[0].Answers
}

func question(t testing.TB, image string, credentials ...keyring.Credential) Question {
	t.Helper()
	img, err := keyring.ParseImage(image)
	if err != nil {
		t.Fatal(err)
	}
	return Question{Image: img, Credentials: credentials}
}

// requests to a host, "" for all.
func (w *world) requests(host string) []seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []seen
	for _, s := range w.seen {
		if host == "" || s.host == host {
			list = append(list, s)
		}
	}
	return list
}

// testClock passes only while someone sleeps.
type testClock struct {
	mu     sync.Mutex
	now    time.Time
	slept  []time.Duration
	onWait func()
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	c.mu.Unlock()
	if c.onWait != nil {
		c.onWait()
	}
	return ctx.Err()
}

func credential(secret, key, user, password string) keyring.Credential {
	return keyring.Credential{Secret: secret, Key: key, Username: user, Password: keyring.Sensitive(password)}
}

// basicAuth reads a login, "" for none.
func basicAuth(r *http.Request) (user, password string) {
	user, password, _ = r.BasicAuth()
	return user, password
}

// jwt makes a token with the access claim; access is JSON.
func jwt(access string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none"}`)) + "." + encode([]byte(`{"access":`+access+`}`)) + "." + encode([]byte("signature"))
}

// pullOf is the access claim for pulling a repository.
func pullOf(repository string) string {
	return fmt.Sprintf(`[{"type":"repository","name":%q,"actions":["pull"]}]`, repository)
}

const (
	someDigest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	indexType  = "application/vnd.oci.image.index.v1+json"
)

// manifest answers HEAD with a digest.
func manifest(rw http.ResponseWriter) {
	rw.Header().Set("Content-Type", indexType)
	rw.Header().Set("Docker-Content-Digest", someDigest)
	rw.WriteHeader(http.StatusOK)
}

// challenge answers 401 with where to get a token.
func challenge(rw http.ResponseWriter, realm, service, repository string) {
	rw.Header().Set("Www-Authenticate", fmt.Sprintf(`Bearer realm=%q,service=%q,scope="repository:%s:pull"`, realm, service, repository))
	apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
}

func apiError(rw http.ResponseWriter, status int, code, message string) {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	_, _ = fmt.Fprintf(rw, `{"errors":[{"code":%q,"message":%q}]}`, code, message)
}

func token(rw http.ResponseWriter, text string) {
	rw.Header().Set("Content-Type", "application/json")
	_, _ = fmt.Fprintf(rw, `{"token":%q,"expires_in":300}`, text)
}

// path splits /v2/REPOSITORY/manifests/REFERENCE.
func path(r *http.Request) (repository, reference string) {
	rest := strings.TrimPrefix(r.URL.Path, "/v2/")
	repository, reference, _ = strings.Cut(rest, "/manifests/")
	return strings.TrimSuffix(repository, "/tags/list"), reference
}

// verdicts are those of the answers, in short.
func verdicts(answers []diagnose.RegistryAnswer) string {
	var list []string
	for _, a := range answers {
		list = append(list, a.Credentials+" "+string(a.Verdict))
	}
	return strings.Join(list, ", ")
}
