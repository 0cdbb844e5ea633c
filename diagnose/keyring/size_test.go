package keyring

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Sizes far beyond the 1 MiB that the API allows: what costs more than linear time shows here as a
// test that does not end.

func TestHugeContents(t *testing.T) {
	const mega = 1 << 19
	huge := map[string]string{
		"one password":      `{"auths":{"a.io":{"username":"u","password":"` + strings.Repeat("x", 20*mega) + `"}}}`,
		"one auth":          `{"auths":{"a.io":{"auth":"` + b64("u:"+strings.Repeat("x", 2*mega)) + `"}}}`,
		"one bad auth":      `{"auths":{"a.io":{"auth":"` + strings.Repeat("eHh4", mega/2) + ` "}}}`,
		"one key":           `{"auths":{"` + strings.Repeat("a.", mega/2) + `":{}}}`,
		"deep entry":        `{"auths":{"a.io":` + strings.Repeat("[", 9990) + strings.Repeat("]", 9990) + `}}`,
		"too deep":          `{"auths":` + strings.Repeat(`{"a":`, 10001) + `1` + strings.Repeat("}", 10002),
		"deep and unclosed": strings.Repeat(`{"auths":`, 100000),
		"quotes":            `{"auths":{` + strings.Repeat(`"`, mega) + `}}`,
		"curly quotes":      strings.Repeat("“", mega/2),
		"commas":            `{"auths":{"a.io":{}` + strings.Repeat(",", mega) + `}}`,
		"blanks":            strings.Repeat(" ", mega),
		"line breaks":       `{"auths":{` + strings.Repeat("\n", mega) + `"a.io":{"auth":"!"}}}`,
		"backslashes":       `{"` + strings.Repeat(`\`, mega),
	}
	img := mustParse(t, "a.io/app")
	for name, content := range huge {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			for _, s := range []Secret{configSecret("s", content), {Type: "Opaque", Data: map[string][]byte{"x": []byte(content)}}} {
				in := Inspect(s)
				if len(in.Detail) > 2000 {
					t.Errorf("a detail of %d bytes", len(in.Detail))
				}
				keys, err := New([]Secret{s})
				if s.Type == TypeDockerConfigJSON && (err == nil) != (in.Err == nil) {
					t.Errorf("Inspect: %v, New: %v", in.Err, err)
				}
				keys.Lookup(img)
			}
			if spent := time.Since(start); spent > 20*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
}

// manyEntries is a config of n registries, every tenth of them with a fault if faulty is set.
func manyEntries(n int, faulty bool) string {
	var text strings.Builder
	text.WriteString(`{"auths":{`)
	for i := range n {
		auth := "dTpw"
		if faulty && i%10 == 0 {
			auth = "dTp w"
		}
		fmt.Fprintf(&text, `"r%d.example.com":{"auth":%q},`, i, auth)
	}
	text.WriteString(`"a.io":{"username":"u"}}}`)
	return text.String()
}

func TestManyEntries(t *testing.T) {
	const n = 20000
	img := mustParse(t, "a.io/app")
	keys, err := New([]Secret{configSecret("s", manyEntries(n, false))})
	if err != nil || len(keys.Lookup(img)) != 1 {
		t.Fatalf("%d credentials, %v", len(keys.Lookup(img)), err)
	}
	in := Inspect(configSecret("s", manyEntries(n, true)))
	if len(in.Entries) != n+1 || in.State != Undecodable {
		t.Errorf("%d entries, %s", len(in.Entries), in.State)
	}
	if last := in.Entries[n]; last.Key != "a.io" || last.Username != "u" || last.Pos.Line != 1 {
		t.Errorf("last entry %q at %v", last.Key, last.Pos)
	}
}

// Ten times the entries may take ten times as long, not a hundred times.
func TestInspectIsLinear(t *testing.T) {
	measure := func(n int) time.Duration {
		s := configSecret("s", manyEntries(n, true))
		best := time.Hour
		for range 3 {
			start := time.Now()
			Inspect(s)
			_, _ = New([]Secret{s})
			best = min(best, time.Since(start))
		}
		return best
	}
	small, large := measure(2000), measure(20000)
	if large > 60*small+100*time.Millisecond { // quadratic would be seconds; the machine may be busy
		t.Errorf("2000 entries take %v, 20000 take %v", small, large)
	}
}

func TestExplainLongTexts(t *testing.T) {
	img := mustParse(t, "ghcr.io/app")
	for _, key := range []string{strings.Repeat("a", 1<<18), strings.Repeat("a.", 1<<17), strings.Repeat("/", 1<<18), strings.Repeat("@", 1<<18), strings.Repeat("*", 1<<18), strings.Repeat("https://", 1<<15), strings.Repeat("\u200b", 1<<18), "ghcr.io/" + strings.Repeat("x/", 1<<17)} {
		start := time.Now()
		m := Explain(key, img)
		if m.Matches || len(m.Why) > 4000 {
			t.Errorf("%.20q: %v, a sentence of %d bytes", key, m.Matches, len(m.Why))
		}
		if spent := time.Since(start); spent > 5*time.Second {
			t.Errorf("%.20q took %v", key, spent)
		}
	}
}
