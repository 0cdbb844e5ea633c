package ask

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// A token server that refuses the scope with 401 is asked once whether it
// accepts the login, for all repositories.
func TestLoginOrRight(t *testing.T) {
	for _, test := range []struct {
		scoped, open int // the token server's answers with and without a scope
		want         diagnose.RegistryVerdict
	}{
		{401, 401, diagnose.VerdictWrongCredentials},
		{403, 403, diagnose.VerdictWrongCredentials},
		{401, 200, diagnose.VerdictDeniedOrAbsent},
		{403, 200, diagnose.VerdictNoRight},
		{403, 500, diagnose.VerdictDeniedOrAbsent},
		{500, 200, diagnose.VerdictUnreachable},
		{404, 200, diagnose.VerdictUnreachable},
		{429, 200, diagnose.VerdictRateLimited},
	} {
		w := newWorld(t)
		logins := 0
		w.site("reg.example.com", func(rw http.ResponseWriter, r *http.Request) {
			repository, _ := path(r)
			switch {
			case r.URL.Path != "/token":
				challenge(rw, "https://reg.example.com/token", "x", repository)
				return
			case r.URL.Query().Get("scope") != "":
				rw.WriteHeader(test.scoped)
				return
			}
			logins++
			if test.open != http.StatusOK {
				rw.WriteHeader(test.open)
				return
			}
			token(rw, "opaque-token")
		})
		var questions []Question
		for i := range 3 {
			questions = append(questions, question(t, fmt.Sprintf("reg.example.com/app%d:1", i), credential("s", "reg.example.com", "bot", canary)))
		}
		for _, answer := range New(w.options()).Ask(context.Background(), questions) {
			if answer.Answers[0].Verdict != test.want {
				t.Errorf("%d and %d: %+v, want %s", test.scoped, test.open, answer.Answers[0], test.want)
			}
			if v := answer.Answers[1].Verdict; v == diagnose.VerdictWrongCredentials || v == diagnose.VerdictNoRight {
				t.Errorf("%d and %d: %s without credentials", test.scoped, test.open, v)
			}
		}
		if logins > 1 {
			t.Errorf("%d and %d: %d logins", test.scoped, test.open, logins)
		}
	}
}

// The tag's own wording and versions find the neighbours.
func TestNearTags(t *testing.T) {
	tags := strings.Fields("latest 1 1.4 1.4.0 1.4.1 1.4.1-alpine 1.5.0 2.0.0 v1.4.2 main sha-0f3a9c2 release-7 3.19 3.20 lates staging")
	for missing, want := range map[string]string{
		"1.4.2":        "[v1.4.2 1.4.1 1.4.0 1.4 1.4.1-alpine]",
		"1.4.2-alpine": "[1.4.1-alpine v1.4.2 1.4.1 1.4.0 1.4]",
		"latset":       "[latest lates]",
		"Latest":       "[latest lates]",
		"mian":         "[main]",
		"release-8":    "[release-7]",
		"unknown-word": "[]",
		"9.9.9":        "[]",
	} {
		if got := fmt.Sprint(nearTags(tags, missing)); got != want {
			t.Errorf("%s: %s, want %s", missing, got, want)
		}
	}
}

// No bytes of a registry break the reading of them, or come out harmful.
func FuzzRegistryTexts(f *testing.F) {
	for _, seed := range []string{
		"", `{"errors":[{"code":"DENIED","message":"denied"}]}`, `{"errors":"x","details":7,"message":"m"}`, `[]`, "plain\x1b[2J", "<html>",
		jwt(pullOf("acme/web")), "a.b.c", "100;w=21600", `<https://x/y?last=1>; rel="next"`, "https://[::1]:x/",
		`{"message":"` + escapes + `"}`, "\xff\xfe::error::",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := New(Options{})
		e := guard.Exchange{Host: text, Status: 403, Header: http.Header{"Content-Type": {text}, "Docker-Content-Digest": {text},
			"Ratelimit-Limit": {text}, "Ratelimit-Remaining": {text}}, Body: []byte(text)}
		p := place{host: "reg.example.com", repository: "acme/web", reference: "1"}
		checkHarmless(t, fmt.Sprintf("%+v", a.judge(e, diagnose.VerdictNoRight)))
		if d, _ := named(e, p); d != "" {
			checkHarmless(t, d)
		}
		if u, _ := guard.ReadRealm(text); u != nil {
			guard.Belongs(p.host, u.Host)
		}
		for _, action := range readGrant(text, p.repository).actions {
			checkHarmless(t, action)
		}
		if next := nextPage(text, p); next != "" && !strings.HasPrefix(next, "/v2/acme/web/tags/list?") {
			t.Errorf("next page %q", next)
		}
		readRateLimit(e.Header)
		nearTags([]string{text}, text)
	})
}
