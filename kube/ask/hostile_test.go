package ask

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// canary is a password that no host but the registry and its token server may
// see, and nothing that is returned may hold.
const canary = "Zq7-canary-Xw93kL"

const evil = "evil.example.net"

// hostile is a registry that does its worst. The user's key matches it, as a
// key does for a registry that was taken over.
type hostile struct {
	name    string
	setup   func(w *world)
	want    diagnose.RegistryVerdict
	why     diagnose.NotAsked
	text    string   // part of the text
	mayHave []string // hosts that may get the canary, beside none
}

func page(rw http.ResponseWriter, status int, header, value string) {
	rw.Header().Set(header, value)
	rw.WriteHeader(status)
}

// realm is a registry that names a token server.
func realm(r string) func(w *world) {
	return func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			page(rw, http.StatusUnauthorized, "Www-Authenticate", fmt.Sprintf(`Bearer realm="%s",service="x"`, r))
		})
		for _, host := range []string{"thief.example.org", "10.1.2.3", "169.254.169.254", "token.evil.example.net", "inner." + evil, "auth.docker.io", "localhost"} {
			w.site(host, func(rw http.ResponseWriter, _ *http.Request) { token(rw, "stolen") })
		}
	}
}

// redirect is a registry that redirects HEAD on a manifest after it got a token
// from its own host.
func redirect(to func(r *http.Request) string) func(w *world) {
	return func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			switch {
			case req.URL.Path == "/token":
				token(rw, "token-of-"+canary)
			case req.Header.Get("Authorization") == "" && !strings.HasPrefix(req.URL.Path, "/loop"):
				challenge(rw, "https://"+evil+"/token", evil, "acme/web")
			default:
				page(rw, http.StatusTemporaryRedirect, "Location", to(req))
			}
		})
		for _, host := range []string{"thief.example.org", "cdn." + evil, "10.1.2.3", "169.254.169.254"} {
			w.site(host, func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })
		}
	}
}

func to(url string) func(*http.Request) string { return func(*http.Request) string { return url } }

// after is a registry that accepts the login, and then does something.
func after(do http.HandlerFunc) func(w *world) {
	return func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			if req.Header.Get("Authorization") == "" {
				page(rw, http.StatusUnauthorized, "Www-Authenticate", `Basic realm="x"`)
				return
			}
			do(rw, req)
		})
	}
}

const escapes = "\x1b[2J\x1b]0;title\x07 \u202egnp \u0085 ::error file=x::pwned ##[group]x \u200b\n::set-output name=a::b"

