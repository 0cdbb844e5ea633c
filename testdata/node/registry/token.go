package registry

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

// tokenLifetime is what clients are told, in seconds. Tokens are forgotten with the registry.
const tokenLifetime = 300

// bearer is a registry that wants a token, and its token server, as Docker Hub and most others work:
// a request without one is told where to get it; there a right login, or none, buys a token for what
// it may pull, and a wrong login buys nothing.
type bearer struct {
	realm   string // URL of the token server
	service string
	access  *access
	store   http.Handler

	mu     sync.Mutex
	tokens map[string]grant
}

// grant is what a token is good for: the repositories that it was asked for and given.
type grant map[string]bool

func newBearer(realm, service string, a *access, store http.Handler) *bearer {
	return &bearer{realm: realm, service: service, access: a, store: store, tokens: map[string]grant{}}
}

func (b *bearer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/token" {
		b.issue(w, r)
		return
	}
	repository := repositoryOf(r.URL.Path)
	token, given := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if given && b.allows(token, repository) {
		b.store.ServeHTTP(w, r)
		return
	}
	challenge := `Bearer realm="` + b.realm + `",service="` + b.service + `"`
	if repository != "" {
		challenge += `,scope="repository:` + repository + `:pull"`
	}
	if given {
		challenge += `,error="insufficient_scope"`
	}
	w.Header().Set("WWW-Authenticate", challenge)
	refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
}

func (b *bearer) allows(token, repository string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	g, ok := b.tokens[token]
	return ok && (repository == "" || g[repository])
}

// issue is the token server. Clients ask with GET and a Basic login, or with POST and a form.
func (b *bearer) issue(w http.ResponseWriter, r *http.Request) {
	user, given, ok := b.access.login(r)
	scopes := r.URL.Query()["scope"]
	if r.Method == http.MethodPost {
		if err := r.ParseForm(); err != nil {
			refuse(w, http.StatusBadRequest, "UNSUPPORTED", "unreadable form")
			return
		}
		user = r.PostForm.Get("username")
		given, ok = user != "", b.access.knows(user, r.PostForm.Get("password"))
		scopes = strings.Fields(r.PostForm.Get("scope"))
	}
	if given && !ok {
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "incorrect username or password")
		return
	}
	if !given && b.access.closed {
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
		return
	}
	g := grant{}
	for _, scope := range scopes {
		part := strings.Split(scope, ":")
		if len(part) >= 3 && part[0] == "repository" {
			g[part[1]] = b.access.anonymous(part[1]) || ok && b.access.may(user, part[1])
		}
	}
	token := rand.Text()
	b.mu.Lock()
	b.tokens[token] = g
	b.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"token": token, "access_token": token, "expires_in": tokenLifetime,
	})
}
