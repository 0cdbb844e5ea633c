package faults

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// loginFaults are about certificates and credentials.
var loginFaults = []fault{
	{name: "the TLS handshake fails", access: access{tls: &tls.Config{
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) { return nil, errors.New("no") },
		Certificates:       []tls.Certificate{{}},
	}}, test: func(w *world) { w.fails(nil) }},
	{name: "the certificate is not valid by this computer's clock", access: valid(2030), test: func(w *world) { w.fails(nil) }},
	{name: "the user's credentials expire in the middle (exec plugin, OIDC)", access: withPlugin(), test: func(w *world) {
		g := &gate{}
		w.whole(g.endAfter(2))
		w.whole(g.endAfter(12))
	}},
	{name: "the user's credentials expire and there are no new ones", access: withPlugin(), test: func(w *world) {
		w.fails(On(pods, Times(1, 100, unauthorized)))
	}},
}

// What the rows above disturb works without a disturbance.
func TestUndisturbed(t *testing.T) {
	for _, a := range []access{{}, valid(1990), {plugin: true}} {
		inWorld(t, a, func(w *world) { w.whole(nil) })
	}
}

// valid is a server whose certificate begins to be valid in a year. The clock
// of a synctest bubble starts in 2000.
func valid(year int) access {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	cert := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: from.AddDate(50, 0, 0), DNSNames: []string{"apitest"},
		IsCA: true, BasicConstraintsValid: true, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return access{
		tls: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}},
		ca:  pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
	}
}

// withPlugin is a server that requires credentials: client-go sends none over
// plain HTTP.
func withPlugin() access {
	a := valid(1990)
	a.plugin = true
	return a
}

// pluginUser is a user whose exec plugin gives another token each time.
func pluginUser(t *testing.T) string {
	state := filepath.Join(t.TempDir(), "state")
	return fmt.Sprintf(`
    exec:
      apiVersion: client.authentication.k8s.io/v1
      interactiveMode: Never
      command: /bin/sh
      args:
      - -c
      - |
        echo x >> '%[1]s'
        printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t%%s"}}' $(wc -l < '%[1]s')
`, state)
}

// gate is who is let in.
type gate struct {
	mu    sync.Mutex
	token string          // the one that is in use
	over  map[string]bool // those that are good no more
	left  int             // requests until the one in use is over; below 0: it stays good
}

// endAfter ends the token that is in use after so many requests. The next one
// is good.
func (g *gate) endAfter(n int) Fault {
	g.left = n
	return func(next http.Handler) http.Handler {
		bad := unauthorized(next)
		return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			if g.admits(q.Header.Get("Authorization")) {
				next.ServeHTTP(w, q)
			} else {
				bad.ServeHTTP(w, q)
			}
		})
	}
}

func (g *gate) admits(token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over == nil {
		g.over = map[string]bool{"": true}
	}
	if g.over[token] {
		return false
	}
	g.token = token
	if g.left == 0 {
		g.over[token] = true
	}
	if g.left >= 0 {
		g.left--
	}
	return !g.over[token]
}

func unauthorized(http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}`)
	})
}