var corpus = []hostile{
	{name: "foreign realm", setup: realm("https://thief.example.org/token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedTokenHost, text: "thief.example.org"},
	{name: "realm of another registry's pair", setup: realm("https://auth.docker.io/token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedTokenHost, text: "auth.docker.io"},
	{name: "realm by address", setup: realm("https://10.1.2.3/token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedTokenHost, text: "10.1.2.3"},
	{name: "metadata address", setup: realm("https://169.254.169.254/latest"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedTokenHost, text: "169.254.169.254"},
	{name: "realm over HTTP", setup: realm("http://" + evil + "/token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "does not speak HTTPS"},
	{name: "realm with a user", setup: realm("https://evil.example.net:x@thief.example.org/token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "with a user"},
	{name: "realm that is none", setup: realm("://%zz"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "no URL"},
	{name: "realm without a host", setup: realm("https:///token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "no URL"},
	{name: "realm on this computer", setup: realm("https://localhost/token"),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedTokenHost, text: "localhost"},
	{name: "realm of the domain at a private address", setup: func(w *world) {
		realm("https://inner." + evil + "/token")(w)
		w.at("inner."+evil, "10.1.2.3")
	}, want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "private address"},
	{name: "realm of the domain on this computer", setup: func(w *world) {
		realm("https://inner." + evil + "/token")(w)
		w.at("inner."+evil, "127.0.0.1")
	}, want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "address of this computer"},
	{name: "name on this computer", setup: func(w *world) {
		after(func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })(w)
		w.at(evil, "127.0.0.1")
	}, want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "address of this computer"},
	{name: "name at a metadata service", setup: func(w *world) {
		after(func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })(w)
		w.at(evil, "::ffff:169.254.169.254")
	}, want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "metadata service"},
	{name: "name that has one good address", setup: func(w *world) {
		after(func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })(w)
		w.at(evil, "203.0.113.9,127.0.0.1")
	}, want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "address of this computer"},
	{name: "name that changes between look-ups", setup: func(w *world) {
		after(func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })(w)
		w.at(evil, "203.0.113.9", "127.0.0.1")
	}, want: diagnose.VerdictCanPull, mayHave: []string{evil}}, // the first look-up is kept
	{name: "redirect to another host", setup: redirect(to("https://thief.example.org/x")),
		want: diagnose.VerdictCanPull, mayHave: []string{evil}},
	{name: "redirect to a host below", setup: redirect(to("https://cdn." + evil + "/x")),
		want: diagnose.VerdictCanPull, mayHave: []string{evil}},
	{name: "redirect to HTTP", setup: redirect(to("http://" + evil + "/x")),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "plain HTTP", mayHave: []string{evil}},
	{name: "redirect to a private address", setup: redirect(to("https://10.1.2.3/x")),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "private address", mayHave: []string{evil}},
	{name: "redirect to a metadata service", setup: redirect(to("https://169.254.169.254/x")),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "metadata service", mayHave: []string{evil}},
	{name: "redirect loop", setup: redirect(func(r *http.Request) string { return "https://" + evil + "/loop" }),
		want: diagnose.VerdictNotAsked, why: diagnose.NotAskedPolicy, text: "redirects more than 3 times", mayHave: []string{evil}},
	{name: "endless body of the token server", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/token" {
				challenge(rw, "https://"+evil+"/token", evil, "acme/web")
				return
			}
			endless(rw, req)
		})
	}, want: diagnose.VerdictUnreachable, text: "too long", mayHave: []string{evil}},
	{name: "slow body of the token server", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/token" {
				challenge(rw, "https://"+evil+"/token", evil, "acme/web")
				return
			}
			slow(rw, req)
		})
	}, want: diagnose.VerdictUnreachable, text: "in time", mayHave: []string{evil}},
	{name: "endless header", setup: after(func(rw http.ResponseWriter, _ *http.Request) {
		for i := range 40 {
			rw.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 4<<10))
		}
		manifest(rw)
	}), want: diagnose.VerdictUnreachable, mayHave: []string{evil}},
	{name: "endless error", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/token" {
				challenge(rw, "https://"+evil+"/token", evil, "acme/web")
				return
			}
			rw.WriteHeader(http.StatusUnauthorized)
			endless(rw, req)
		})
	}, want: diagnose.VerdictWrongCredentials, mayHave: []string{evil}},
	{name: "no answer", setup: after(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }),
		want: diagnose.VerdictUnreachable, text: "in time", mayHave: []string{evil}},
	{name: "escape sequences and workflow commands", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/token" {
				challenge(rw, "https://"+evil+"/token", evil, "acme/web")
				return
			}
			rw.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(rw, escapes+"”"+strings.Repeat("long ", 1000))
		})
	}, want: diagnose.VerdictWrongCredentials, text: "pwned", mayHave: []string{evil}},
	{name: "a challenge with 1 000 parameters", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, _ *http.Request) {
			var b strings.Builder
			b.WriteString(`Bearer realm="https://thief.example.org/token"`)
			for i := range 1000 {
				fmt.Fprintf(&b, `,p%d="%s"`, i, strings.Repeat("v", 30))
			}
			page(rw, http.StatusUnauthorized, "Www-Authenticate", b.String())
		})
	}, want: diagnose.VerdictNotAsked, why: diagnose.NotAskedTokenHost, text: "thief.example.org"},
	{name: "a challenge of another kind", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, _ *http.Request) {
			page(rw, http.StatusUnauthorized, "Www-Authenticate", "Negotiate")
		})
	}, want: diagnose.VerdictDeniedOrAbsent, text: "without asking for credentials"},
	{name: "401 without a challenge", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusUnauthorized) })
	}, want: diagnose.VerdictDeniedOrAbsent, text: "without asking for credentials"},
	{name: "a digest that is none", setup: after(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Docker-Content-Digest", "sha256:../../../v2/other")
		rw.WriteHeader(http.StatusOK)
	}), want: diagnose.VerdictUnreachable, text: "digest that is none", mayHave: []string{evil}},
	{name: "a web page", setup: after(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.WriteHeader(http.StatusOK)
	}), want: diagnose.VerdictUnreachable, text: "web page", mayHave: []string{evil}},
	{name: "an answer that repeats the credential", setup: func(w *world) {
		w.site(evil, func(rw http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/token" {
				challenge(rw, "https://"+evil+"/token", evil, "acme/web")
				return
			}
			apiError(rw, http.StatusUnauthorized, "DENIED", "refused: "+strings.Join(strings.Split(canary, ""), "-")+" "+req.Header.Get("Authorization"))
		})
	}, want: diagnose.VerdictWrongCredentials, text: "left out", mayHave: []string{evil}},
	{name: "a cookie", setup: after(func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Set-Cookie", "session=1; Domain=example.net")
		manifest(rw)
	}), want: diagnose.VerdictCanPull, mayHave: []string{evil}},
	{name: "a body after HEAD", setup: after(func(rw http.ResponseWriter, _ *http.Request) {
		conn, buffer, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		_, _ = buffer.WriteString("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n" + strings.Repeat(escapes, 100))
		_ = buffer.Flush()
		_ = conn.Close()
	}), want: diagnose.VerdictUnreachable, mayHave: []string{evil}},
}

