package keyring

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShowKey(t *testing.T) {
	tests := []struct{ key, want string }{
		{"https://index.docker.io/v1/", "https://index.docker.io/v1/"},
		{"ghcr.io:5000/a", "ghcr.io:5000/a"},
		{"https://bot:pw@ghcr.io/a", "https://••••••@ghcr.io/a"},
		{"token@ghcr.io", "••••••@ghcr.io"},
		{"https://bot:p/w@ghcr.io", "https://••••••@ghcr.io"},
		{"ghcr.io/a/b@1", "ghcr.io/a/b@1"},
		{"ghcr.io/a@sha256:ab", "ghcr.io/a@sha256:ab"},
		{"u:p@ghcr.io/a@sha256:ab", "••••••@ghcr.io/a@sha256:ab"},
		{"ghcr.io\x1b[31m\u202e\u200b\n", `ghcr.io\u001b[31m\u202e\u200b\u000a`},
		{"a b\u00a0c", `a b\u00a0c`},
		{"bücher.example", "bücher.example"},
		{"", ""},
	}
	for _, test := range tests {
		if got := ShowKey(test.key); got != test.want {
			t.Errorf("ShowKey(%q) = %s, want %s", test.key, got, test.want)
		}
	}
	if got := ShowKey(strings.Repeat("ü", 500)); utf8.RuneCountInString(got) != maxShown+1 || !strings.HasSuffix(got, "…") {
		t.Errorf("a long key is shown in %d characters", utf8.RuneCountInString(got))
	}
}

// Nothing that Inspect and Explain say may steer a terminal.
func TestSentencesAreVisible(t *testing.T) {
	const hostile = "evil\x1b[2J\u202e\u2066.io"
	img := mustParse(t, "ghcr.io/a")
	contents := []string{
		`{"auths":{"evil\u001b[2J\u202e\u2066.io":{"auth":"!"}}}`,
		`{"evil\u001b[2J\u202e":{"evil\u001b[2J.io":{}}}`,
		`{"auths":{},"credsStore":"evil\u001b[2J"}`,
		`{"auths":{"evil\u001b[2J.io":{},"b":`,
	}
	said := []string{Explain(hostile, img).Why, Explain(hostile+"/x:\x1b", img).Why, Explain("GHCR.io/\x1b\u202e", img).Why,
		Inspect(Secret{Type: hostile}).Detail, Inspect(Secret{Type: TypeDockercfg, Data: map[string][]byte{hostile: []byte(`{"auths":{"a.io":{"auth":"x"}}}`)}}).Detail}
	for _, content := range contents {
		in := Inspect(configSecret("s", content))
		said = append(said, in.Detail)
		for _, e := range in.Entries {
			said = append(said, e.Detail, e.Dropped)
		}
	}
	for _, text := range said {
		if strings.ContainsAny(text, "\x1b\u202e\u2066\n") {
			t.Errorf("%q", text)
		}
	}
}
