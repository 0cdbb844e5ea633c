package redact

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// A known password is masked in every spelling that a proxy, a registry or a log gives it.
func TestSpellingsAreMasked(t *testing.T) {
	const password = `hunter/2<é>"pass&word`
	quoted := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	ascii := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if r > 126 {
				fmt.Fprintf(&b, `\u%04x`, r)
			} else {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	config := `{"auths":{"ghcr.io":{"username":"bot","password":` + quoted(password) + `}}}`
	for name, spelled := range map[string]string{
		"as it is":            password,
		"percent":             url.QueryEscape(password),
		"percent in part":     strings.ReplaceAll(url.QueryEscape(password), "%2F", "/"),
		"percent, small":      strings.ToLower(url.QueryEscape(password)),
		"percent twice":       url.QueryEscape(url.QueryEscape(password)),
		"HTML":                html.EscapeString(password),
		"HTML numbers":        strings.NewReplacer("<", "&#60;", ">", "&#x3e;", `"`, "&quot;", "&", "&amp;").Replace(password),
		"JSON":                quoted(password),
		"JSON, ASCII":         ascii(quoted(password)),
		"JSON in JSON":        quoted(quoted(password)),
		"JSON in JSON, ASCII": ascii(quoted(quoted(password))),
		"JSON in HTML":        html.EscapeString(quoted(password)),
	} {
		s := &diagnose.Snapshot{
			Secrets: []diagnose.Secret{{Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{".dockerconfigjson": []byte(config)}}},
			Pods:    []diagnose.Pod{{Containers: []diagnose.Container{{Message: "refused: " + spelled + " is wrong"}}}},
		}
		Known(s)
		got := s.Pods[0].Containers[0].Message
		if strings.Contains(got, "hunter") || strings.Contains(got, "word") || !strings.HasPrefix(got, "refused: ") || !strings.HasSuffix(got, " is wrong") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Well-known names of fields tell that a value is a credential, without any secret that was read.
func TestNamedCredentialsAreMasked(t *testing.T) {
	for _, text := range []string{
		"GET /token?service=x&token=hunter2secret&x=1", `password="hunter2secret"`, "password='hunter2secret'", "X-Registry-Auth: aHVudGVyMnNlY3JldA==",
		"x-registry-auth=aHVudGVyMnNlY3JldA==", `{"password":"hunter2secret"}`, `{\"password\":\"hunter2secret\"}`, `{"identitytoken": "hunter2secret"}`,
		"access_token=hunter2secret", "client_secret=hunter2secret", "Authorization: Bearer hunter2secret", "https://bot:hunter2secret@ghcr.io/v2/", "X-Api-Key: hunter2secret",
	} {
		s := &diagnose.Snapshot{Events: []diagnose.Event{{Message: "failed: " + text}}}
		Known(s)
		if got := s.Events[0].Message; strings.Contains(got, "hunter2") || strings.Contains(got, "aHVudGVy") || !strings.Contains(got, Mask) {
			t.Errorf("%s: %s", text, got)
		}
	}
	for _, text := range []string{
		"failed to fetch oauth token: unexpected status: 401 Unauthorized", "Unable to retrieve some image pull secrets (regcred)",
		"unable to parse auth field, must be formatted as base64(username:password)", `pod="shop/web" image="ghcr.io/acme/web:1"`,
		"pull access denied, repository does not exist or may require authorization", "token expired", "%2F is a slash &amp; nothing else",
	} {
		s := &diagnose.Snapshot{Events: []diagnose.Event{{Message: text}}}
		Known(s)
		if got := s.Events[0].Message; got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// A user name that holds the password as well is not shown whole.
func TestUserWithPassword(t *testing.T) {
	for in, want := range map[string]string{
		"bot": "bot", "bot:hunter2secret": "bot:" + Mask, "robot$x+y": "robot$x+y", "_json_key": "_json_key", "Ym90Omh1bnRlcjJzZWNyZXQ=": Mask, "oauth2accesstoken": "oauth2accesstoken",
		"00000000-0000-0000-0000-000000000000": "00000000-0000-0000-0000-000000000000", "AWS": "AWS",
	} {
		if got := User(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