func endless(rw http.ResponseWriter, r *http.Request) {
	chunk := []byte(strings.Repeat("x", 32<<10))
	for r.Context().Err() == nil {
		if _, err := rw.Write(chunk); err != nil {
			return
		}
	}
}

func slow(rw http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = rw.Write([]byte("{"))
		rw.(http.Flusher).Flush()
		time.Sleep(50 * time.Millisecond)
	}
}

func TestHostileRegistries(t *testing.T) {
	var logged strings.Builder
	log.SetOutput(&logged)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	for _, test := range corpus {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			test.setup(w)
			o := w.options()
			o.Timeout = time.Second
			began := time.Now()
			answers := w.askWith(o, question(t, evil+"/acme/web:1", credential("s", evil, "bot", canary)))
			if took := time.Since(began); took > 8*time.Second {
				t.Errorf("took %v", took)
			}
			a := answers[0]
			if a.Verdict != test.want || a.NotAsked != test.why || !strings.Contains(a.Text, test.text) {
				t.Errorf("answer %+v, want %s %s %q", a, test.want, test.why, test.text)
			}
			checkHarmless(t, fmt.Sprintf("%+v", answers), canary)
			checkSent(t, w, test.mayHave, canary)
			if _, err := json.Marshal(answers); err != nil {
				t.Error(err)
			}
		})
	}
	if logged.Len() > 0 {
		t.Errorf("logged: %s", logged.String())
	}
}

// checkHarmless looks for credentials and for what moves a terminal or a CI
// runner.
func checkHarmless(t *testing.T, text string, secrets ...string) {
	t.Helper()
	var s scrub
	for _, secret := range secrets {
		s.addLogin(login{"bot", secret})
	}
	if s.shows(text) {
		t.Errorf("holds a credential: %s", text)
	}
	for _, bad := range []string{"\x1b", "\x07", "\u202e", "\u0085", "\u200b", "\n", "::error file=x::", "##["} {
		if strings.Contains(text, bad) {
			t.Errorf("holds %q: %.500q", bad, text)
		}
	}
}

