package registry

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// tokens makes and recognizes the tokens of one registry. A token says whether it was issued for
// credentials; the credentials are not in it.
type tokens struct{ key []byte }

func newTokens() tokens {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	return tokens{key}
}

func (t tokens) make(what string) string {
	m := hmac.New(sha256.New, t.key)
	_, _ = m.Write([]byte(what))
	return hex.EncodeToString(m.Sum(nil))
}

// forAccount makes a token that names its account; the password is not in it.
func (t tokens) forAccount(user string) string {
	return t.make("account "+user) + "." + hex.EncodeToString([]byte(user))
}

// user returns the account that a token names.
func (t tokens) user(token string) string {
	_, name, _ := strings.Cut(token, ".")
	user, err := hex.DecodeString(name)
	if err != nil {
		return ""
	}
	return string(user)
}

func (t tokens) account(token string) bool {
	return hmac.Equal([]byte(token), []byte(t.forAccount(t.user(token))))
}

func (t tokens) anonymous(token string) bool {
	return hmac.Equal([]byte(token), []byte(t.make("anonymous")))
}

// serveToken issues tokens. Without credentials anyone gets one for public images only; wrong
// credentials get none.
func (s *server) serveToken(w http.ResponseWriter, req *http.Request) {
	token := s.tokens.make("anonymous")
	user, password, ok := req.BasicAuth()
	switch {
	case !ok && s.about.Refuses:
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
		return
	case ok && !s.knows(user, password):
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "incorrect username or password")
		return
	case ok:
		token = s.tokens.forAccount(user)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"token": token, "expires_in": 300})
}

// service returns the name under which a registry asks for tokens.
func (s *server) service() string {
	if s.about.Host == "docker.io" {
		return "registry.docker.io"
	}
	return s.about.Host
}

// challenge responds with 401 and how to authenticate.
func (s *server) challenge(w http.ResponseWriter, req *http.Request, repository string) {
	header := `Basic realm="practice registry"`
	if s.about.Auth == cases.AuthToken {
		header = fmt.Sprintf(`Bearer realm="https://%s/token",service="%s",scope="repository:%s:pull"`, s.realmHost, s.service(), repository)
		if req.Header.Get("Authorization") != "" {
			header += `,error="insufficient_scope"`
		}
	}
	w.Header().Set("WWW-Authenticate", header)
	refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
}

// refuse responds with an error in the format of the distribution protocol.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []map[string]string{{"code": code, "message": message}}})
}
