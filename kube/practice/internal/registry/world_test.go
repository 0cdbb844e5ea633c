package registry

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

func world() *World {
	account := []cases.Account{{Username: "puller", Password: "practice-word"}}
	return New([]cases.Registry{
		{Host: "basic.example:5000", Auth: cases.AuthBasic, Accounts: account, Images: []string{"team/app:1.0"}, Public: []string{"team/open:1.0"}},
		{Host: "docker.io", Auth: cases.AuthToken, Accounts: account, Images: []string{"acme/web:1"}, Public: []string{"library/hello:1"}},
		{Host: "none.example", Auth: cases.AuthNone, Public: []string{"a:1"}},
	})
}

// ask sends a request; authorization may be empty.
func ask(t *testing.T, w *World, method, url, authorization string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if user, password, ok := strings.Cut(authorization, ":"); ok {
		req.SetBasicAuth(user, password)
	} else if authorization != "" {
		req.Header.Set("Authorization", "Bearer "+authorization)
	}
	resp, err := w.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func token(t *testing.T, w *World, authorization string) string {
	t.Helper()
	resp := ask(t, w, "GET", "https://auth.docker.io/token?service=registry.docker.io", authorization)
	var body struct{ Token string }
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("token: %d", resp.StatusCode)
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil || body.Token == "" {
		t.Fatalf("no token: %v", err)
	}
	return body.Token
}

func TestWhoMayPullWhat(t *testing.T) {
	w := world()
	hub := "https://registry-1.docker.io/v2/"
	basic := "https://basic.example:5000/v2/"
	anonymous, account := token(t, w, ""), token(t, w, "puller:practice-word")
	tests := []struct {
		name, url, auth string
		want            int
		challenge       string // part of WWW-Authenticate
	}{
		{"basic, no credentials", basic + "team/app/manifests/1.0", "", 401, `Basic realm=`},
		{"basic, wrong password", basic + "team/app/manifests/1.0", "puller:wrong", 401, `Basic realm=`},
		{"basic, credentials", basic + "team/app/manifests/1.0", "puller:practice-word", 200, ""},
		{"basic, no such tag", basic + "team/app/manifests/9.9", "puller:practice-word", 404, ""},
		{"basic, no such repository", basic + "team/none/manifests/1.0", "puller:practice-word", 404, ""},
		{"basic, public", basic + "team/open/manifests/1.0", "", 200, ""},
		{"token, none", hub + "acme/web/manifests/1", "", 401,
			`Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:acme/web:pull"`},
		{"token, anonymous", hub + "acme/web/manifests/1", anonymous, 401, `error="insufficient_scope"`},
		{"token, anonymous, public", hub + "library/hello/manifests/1", anonymous, 200, ""},
		{"token, account", hub + "acme/web/manifests/1", account, 200, ""},
		{"token, forged", hub + "acme/web/manifests/1", "0000", 401, `error="insufficient_scope"`},
		{"token, account, no such repository", hub + "acme/none/manifests/1", account, 404, ""},
		{"no credentials needed", "https://none.example/v2/a/manifests/1", "", 200, ""},
		{"the default port", "https://none.example:443/v2/a/manifests/1", "", 200, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			resp := ask(t, w, "HEAD", test.url, test.auth)
			if resp.StatusCode != test.want {
				t.Errorf("status %d, want %d", resp.StatusCode, test.want)
			}
			if got := resp.Header.Get("WWW-Authenticate"); !strings.Contains(got, test.challenge) {
				t.Errorf("challenge %q lacks %q", got, test.challenge)
			}
			if test.want == 200 && !strings.HasPrefix(resp.Header.Get("Docker-Content-Digest"), "sha256:") {
				t.Error("no digest")
			}
		})
	}
}

func TestWrongCredentialsGetNoToken(t *testing.T) {
	resp := ask(t, world(), "GET", "https://auth.docker.io/token", "puller:wrong")
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func TestUnknownHostDoesNotResolve(t *testing.T) {
	client := &http.Client{Transport: world()}
	_, err := client.Head("https://gone.example:5000/v2/")
	want := `Head "https://gone.example:5000/v2/": dial tcp: lookup gone.example: no such host`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestImagesAreForTheNodeAndDiffer(t *testing.T) {
	w := world()
	get := func(path string) string {
		resp := ask(t, w, "GET", "https://basic.example:5000/v2/"+path, "puller:practice-word")
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
		}
		return string(body)
	}
	manifest := get("team/app/manifests/1.0")
	var m struct{ Config struct{ Digest string } }
	if err := json.Unmarshal([]byte(manifest), &m); err != nil {
		t.Fatal(err)
	}
	config := get("team/app/blobs/" + m.Config.Digest)
	if !strings.Contains(config, `"amd64"`) || !strings.Contains(config, `"linux"`) {
		t.Errorf("config: %s", config)
	}
	if manifest == get("team/open/manifests/1.0") {
		t.Error("two images are the same")
	}
}

func TestNothingCanBePushed(t *testing.T) {
	resp := ask(t, world(), "DELETE", "https://basic.example:5000/v2/team/app/manifests/1.0", "puller:practice-word")
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("status %d", resp.StatusCode)
	}
}