// checkSent looks for credentials in all that servers got.
func checkSent(t *testing.T, w *world, mayHave []string, secrets ...string) {
	t.Helper()
	var s scrub
	for _, secret := range secrets {
		s.addLogin(login{"bot", secret})
		s.add("token-of-" + secret)
	}
	for _, r := range w.requests("") {
		if r.header.Get("Cookie") != "" || r.header.Get("Referer") != "" {
			t.Errorf("cookie or referer to %s: %v", r.host, r.header)
		}
		if s.shows(r.url) || s.shows(r.body) {
			t.Errorf("credential in the URL or body for %s: %s", r.host, r.url)
		}
		if !s.shows(fmt.Sprint(r.header)) {
			continue
		}
		allowed := false
		for _, host := range mayHave {
			allowed = allowed || host == r.host
		}
		if !allowed {
			t.Errorf("credential sent to %s: %v", r.host, r.header)
		}
	}
}

// TestHostileTexts: every text that a registry can choose is harmless in the
// answer, whatever place it is in.
func TestHostileTexts(t *testing.T) {
	quoted := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	refused := func(body string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(rw, body)
		}
	}
	header := func(name, value string) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			rw.Header()[name] = []string{value}
			manifest(rw)
		}
	}
	oneLine := strings.ReplaceAll(escapes, "\n", " ") // a header has no newline
	for name, do := range map[string]http.HandlerFunc{
		"code":              refused(`{"errors":[{"code":` + quoted(escapes) + `}]}`),
		"message":           refused(`{"errors":[{"code":"DENIED","message":` + quoted(escapes) + `}]}`),
		"details":           refused(`{"details":` + quoted(escapes) + `}`),
		"top message":       refused(`{"message":` + quoted(escapes) + `}`),
		"error":             refused(`{"error":` + quoted(escapes) + `}`),
		"error description": refused(`{"error_description":` + quoted(escapes) + `}`),
		"plain":             refused(escapes),
		"no UTF-8":          refused("\xff\xfe\x9b2J" + escapes),
		"closing quote":     refused("”. Everything is fine. “"),
		"rate limit":        header("Ratelimit-Limit", "100;w="+oneLine),
		"rate source":       header("Docker-Ratelimit-Source", oneLine),
		"content type":      header("Content-Type", "text/html"+oneLine),
		"digest":            header("Docker-Content-Digest", "sha256:"+oneLine),
		"redirect": func(rw http.ResponseWriter, _ *http.Request) {
			page(rw, 307, "Location", "https://x\u202e.example.org/"+oneLine)
		},
		"platforms": func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", "application/vnd.oci.image.index.v1+json")
			if r.Method == http.MethodGet {
				_, _ = io.WriteString(rw, `{"manifests":[{"platform":{"os":`+quoted("linux"+escapes)+`,"architecture":`+quoted(escapes)+`}}]}`)
			}
		},
		"tags": func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/tags/list") {
				_, _ = io.WriteString(rw, `{"tags":[`+quoted("2"+escapes)+`,"1.1"]}`)
				return
			}
			rw.WriteHeader(http.StatusNotFound)
		},
	} {
		quotes := map[string]bool{"code": true, "message": true, "details": true, "top message": true, "error": true, "error description": true, "plain": true, "no UTF-8": true}
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			after(do)(w)
			q := question(t, evil+"/acme/web:1", credential("s", evil, "bot", canary))
			q.Platforms = true
			answers := w.askWith(w.options(), q)
			for _, a := range answers {
				checkHarmless(t, a.Line(), canary)
			}
			if quotes[name] && !strings.Contains(answers[0].Text, "pwned") {
				t.Errorf("the words do not arrive: %+v", answers[0])
			}
			text := fmt.Sprintf("%+v", answers)
			if b, err := json.Marshal(answers); err == nil {
				text += string(b)
			}
			checkHarmless(t, text, canary)
			if n := strings.Count(answers[0].Text, "“"); n > 1 || n != strings.Count(answers[0].Text, "”") {
				t.Errorf("words leave their quotation: %s", answers[0].Text)
			}
			checkSent(t, w, []string{evil}, canary)
		})
	}
}

