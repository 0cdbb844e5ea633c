package registry

import (
	"net/http"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// access knows who may pull what from one registry.
type access struct {
	logins map[cases.Account]bool
	public map[string]bool     // repositories
	open   bool                // no login is ever needed
	closed bool                // a token costs a login, also for public repositories
	limits map[string][]string // beginnings of the repositories that a user may pull; all without an entry
}

func newAccess(r cases.Registry) *access {
	a := &access{
		logins: map[cases.Account]bool{}, public: map[string]bool{}, open: r.Auth == cases.AuthNone,
		closed: r.Refuses, limits: r.May,
	}
	for _, account := range r.Accounts {
		a.logins[account] = true
	}
	for _, image := range r.Public {
		repository, _ := cutTag(image)
		a.public[repository] = true
	}
	return a
}

// anonymous says whether a repository may be pulled without a login.
func (a *access) anonymous(repository string) bool { return a.open || a.public[repository] }

// may says whether a user with a right login may pull from a repository.
func (a *access) may(user, repository string) bool {
	limits, limited := a.limits[user]
	return !limited || repository == "" || a.anonymous(repository) ||
		slices.ContainsFunc(limits, func(start string) bool { return strings.HasPrefix(repository, start) })
}

// login reads a request's user and password. given is false when there is none at all; ok says that
// they are right.
func (a *access) login(r *http.Request) (user string, given, ok bool) {
	user, password, given := r.BasicAuth()
	return user, given, a.knows(user, password)
}

func (a *access) knows(user, password string) bool {
	return a.logins[cases.Account{Username: user, Password: sensitive(password)}]
}

// cutTag splits "acme/web:1.4.2".
func cutTag(image string) (repository, tag string) {
	i := strings.LastIndexByte(image, ':')
	if i < 0 {
		return image, "latest"
	}
	return image[:i], image[i+1:]
}

// repositoryOf is the repository that a request of the registry's API is about, "" for the root.
func repositoryOf(path string) string {
	rest, ok := strings.CutPrefix(path, "/v2/")
	if !ok {
		return ""
	}
	for _, kind := range []string{"/manifests/", "/blobs/", "/tags/", "/referrers/"} {
		if i := strings.LastIndex(rest, kind); i >= 0 {
			return rest[:i]
		}
	}
	return ""
}

// blobOf is the digest of the blob that a request is about, "" if it is about something else.
func blobOf(path string) string {
	_, digest, found := strings.Cut(path, "/blobs/")
	if !found {
		return ""
	}
	return digest
}

// refuse answers as registries do, with a reason in JSON.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(`{"errors":[{"code":"` + code + `","message":"` + message + `"}]}`))
}
