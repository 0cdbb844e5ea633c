package registry

import "net/http"

// basic asks for user and password with every request, as the distribution registry does behind an
// htpasswd file. Public repositories need none, but a wrong login is refused for them too.
func basic(realm string, a *access, store http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, given, ok := a.login(r)
		repository := repositoryOf(r.URL.Path)
		if ok && !a.may(user, repository) {
			refuse(w, http.StatusForbidden, "DENIED", "requested access to the resource is denied")
			return
		}
		if ok || !given && a.anonymous(repository) {
			store.ServeHTTP(w, r)
			return
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="`+realm+`"`)
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
	})
}
