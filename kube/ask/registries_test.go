package ask

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// tokenSite is a registry with a token server, whose oddities are functions.
type tokenSite struct {
	realm, service string
	give           func(rw http.ResponseWriter, user, password, repository, scope string) // the token server
	head           func(rw http.ResponseWriter, r *http.Request, token, repository, reference string)
}

func (s tokenSite) serve(rw http.ResponseWriter, r *http.Request) {
	repository, reference := path(r)
	bearer := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if bearer == "" {
		challenge(rw, s.realm, s.service, repository)
		return
	}
	s.head(rw, r, bearer, repository, reference)
}

func (s tokenSite) token(rw http.ResponseWriter, r *http.Request) {
	user, password := basicAuth(r)
	scope := r.URL.Query().Get("scope")
	repository := strings.TrimSuffix(strings.TrimPrefix(scope, "repository:"), ":pull")
	s.give(rw, user, password, repository, scope)
}

// hub is Docker Hub: HEAD is free and tells the limit, hidden repositories and
// absent ones are refused alike.
func (w *world) hub() {
	s := tokenSite{realm: "https://auth.docker.io/token", service: "registry.docker.io"}
	s.give = func(rw http.ResponseWriter, user, password, repository, _ string) {
		switch {
		case user != "" && password != "dckr_pat_good" && password != "dckr_pat_poor":
			rw.WriteHeader(http.StatusUnauthorized)
			_, _ = rw.Write([]byte(`{"details":"incorrect username or password"}`))
		case strings.HasPrefix(repository, "library/"), password == "dckr_pat_good" && repository == "acme/web":
			token(rw, jwt(pullOf(repository)))
		default:
			token(rw, jwt(`[]`))
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, bearer, repository, reference string) {
		if !readGrant(bearer, repository).pull() {
			rw.Header().Set("Www-Authenticate", `Bearer realm="https://auth.docker.io/token",error="insufficient_scope"`)
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
			return
		}
		rw.Header().Set("Ratelimit-Limit", "100;w=21600")
		rw.Header().Set("Ratelimit-Remaining", "76;w=21600")
		rw.Header().Set("Docker-Ratelimit-Source", "198.51.100.4")
		if reference == "1.0" || reference == someDigest {
			manifest(rw)
			return
		}
		apiError(rw, http.StatusNotFound, "MANIFEST_UNKNOWN", "manifest unknown")
	}
	w.site("registry-1.docker.io", s.serve)
	w.site("auth.docker.io", s.token)
}

func TestDockerHub(t *testing.T) {
	w := newWorld(t)
	w.hub()
	good := credential("good", "https://index.docker.io/v1/", "bot", "dckr_pat_good")
	poor := credential("poor", "https://index.docker.io/v1/", "bot", "dckr_pat_poor")
	wrong := credential("wrong", "docker.io", "bot", "dckr_pat_wrong")
	tests := map[string]struct {
		got  []diagnose.RegistryAnswer
		want string
	}{
		"public":         {w.ask("nginx:1.0"), "anonymous can-pull"},
		"missing tag":    {w.ask("nginx:9.9"), "anonymous no-such-image"},
		"private":        {w.ask("acme/web:1.0", good), "good can-pull, anonymous not-asked"},
		"by digest":      {w.ask("acme/web:1.0@"+someDigest, good), "good can-pull, anonymous not-asked"},
		"no right":       {w.ask("acme/web:1.0", poor), "poor denied-or-absent, anonymous denied-or-absent"},
		"another can":    {w.ask("acme/web:1.0", poor, wrong, good), "poor no-right, wrong wrong-credentials, good can-pull, anonymous not-asked"},
		"breaks public":  {w.ask("nginx:1.0", wrong), "wrong wrong-credentials, anonymous can-pull"},
		"hidden, absent": {w.ask("acme/none:1.0"), "anonymous denied-or-absent"},
	}
	for name, test := range tests {
		if got := verdicts(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	a := tests["private"].got[0]
	if a.Host != "registry-1.docker.io" || a.TokenHost != "auth.docker.io" || a.Digest != someDigest || a.Status != 200 ||
		fmt.Sprint(a.Access) != "[pull]" || a.Username != "bot" || a.Key != "https://index.docker.io/v1/" {
		t.Errorf("answer %+v", a)
	}
	if r := a.RateLimit; r == nil || *r != (diagnose.RegistryRateLimit{Limit: 100, Remaining: 76, Window: "6h", Counts: "address"}) {
		t.Errorf("rate limit %+v", r)
	}
	if text := tests["breaks public"].got[0].Text; text != "auth.docker.io: “incorrect username or password”" {
		t.Errorf("text %q", text)
	}
	for _, s := range w.requests("") {
		if s.method != http.MethodHead && !strings.HasPrefix(s.url, "/token") && !strings.Contains(s.url, "/tags/list") {
			t.Errorf("%s %s counts as a pull", s.method, s.url)
		}
		if strings.Contains(s.url, "account=") {
			t.Errorf("account in %s", s.url)
		}
	}
}

func TestRateLimitUsedUp(t *testing.T) {
	w := newWorld(t)
	w.site("reg.example.com", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Ratelimit-Limit", "100;w=21600")
		rw.Header().Set("Ratelimit-Remaining", "0;w=21600")
		rw.Header().Set("Docker-Ratelimit-Source", "0f8fad5b-d9cb-469f-a165-70867728950e")
		manifest(rw)
	})
	a := w.ask("reg.example.com/acme/web:1")[0]
	if a.Verdict != diagnose.VerdictRateLimited || a.RateLimit.Counts != "account" {
		t.Errorf("answer %+v", a)
	}
}

// GHCR: tokens are opaque, and an unknown token is refused with 403 even where
// the image is public.
func TestGHCR(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://ghcr.io/token", service: "ghcr.io"}
	s.give = func(rw http.ResponseWriter, user, password, repository, _ string) {
		switch {
		case user != "" && !strings.HasPrefix(password, "ghp_"):
			apiError(rw, http.StatusForbidden, "DENIED", "denied")
		case user == "" && repository != "acme/public":
			apiError(rw, http.StatusForbidden, "DENIED", "requested access to the resource is denied")
		default:
			token(rw, "opaque-"+password+"-"+repository)
		}
	}
	s.head = func(rw http.ResponseWriter, r *http.Request, bearer, repository, reference string) {
		switch {
		case repository == "acme/web" && bearer != "opaque-ghp_read-acme/web":
			apiError(rw, http.StatusForbidden, "DENIED", "permission_denied: The token provided does not match expected scopes.")
		case strings.HasSuffix(r.URL.Path, "/tags/list"):
			_, _ = rw.Write([]byte(`{"name":"acme/public","tags":["1","1.4.1","v1.4.2","2"]}`))
		case reference == "1" || reference == someDigest:
			manifest(rw)
		default:
			apiError(rw, http.StatusNotFound, "MANIFEST_UNKNOWN", "manifest unknown")
		}
	}
	w.site("ghcr.io", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
	read, dead := credential("read", "ghcr.io", "bot", "ghp_read"), credential("dead", "ghcr.io", "bot", "expired-pat")
	noScope := credential("scope", "ghcr.io", "bot", "ghp_none")
	for _, test := range []struct{ got, want string }{
		{verdicts(w.ask("ghcr.io/acme/web:1", read)), "read can-pull, anonymous not-asked"},
		{verdicts(w.ask("ghcr.io/acme/web:1", dead)), "dead wrong-credentials, anonymous denied-or-absent"},
		{verdicts(w.ask("ghcr.io/acme/public:1", dead)), "dead wrong-credentials, anonymous can-pull"},
		{verdicts(w.ask("ghcr.io/acme/web:1", noScope)), "scope denied-or-absent, anonymous denied-or-absent"},
		{verdicts(w.ask("ghcr.io/acme/web:1", noScope, read)), "scope no-right, read can-pull, anonymous not-asked"},
		{verdicts(w.ask("ghcr.io/acme/public:1.4.2")), "anonymous no-such-image"},
	} {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
	if near := w.ask("ghcr.io/acme/public:1.4.2")[0].NearTags; fmt.Sprint(near) != "[v1.4.2 1.4.1 1]" {
		t.Errorf("near tags %v", near)
	}
}

// GitLab: the token server is at another host, and refuses dead tokens with 403
// as it does missing rights.
func TestGitLab(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://gitlab.com/jwt/auth", service: "container_registry"}
	s.give = func(rw http.ResponseWriter, user, password, repository, scope string) {
		switch {
		case password == "gldt-dead":
			apiError(rw, http.StatusForbidden, "UNAUTHORIZED", "HTTP Basic: Access denied. The provided password or token is incorrect")
		case password == "gldt-silent":
			apiError(rw, http.StatusForbidden, "DENIED", "access forbidden")
		case scope != "" && (user == "" || password == "gldt-noscope"):
			apiError(rw, http.StatusForbidden, "DENIED", "access forbidden")
		default:
			token(rw, jwt(pullOf(repository)))
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, _, _, _ string) { manifest(rw) }
	w.site("registry.gitlab.com", s.serve)
	w.site("gitlab.com", s.token)
	for password, want := range map[string]string{
		"gldt-good":    "can-pull",
		"gldt-dead":    "wrong-credentials",
		"gldt-silent":  "wrong-credentials",
		"gldt-noscope": "denied-or-absent",
	} {
		answers := w.ask("registry.gitlab.com/acme/web/app:1", credential("s", "registry.gitlab.com", "gitlab+deploy-token-1", password))
		if string(answers[0].Verdict) != want || answers[0].TokenHost != "gitlab.com" {
			t.Errorf("%s: %+v, want %s", password, answers[0], want)
		}
	}
}

func TestQuay(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://quay.io/v2/auth", service: "quay.io"}
	s.give = func(rw http.ResponseWriter, user, password, repository, _ string) {
		switch {
		case user != "" && (user != "acme+robot" || password == "wrong-robot-token"):
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "Could not find robot with specified username")
		case password == "robot-token":
			token(rw, jwt(pullOf(repository)))
		default:
			token(rw, jwt(`[]`))
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, bearer, repository, _ string) {
		if !readGrant(bearer, repository).pull() {
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "access to the requested resource is not authorized")
			return
		}
		manifest(rw)
	}
	w.site("quay.io", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v2/auth" {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
	for _, test := range []struct{ user, password, want string }{
		{"acme+robot", "robot-token", "s can-pull, anonymous not-asked"},
		{"acme+robot", "wrong-robot-token", "s wrong-credentials, anonymous denied-or-absent"},
		{"acme+robot", "other-robot", "s denied-or-absent, anonymous denied-or-absent"},
	} {
		if got := verdicts(w.ask("quay.io/acme/web:1", credential("s", "quay.io", test.user, test.password))); got != test.want {
			t.Errorf("%s: %s, want %s", test.password, got, test.want)
		}
	}
}

// Harbor: an expired robot still gets a token, which allows nothing.
func TestHarbor(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://harbor.example.com/service/token", service: "harbor-registry"}
	s.give = func(rw http.ResponseWriter, user, password, repository, _ string) {
		switch {
		case user != "" && password == "wrong-secret":
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "unauthorized")
		case password == "robot-secret":
			token(rw, jwt(pullOf(repository)))
		default:
			token(rw, jwt(`[]`))
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, bearer, repository, _ string) {
		if !readGrant(bearer, repository).pull() {
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "unauthorized to access repository: "+repository+", action: pull")
			return
		}
		manifest(rw)
	}
	w.site("harbor.example.com", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/service/token" {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
	for password, want := range map[string]string{
		"robot-secret": "can-pull", "wrong-secret": "wrong-credentials", "expired-secret": "denied-or-absent",
	} {
		a := w.ask("harbor.example.com/team/web:1", credential("s", "harbor.example.com", "robot$team+ci", password))[0]
		if string(a.Verdict) != want {
			t.Errorf("%s: %+v, want %s", password, a, want)
		}
		if password == "expired-secret" && len(a.Access) != 0 {
			t.Errorf("expired robot has access %v", a.Access)
		}
	}
}

// Artifact Registry refuses at the token server, and says that it may hide.
func TestArtifactRegistry(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://europe-docker.pkg.dev/v2/token", service: "europe-docker.pkg.dev"}
	s.give = func(rw http.ResponseWriter, user, password, repository, _ string) {
		switch {
		case password == "ya29.good":
			token(rw, "opaque-token-of-google")
		case password == "ya29.stranger":
			apiError(rw, http.StatusForbidden, "DENIED", `Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p" (or it may not exist)`)
		case user == "":
			apiError(rw, http.StatusForbidden, "DENIED", `Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.repositories.downloadArtifacts" on resource "projects/p" (or it may not exist)`)
		default:
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "authentication failed")
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, _, _, _ string) { manifest(rw) }
	w.site("europe-docker.pkg.dev", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v2/token" {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
	for password, want := range map[string]string{
		"ya29.good":     "s can-pull, anonymous not-asked",
		"ya29.stranger": "s denied-or-absent, anonymous denied-or-absent",
		"ya29.expired":  "s wrong-credentials, anonymous denied-or-absent",
	} {
		if got := verdicts(w.ask("europe-docker.pkg.dev/p/r/web:1", credential("s", "europe-docker.pkg.dev", "oauth2accesstoken", password))); got != want {
			t.Errorf("%s: %s, want %s", password, got, want)
		}
	}
}

// ECR speaks Basic, and refuses expired passwords with 403.
func TestECR(t *testing.T) {
	const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
	w := newWorld(t)
	w.site(host, func(rw http.ResponseWriter, r *http.Request) {
		_, password := basicAuth(r)
		repository, _ := path(r)
		switch {
		case password == "":
			rw.Header().Set("Www-Authenticate", `Basic realm="https://`+host+`/",service="ecr.amazonaws.com"`)
			rw.WriteHeader(http.StatusUnauthorized)
			_, _ = rw.Write([]byte("Not Authorized\n"))
		case password == "expired-ecr-password":
			apiError(rw, http.StatusForbidden, "DENIED", "Your authorization token has expired. Reauthenticate and try again.")
		case r.URL.Path == "/v2/":
			rw.WriteHeader(http.StatusOK)
		case repository == "private":
			apiError(rw, http.StatusForbidden, "DENIED", "User: arn:aws:sts::1:x is not authorized to perform: ecr:BatchGetImage")
		case repository == "none":
			apiError(rw, http.StatusNotFound, "NAME_UNKNOWN", "The repository with name 'none' does not exist in the registry with id '1'")
		default:
			manifest(rw)
		}
	})
	good, expired := credential("good", host, "AWS", "good-ecr-password"), credential("expired", host, "AWS", "expired-ecr-password")
	for _, test := range []struct{ got, want string }{
		{verdicts(w.ask(host+"/web:1", good)), "good can-pull, anonymous not-asked"},
		{verdicts(w.ask(host+"/web:1", expired)), "expired wrong-credentials, anonymous denied-or-absent"},
		{verdicts(w.ask(host+"/private:1", good)), "good no-right, anonymous denied-or-absent"},
		{verdicts(w.ask(host+"/none:1", good)), "good no-such-image, anonymous denied-or-absent"},
	} {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
	if text := w.ask(host+"/web:1", expired)[0].Text; !strings.Contains(text, "token has expired") {
		t.Errorf("text %q", text)
	}
}

// ACR: admin user, repository-scoped token and Entra refresh token alike get a
// token; its firewall answers 403 to everybody.
func TestACR(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://acme.azurecr.io/oauth2/token", service: "acme.azurecr.io"}
	s.give = func(rw http.ResponseWriter, user, password, repository, _ string) {
		switch {
		case repository == "walled/web":
			apiError(rw, http.StatusForbidden, "DENIED", "client with IP '198.51.100.9' is not allowed access. Refer https://aka.ms/acr/firewall")
		case user == "acme" && password == "admin-key", user == "ci" && password == "token-password", strings.HasPrefix(user, "0000") && password == "refresh-token":
			access := pullOf(repository)
			if user == "ci" && repository != "web" {
				access = "[]"
			}
			rw.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(rw, `{"access_token":%q}`, jwt(access))
		default:
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization for more information.")
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, bearer, repository, _ string) {
		if !readGrant(bearer, repository).pull() {
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "authentication required")
			return
		}
		manifest(rw)
	}
	w.site("acme.azurecr.io", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/oauth2/token" {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
	for _, test := range []struct{ user, password, image, want string }{
		{"acme", "admin-key", "web", "can-pull"},
		{"ci", "token-password", "web", "can-pull"},
		{"ci", "token-password", "other", "denied-or-absent"},
		{"00000000-0000-0000-0000-000000000000", "refresh-token", "web", "can-pull"},
		{"00000000-0000-0000-0000-000000000000", "expired-refresh", "web", "wrong-credentials"},
		{"00000000-0000-0000-0000-000000000000", "", "web", "denied-or-absent"}, // az acr login leaves no password
		{"acme", "admin-key", "walled/web", "unreachable-from-here"},
	} {
		a := w.ask("acme.azurecr.io/"+test.image+":1", credential("s", "acme.azurecr.io", test.user, test.password))[0]
		if string(a.Verdict) != test.want {
			t.Errorf("%s %s: %+v, want %s", test.user, test.image, a, test.want)
		}
	}
}

// Artifactory and Nexus: by path or by port, open or not by repository, and
// with proxies that know tags whose manifests are gone.
func TestArtifactoryAndNexus(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://art.example.com/artifactory/api/docker/null/v2/token", service: "art.example.com"}
	s.give = func(rw http.ResponseWriter, user, password, _, _ string) {
		if user != "" && password != "identity-token" {
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "The client does not have permission for manifest")
			return
		}
		token(rw, jwtless("artifactory", password))
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, bearer, repository, reference string) {
		switch {
		case !strings.Contains(bearer, "identity-token"):
			apiError(rw, http.StatusForbidden, "DENIED", "denied")
		case strings.HasPrefix(repository, "remote/") && reference == someDigest:
			apiError(rw, http.StatusNotFound, "MANIFEST_UNKNOWN", "The named manifest is not known to the registry.")
		default:
			manifest(rw)
		}
	}
	w.site("art.example.com", func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/artifactory/") {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
	nexus := func(rw http.ResponseWriter, r *http.Request) {
		user, password := basicAuth(r)
		repository, reference := path(r)
		switch {
		case repository == "open/web", user == "dev" && password == "pass-code":
			if repository == "stale/web" && reference == someDigest {
				apiError(rw, http.StatusNotFound, "MANIFEST_UNKNOWN", "manifest unknown")
				return
			}
			manifest(rw)
		default:
			rw.Header().Set("Www-Authenticate", `BASIC realm="Sonatype Nexus Repository Manager"`)
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "access to the requested resource is not authorized")
		}
	}
	w.site("nexus.example.com:8443", nexus)

	identity := credential("s", "art.example.com", "dev", "identity-token")
	code := credential("s", "nexus.example.com:8443", "dev", "pass-code")
	wrong := credential("wrong", "nexus.example.com:8443", "dev", "wrong-code")
	for _, test := range []struct{ got, want string }{
		{verdicts(w.ask("art.example.com/local/web:1", identity)), "s can-pull, anonymous not-asked"},
		{verdicts(w.ask("art.example.com/remote/web:1", identity)), "s no-such-image, anonymous denied-or-absent"},
		{verdicts(w.ask("nexus.example.com:8443/web:1", code)), "s can-pull, anonymous not-asked"},
		{verdicts(w.ask("nexus.example.com:8443/web:1", wrong)), "wrong wrong-credentials, anonymous denied-or-absent"},
		{verdicts(w.ask("nexus.example.com:8443/stale/web:1", code)), "s no-such-image, anonymous denied-or-absent"},
		// A node never sends its login where none is asked for.
		{verdicts(w.ask("nexus.example.com:8443/open/web:1", wrong)), "wrong can-pull, anonymous not-asked"},
	} {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
	if text := w.ask("art.example.com/remote/web:1", identity)[0].Text; !strings.Contains(text, "manifest that it names does not") {
		t.Errorf("text %q", text)
	}
}

// jwtless is an opaque token that shows whose it is.
func jwtless(parts ...string) string { return strings.Join(parts, "_") }
