package registry

import (
	"io"
	"log"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// server is one registry: who may pull what, in front of the images.
type server struct {
	about     cases.Registry
	realmHost string // where tokens are fetched
	tokens    tokens

	store  http.Handler
	mu     sync.Mutex
	pushed map[string]bool // repositories whose images were made
}

func newServer(r cases.Registry) *server {
	s := &server{
		about: r, realmHost: Endpoint(r.Host), tokens: newTokens(),
		store:  registry.New(registry.Logger(log.New(io.Discard, "", 0))),
		pushed: map[string]bool{},
	}
	if r.Host == "docker.io" {
		s.realmHost = "auth.docker.io"
	}
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	if s.about.Status != 0 {
		w.WriteHeader(s.about.Status)
		return
	}
	if s.about.Auth == cases.AuthToken && req.URL.Path == "/token" {
		s.serveToken(w, req)
		return
	}
	repository := repositoryOf(req.URL.Path)
	if !s.authorized(req, repository) {
		s.challenge(w, req, repository)
		return
	}
	if user, _, ok := req.BasicAuth(); ok && s.about.Auth == cases.AuthBasic && !s.may(user, repository) {
		refuse(w, http.StatusForbidden, "DENIED", "requested access to the resource is denied")
		return
	}
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		http.Error(w, "the practice registries are read-only", http.StatusMethodNotAllowed)
		return
	}
	s.fill(repository)
	if s.keptBack(w, req, repository) || s.oldFormat(w, req, repository) || s.breakOff(w, req, repository) {
		return
	}
	s.store.ServeHTTP(w, req)
}

// repositoryOf cuts the repository out of /v2/<repository>/manifests/<tag> and the like; empty
// for a path about no repository.
func repositoryOf(path string) string {
	rest, ok := strings.CutPrefix(path, "/v2/")
	if !ok {
		return ""
	}
	for _, part := range []string{"/manifests/", "/blobs/", "/tags/"} {
		if i := strings.LastIndex(rest, part); i >= 0 {
			return rest[:i]
		}
	}
	return ""
}

// authorized says whether the request may read the repository.
func (s *server) authorized(req *http.Request, repository string) bool {
	switch s.about.Auth {
	case cases.AuthNone:
		return true
	case cases.AuthBasic:
		user, password, ok := req.BasicAuth()
		return ok && s.knows(user, password) || !ok && s.public(repository)
	default:
		token, ok := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer ")
		if !ok {
			return false
		}
		return s.tokens.account(token) && (s.may(s.tokens.user(token), repository) || s.public(repository)) ||
			s.tokens.anonymous(token) && s.public(repository)
	}
}

// knows says whether credentials are those of an account.
func (s *server) knows(user, password string) bool {
	for _, a := range s.about.Accounts {
		if a.Username == user && a.Password.Reveal() == password {
			return true
		}
	}
	return false
}

// may says whether an account has the right to pull from a repository.
func (s *server) may(user, repository string) bool {
	limits, limited := s.about.May[user]
	if !limited || repository == "" {
		return true
	}
	return slices.ContainsFunc(limits, func(prefix string) bool { return strings.HasPrefix(repository, prefix) })
}

// public says whether anyone may pull from the repository.
func (s *server) public(repository string) bool {
	for _, image := range s.about.Public {
		if name, _, _ := strings.Cut(image, ":"); name == repository {
			return true
		}
	}
	return false
}
