package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

func TestLooseSecrets(t *testing.T) {
	for content, want := range map[string][]string{
		`{"auths":{"ghcr.io":{"username":"bot","password":"pa\"ss"}}}`: {`pa"ss`},
		`{"auths":{"ghcr.io":{"auth":"` + b64("bot:secret") + `"}}}`:   {"secret", "bot:secret"},
		`{"auths":{"ghcr.io":{"auth":"bot:secret"}}}`:                  {"secret"},
		`{"auths":{"https://bot:se/cr@et@ghcr.io":{}}}`:                {"se/cr@et"},
		`{"auths":{"ghcr.io":{"password":"cut \"off`:                   {`cut "off`},
		`{"auths":{"ghcr.io":{"identitytoken":"token"`:                 {"token"},
		b64(`{"auths":{"ghcr.io":{"password":"twice"}}}`):              {"twice"},
		"bot:plain\n": {"plain"},
	} {
		got := redact.LooseSecrets([]byte(content))
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q, want %q", content, got, w)
			}
		}
	}
	// Names of stores, helpers and users are not secret.
	for _, w := range redact.LooseSecrets([]byte(`{"credsStore":"desktop","credHelpers":{"gcr.io":"gcloud"},"auths":{"a":{"username":"somebody","email":"a@b.example"}}}`)) {
		t.Errorf("%q counts as a secret", w)
	}
}

// A password is masked behind any number of letters in a base64 text.
func TestFormsInBase64(t *testing.T) {
	const password = "correct horse battery"
	r := strings.NewReplacer(func() (pairs []string) {
		for _, f := range redact.Forms(password) {
			pairs = append(pairs, f, redact.Mask)
		}
		return pairs
	}()...)
	for n := range 6 {
		text := b64(strings.Repeat("u", n) + ":" + password + ":tail")
		if got := r.Replace(text); !strings.Contains(got, redact.Mask) {
			t.Errorf("%d letters before: %s stays", n, text)
		}
	}
	for _, text := range []string{"correct+horse+battery", "correct%20horse%20battery", password} {
		if r.Replace(text) != redact.Mask {
			t.Errorf("%s stays", text)
		}
	}
}
