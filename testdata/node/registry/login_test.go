package registry

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// practice is a registry with one account, one private and one public repository.
func practice(auth cases.Auth) cases.Registry {
	return cases.Registry{
		Host: "reg.example.com", Auth: auth,
		Accounts: []cases.Account{{Username: "bot", Password: "word"}},
		Images:   []string{"acme/web:1.0"}, Public: []string{"acme/hello:1.0"},
	}
}

// ask sends one request; login is "user:password" or empty.
func ask(h http.Handler, path, login string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if user, password, ok := strings.Cut(login, ":"); ok {
		r.SetBasicAuth(user, password)
	}
	if len(header) == 2 {
		r.Header.Set(header[0], header[1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

var found = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })

func TestBasic(t *testing.T) {
	h := basic("reg.example.com", newAccess(practice(cases.AuthBasic)), found)
	for _, tt := range []struct {
		path, login string
		want        int
	}{
		{"/v2/", "", 401},
		{"/v2/", "bot:word", 200},
		{"/v2/acme/web/manifests/1.0", "", 401},
		{"/v2/acme/web/manifests/1.0", "bot:wrong", 401},
		{"/v2/acme/web/manifests/1.0", "bot:word", 200},
		{"/v2/acme/hello/manifests/1.0", "", 200},
		{"/v2/acme/hello/blobs/sha256:abc", "", 200},
		{"/v2/acme/hello/manifests/1.0", "bot:wrong", 401}, // a wrong login spoils a public image too
	} {
		r := ask(h, tt.path, tt.login)
		if r.StatusCode != tt.want {
			t.Errorf("%s as %q: %d, want %d", tt.path, tt.login, r.StatusCode, tt.want)
		}
		if challenge := r.Header.Get("WWW-Authenticate"); (challenge != "") != (tt.want == 401) {
			t.Errorf("%s as %q: challenge %q", tt.path, tt.login, challenge)
		}
	}
}

// token buys a token for a repository; "" if it is refused.
func token(t *testing.T, h http.Handler, login, repository string) string {
	t.Helper()
	r := ask(h, "/token?service=s&scope="+url.QueryEscape("repository:"+repository+":pull"), login)
	if r.StatusCode == http.StatusUnauthorized {
		return ""
	}
	var body struct{ Token string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	return body.Token
}

func TestToken(t *testing.T) {
	h := newBearer("https://reg.example.com/token", "s", newAccess(practice(cases.AuthToken)), found)
	challenge := ask(h, "/v2/acme/web/manifests/1.0", "").Header.Get("WWW-Authenticate")
	want := `Bearer realm="https://reg.example.com/token",service="s",scope="repository:acme/web:pull"`
	if challenge != want {
		t.Errorf("challenge %q, want %q", challenge, want)
	}
	if got := token(t, h, "bot:wrong", "acme/web"); got != "" {
		t.Error("a wrong login buys a token")
	}
	for _, tt := range []struct {
		login, repository string
		want              int
	}{
		{"bot:word", "acme/web", 200},
		{"", "acme/web", 401},
		{"", "acme/hello", 200},
	} {
		bought := token(t, h, tt.login, tt.repository)
		r := ask(h, "/v2/"+tt.repository+"/manifests/1.0", "", "Authorization", "Bearer "+bought)
		if r.StatusCode != tt.want {
			t.Errorf("%s as %q: %d, want %d", tt.repository, tt.login, r.StatusCode, tt.want)
		}
		if r.StatusCode == 401 && !strings.Contains(r.Header.Get("WWW-Authenticate"), "insufficient_scope") {
			t.Error("the refusal does not say that the token is too small")
		}
	}
	other := token(t, h, "", "acme/hello")
	if r := ask(h, "/v2/acme/web/manifests/1.0", "", "Authorization", "Bearer "+other); r.StatusCode != 401 {
		t.Error("a token for one repository opens another")
	}
}

// TestTokenForm buys with POST, as containerd does first.
func TestTokenForm(t *testing.T) {
	h := newBearer("https://reg.example.com/token", "s", newAccess(practice(cases.AuthToken)), found)
	for password, want := range map[string]int{"word": 200, "wrong": 401} {
		form := url.Values{"username": {"bot"}, "password": {password}, "scope": {"repository:acme/web:pull"}}
		r := httptest.NewRequest(http.MethodPost, "/token", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("password %q: %d, want %d", password, w.Code, want)
		}
	}
}