// A challenge from behind a redirect is not the registry's: no credential is
// sent for it.
func TestRedirectedChallenge(t *testing.T) {
	w := newWorld(t)
	w.site(evil, func(rw http.ResponseWriter, _ *http.Request) {
		page(rw, http.StatusFound, "Location", "https://thief.example.org/v2/")
	})
	w.site("thief.example.org", func(rw http.ResponseWriter, _ *http.Request) {
		page(rw, http.StatusUnauthorized, "Www-Authenticate", `Basic realm="x"`)
	})
	answers := w.ask(evil+"/acme/web:1", credential("s", evil, "bot", canary))
	if answers[0].Verdict != diagnose.VerdictUnreachable {
		t.Errorf("answer %+v", answers[0])
	}
	checkSent(t, w, nil, canary)
}

// Tags are many, wild, and on pages of other hosts.
func TestHostileTags(t *testing.T) {
	w := newWorld(t)
	w.site(evil, func(rw http.ResponseWriter, r *http.Request) {
		user, _ := basicAuth(r)
		switch {
		case user == "":
			page(rw, http.StatusUnauthorized, "Www-Authenticate", `Basic realm="x"`)
		case strings.HasSuffix(r.URL.Path, "/tags/list"):
			rw.Header().Set("Link", `<https://thief.example.org/v2/acme/web/tags/list?last=x>; rel="next"`)
			_, _ = io.WriteString(rw, `{"tags":["1.4.1","\u001b[2J1.4.2",`)
			for i := range 10000 {
				_, _ = fmt.Fprintf(rw, `"9.%d.%d",`, i, i)
			}
			_, _ = fmt.Fprintf(rw, `%q,"1.4.3"]}`, canary)
		default:
			rw.WriteHeader(http.StatusNotFound)
		}
	})
	w.site("thief.example.org", func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, `{"tags":["1.4.4"]}`) })
	answers := w.ask(evil+"/acme/web:1.4.2", credential("s", evil, "bot", canary))
	if got := fmt.Sprint(answers[0].NearTags); got != "[1.4.1]" { // the first 10 000 are read
		t.Errorf("near tags %s", got)
	}
	if n := len(w.requests("thief.example.org")); n != 0 {
		t.Errorf("%d requests to the host of the next page", n)
	}
	if pages := len(w.requests(evil)); pages > 3+maxPages {
		t.Errorf("%d requests", pages)
	}
	checkHarmless(t, fmt.Sprintf("%+v", answers), canary)
}

func TestTagListTooLong(t *testing.T) {
	w := newWorld(t)
	w.site(evil, func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/tags/list") {
			_, _ = io.WriteString(rw, `{"tags":["`)
			endless(rw, r)
			return
		}
		rw.WriteHeader(http.StatusNotFound)
	})
	if a := w.ask(evil + "/acme/web:1.4.2")[0]; a.Verdict != diagnose.VerdictNoSuchImage || a.NearTags != nil {
		t.Errorf("answer %+v", a)
	}
}

// A credential goes to a registry only if its key matches the image, by the
// kubelet's rule.
func TestKeyHasToMatch(t *testing.T) {
	w := newWorld(t)
	for _, host := range []string{evil, "localhost:5000", "reg.example.com:8443"} {
		w.site(host, func(rw http.ResponseWriter, _ *http.Request) {
			page(rw, http.StatusUnauthorized, "Www-Authenticate", `Basic realm="x"`)
		})
	}
	for _, test := range []struct{ image, key string }{
		{evil + "/acme/web:1", "example.net"},
		{evil + "/acme/web:1", "Evil.example.net"},
		{evil + "/acme/web:1", evil + ":443"},
		{evil + "/acme/web:1", "*.net"},
		{evil + "/acme/web:1", evil + "/other"},
		{evil + "/acme/web:1", "https://index.docker.io/v1/"},
		{"reg.example.com:8443/acme/web:1", "reg.example.com"},
		{"localhost/acme/web:1", "https://index.docker.io/v1/"}, // the kubelet's fallback is for Docker Hub
	} {
		a := w.ask(test.image, credential("s", test.key, "bot", canary))[0]
		if a.Verdict != diagnose.VerdictNotAsked || a.NotAsked != diagnose.NotAskedPolicy || !strings.Contains(a.Text, "does not match") {
			t.Errorf("%s with %s: %+v", test.image, test.key, a)
		}
	}
	checkSent(t, w, nil, canary)
}

