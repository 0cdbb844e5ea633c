package registry

import "net/http"

// basic asks for user and password with every request, as the distribution registry does behind an
// htpasswd file. Public repositories need none, but a wrong login is refused for them too.
func basic(realm string, a *access, store http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, ok := a.login(r)
		if ok || !given && a.anonymous(repositoryOf(r.URL.Path)) {
			store.ServeHTTP(w, r)
			return
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="`+realm+`"`)
		refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
	})
}
