package registry

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

func oddWorld() *World {
	accounts := []cases.Account{{Username: "all", Password: "practice-word"}, {Username: "some", Password: "practice-word"}}
	may := map[string][]string{"some": {"site/"}}
	return New([]cases.Registry{
		{Host: "basic.example", Auth: cases.AuthBasic, Accounts: accounts, May: may, Images: []string{"pay/run:1", "site/web:1"}},
		{Host: "token.example", Auth: cases.AuthToken, Accounts: accounts, May: may, Refuses: true, Images: []string{"pay/run:1", "site/web:1"}},
		{Host: "busy.example", Auth: cases.AuthNone, Status: 429},
		{Host: "plain.example:5000", Auth: cases.AuthNone, PlainHTTP: true},
		{Host: "foreign.example", Auth: cases.AuthNone, TLS: cases.TLSUntrusted},
		{Host: "old.example", Auth: cases.AuthNone, TLS: cases.TLSExpired},
		{Host: "alias.example", Auth: cases.AuthNone, TLS: cases.TLSWrongName},
		{Host: "odd.example", Auth: cases.AuthNone, Public: []string{"a/arm:1", "a/ancient:1", "a/torn:1"},
			Platforms: map[string][]string{"a/arm:1": {"arm64"}}, Schema1: []string{"a/ancient:1"}, CutShort: []string{"a/torn:1"}},
	})
}

func TestAnAccountMayNotPullEverything(t *testing.T) {
	w := oddWorld()
	for _, test := range []struct {
		auth, repository string
		want             int
	}{
		{"all:practice-word", "pay/run", 200}, {"some:practice-word", "site/web", 200}, {"some:practice-word", "pay/run", 403},
	} {
		if got := ask(t, w, "HEAD", "https://basic.example/v2/"+test.repository+"/manifests/1", test.auth).StatusCode; got != test.want {
			t.Errorf("basic: %s as %s: %d, want %d", test.repository, test.auth, got, test.want)
		}
	}
	for user, want := range map[string]int{"all": 200, "some": 401} {
		resp := ask(t, w, "GET", "https://token.example/token", user+":practice-word")
		var body struct{ Token string }
		if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
			t.Fatal(err)
		}
		resp = ask(t, w, "HEAD", "https://token.example/v2/pay/run/manifests/1", body.Token)
		if resp.StatusCode != want {
			t.Errorf("token of %s: %d, want %d", user, resp.StatusCode, want)
		}
		if want == 401 && !strings.Contains(resp.Header.Get("WWW-Authenticate"), `error="insufficient_scope"`) {
			t.Error("the challenge does not say what the token lacks")
		}
		if forged := body.Token[:len(body.Token)-2] + "00"; ask(t, w, "HEAD", "https://token.example/v2/pay/run/manifests/1", forged).StatusCode != 401 {
			t.Error("a token for another name is taken")
		}
	}
}

func TestNoTokenForStrangers(t *testing.T) {
	if got := ask(t, oddWorld(), "GET", "https://token.example/token", "").StatusCode; got != http.StatusUnauthorized {
		t.Errorf("status %d", got)
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	client := &http.Client{Transport: oddWorld()}
	for host, want := range map[string]string{
		"plain.example:5000": "http: server gave HTTP response to HTTPS client",
		"foreign.example":    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
		"old.example":        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time ",
		"alias.example":      "tls: failed to verify certificate: x509: certificate is valid for another.example, not alias.example",
	} {
		_, err := client.Head("https://" + host + "/v2/")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", host, err, want)
		}
	}
	if resp, err := client.Head("https://busy.example/v2/a/manifests/1"); err != nil || resp.StatusCode != 429 {
		t.Errorf("busy: %v %v", resp, err)
	}
}

func TestOddImages(t *testing.T) {
	w := oddWorld()
	read := func(path string) (string, *http.Response) {
		resp := ask(t, w, "GET", "https://odd.example/v2/"+path, "")
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
		}
		return string(body), resp
	}
	if index, _ := read("a/arm/manifests/1"); !strings.Contains(index, `"architecture":"arm64"`) || strings.Contains(index, "amd64") {
		t.Errorf("not an index for arm64 alone: %s", index)
	}
	if _, resp := read("a/ancient/manifests/1"); !strings.HasSuffix(resp.Header.Get("Content-Type"), "manifest.v1+prettyjws") {
		t.Errorf("media type %s", resp.Header.Get("Content-Type"))
	}
	manifest, _ := read("a/torn/manifests/1")
	var m struct{ Config struct{ Digest string } }
	if err := json.Unmarshal([]byte(manifest), &m); err != nil {
		t.Fatal(err)
	}
	if blob, _ := read("a/torn/blobs/" + m.Config.Digest); len(blob) != kept {
		t.Errorf("%d bytes arrive, want %d", len(blob), kept)
	}
}