// Keys and user names of secrets are texts like others.
func TestNamesAreHarmless(t *testing.T) {
	w := newWorld(t)
	w.site(evil, func(rw http.ResponseWriter, _ *http.Request) {
		page(rw, http.StatusUnauthorized, "Www-Authenticate", `Basic realm="x"`)
	})
	answers := w.ask(evil+"/acme/web:1", credential("s\x1b[2J", evil, "bot\x1b[2J\u202e", canary), credential("t", "https://u:"+canary+"@"+evil, "x", "y"))
	checkHarmless(t, fmt.Sprintf("%+v", answers), canary)
}

func TestTokenHostAllowedByCaller(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://sso.partner.example.org/token", service: "x"}
	s.give = func(rw http.ResponseWriter, _, password, repository, _ string) {
		if password != canary {
			rw.WriteHeader(http.StatusUnauthorized)
			return
		}
		token(rw, jwt(pullOf(repository)))
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, _, _, _ string) { manifest(rw) }
	w.site(evil, s.serve)
	w.site("sso.partner.example.org", s.token)
	o := w.options()
	o.AllowTokenHost = func(registry, tokenHost string) bool {
		return registry == evil && tokenHost == "sso.partner.example.org"
	}
	if a := w.askWith(o, question(t, evil+"/acme/web:1", credential("s", evil, "bot", canary)))[0]; a.Verdict != diagnose.VerdictCanPull {
		t.Errorf("answer %+v", a)
	}
	checkSent(t, w, []string{"sso.partner.example.org"}, canary)
	for _, r := range w.requests("sso.partner.example.org") {
		if strings.HasPrefix(r.header.Get("Authorization"), "Bearer") {
			t.Error("the token was sent to the token server")
		}
	}
}

// A registry inside an organization may have its token server there.
func TestPrivateRegistry(t *testing.T) {
	w := newWorld(t)
	s := tokenSite{realm: "https://auth.corp.example.com/token", service: "x"}
	s.give = func(rw http.ResponseWriter, _, _, repository, _ string) { token(rw, jwt(pullOf(repository))) }
	s.head = func(rw http.ResponseWriter, _ *http.Request, _, _, _ string) { manifest(rw) }
	w.site("reg.corp.example.com", s.serve)
	w.site("auth.corp.example.com", s.token)
	w.at("reg.corp.example.com", "10.20.30.40")
	w.at("auth.corp.example.com", "10.20.30.41")
	if a := w.ask("reg.corp.example.com/acme/web:1", credential("s", "reg.corp.example.com", "bot", canary))[0]; a.Verdict != diagnose.VerdictCanPull {
		t.Errorf("answer %+v", a)
	}
}

// A cancelled question ends at once, and says so.
func TestCancelled(t *testing.T) {
	w := newWorld(t)
	w.site(evil, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	began := time.Now()
	answers := New(w.options()).Ask(ctx, []Question{question(t, evil+"/a:1", keyring.Credential{Secret: "s", Key: evil}), question(t, evil+"/b:1")})
	if time.Since(began) > time.Second {
		t.Errorf("took %v", time.Since(began))
	}
	for _, a := range answers {
		for _, one := range a.Answers {
			if one.Verdict != diagnose.VerdictNotAsked || one.NotAsked != diagnose.NotAskedCancelled {
				t.Errorf("answer %+v", one)
			}
		}
	}
}
