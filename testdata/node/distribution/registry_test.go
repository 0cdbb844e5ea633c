package distribution

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/distribution/distribution/v3/configuration"
	"golang.org/x/crypto/bcrypt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask"
)

// expectation is one question and the verdict that a pull by a node would bear
// out.
type expectation struct {
	image, user, password string
	want                  diagnose.RegistryVerdict
}

func (w *world) expect(list []expectation) {
	w.t.Helper()
	for _, e := range list {
		if a := w.ask(registryHost+"/"+e.image, e.user, e.password); a.Verdict != e.want {
			w.t.Errorf("%s as %q: %+v, want %s", e.image, e.user, a, e.want)
		}
	}
}

func TestHtpasswd(t *testing.T) {
	w := newWorld(t)
	hash, err := bcrypt.GenerateFromPassword([]byte("right-password"), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "htpasswd")
	if err := os.WriteFile(file, []byte("bot:"+string(hash)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.registry(configuration.Auth{"htpasswd": configuration.Parameters{"realm": "registry", "path": file}})
	w.push("bot", "right-password", registryHost+"/acme/web:1.4.1", registryHost+"/acme/web:1.4.3")
	w.expect([]expectation{
		{"acme/web:1.4.1", "bot", "right-password", diagnose.VerdictCanPull},
		{"acme/web:1.4.1", "bot", "wrong-password", diagnose.VerdictWrongCredentials},
		{"acme/web:1.4.1", "", "", diagnose.VerdictDeniedOrAbsent},
		{"acme/web:1.4.2", "bot", "right-password", diagnose.VerdictNoSuchImage},
		{"acme/none:1", "bot", "right-password", diagnose.VerdictNoSuchImage},
		{"acme/none:1", "bot", "wrong-password", diagnose.VerdictWrongCredentials},
	})
	a := w.ask(registryHost+"/acme/web:1.4.1", "bot", "right-password")
	if !strings.HasPrefix(a.Digest, "sha256:") || fmt.Sprint(a.Platforms) != "[linux/amd64 linux/arm64]" {
		t.Errorf("answer %+v", a)
	}
	if a := w.ask(registryHost+"/acme/web@"+a.Digest, "bot", "right-password"); a.Verdict != diagnose.VerdictCanPull {
		t.Errorf("by digest: %+v", a)
	}
	if near := w.ask(registryHost+"/acme/web:1.4.2", "bot", "right-password").NearTags; fmt.Sprint(near) != "[1.4.3 1.4.1]" {
		t.Errorf("near tags %v", near)
	}
	if a := w.askWith(ask.Options{Resolver: w, Dial: w.dial}, registryHost+"/acme/web:1.4.1", "bot", "right-password"); a.Verdict != diagnose.VerdictUntrusted ||
		a.Certificate.Why != "unknown-authority" || a.Certificate.Issuer != "CN=Own authority" {
		t.Errorf("without the authority: %+v", a)
	}
}

func TestTokenServer(t *testing.T) {
	w := newWorld(t)
	w.registry(configuration.Auth{"token": configuration.Parameters{
		"realm": "https://" + tokenHost + "/token", "service": registryHost, "issuer": "tests", "rootcertbundle": w.authority(),
	}})
	w.sites[tokenHost] = http.HandlerFunc(w.token)
	w.push("pusher", "push-password", registryHost+"/acme/web:1", registryHost+"/public/web:1")
	w.expect([]expectation{
		{"acme/web:1", "reader", "read-password", diagnose.VerdictCanPull},
		{"acme/web:1", "reader", "wrong-password", diagnose.VerdictWrongCredentials},
		{"acme/web:1", "stranger", "strange-password", diagnose.VerdictDeniedOrAbsent}, // logs in, and may not pull
		{"acme/web:1", "", "", diagnose.VerdictDeniedOrAbsent},
		{"acme/web:2", "reader", "read-password", diagnose.VerdictNoSuchImage},
		{"acme/none:1", "reader", "read-password", diagnose.VerdictNoSuchImage},
		{"public/web:1", "", "", diagnose.VerdictCanPull},
		{"public/web:2", "", "", diagnose.VerdictNoSuchImage},
		{"public/web:1", "reader", "wrong-password", diagnose.VerdictWrongCredentials},
	})
	a := w.ask(registryHost+"/acme/web:1", "reader", "read-password")
	if a.TokenHost != tokenHost || fmt.Sprint(a.Access) != "[pull]" || fmt.Sprint(a.Platforms) != "[linux/amd64 linux/arm64]" {
		t.Errorf("answer %+v", a)
	}
}

// token is a token server of the distribution project's protocol.
func (w *world) token(rw http.ResponseWriter, r *http.Request) {
	passwords := map[string]string{"": "", "pusher": "push-password", "reader": "read-password", "stranger": "strange-password"}
	user, password, _ := r.BasicAuth()
	if want, ok := passwords[user]; !ok || password != want || r.Form.Has("account") {
		rw.WriteHeader(http.StatusUnauthorized)
		return
	}
	access := []map[string]any{}
	for _, scope := range r.URL.Query()["scope"] {
		parts := strings.Split(scope, ":")
		if len(parts) != 3 {
			continue
		}
		actions := []string{}
		for _, action := range strings.Split(parts[2], ",") {
			if user == "pusher" || action == "pull" && (user == "reader" || strings.HasPrefix(parts[1], "public/")) {
				actions = append(actions, action)
			}
		}
		access = append(access, map[string]any{"type": parts[0], "name": parts[1], "actions": actions})
	}
	rw.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(rw).Encode(map[string]any{"token": w.sign(user, r.URL.Query().Get("service"), access), "expires_in": 300})
}

// sign makes a JWT with the authority's key.
func (w *world) sign(subject, audience string, access any) string {
	encode := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			w.t.Error(err)
		}
		return base64.RawURLEncoding.EncodeToString(b)
	}
	now := time.Now().Unix()
	text := encode(map[string]any{"alg": "ES256", "typ": "JWT", "x5c": []string{base64.StdEncoding.EncodeToString(w.ca.Raw)}}) + "." +
		encode(map[string]any{"iss": "tests", "sub": subject, "aud": audience, "exp": now + 300, "nbf": now - 10, "iat": now, "jti": "1", "access": access})
	sum := sha256.Sum256([]byte(text))
	x, y, err := ecdsa.Sign(rand.Reader, w.key, sum[:])
	if err != nil {
		w.t.Error(err)
	}
	signature := make([]byte, 64)
	x.FillBytes(signature[:32])
	y.FillBytes(signature[32:])
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}
