package keyring

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExplainVectors(t *testing.T) {
	for _, v := range readVectors[matchVector](t, "match.json") {
		if img, err := ParseImage(v.Image); err == nil {
			checkExplain(t, v.Key, img)
			if got := Explain(v.Key, img).Matches; got != v.Matches {
				t.Errorf("key %q, image %q: %v", v.Key, v.Image, got)
			}
		}
	}
}

// checkExplain holds Explain against the keyring itself, and its advice against the same.
func checkExplain(t *testing.T, key string, img Image) {
	t.Helper()
	m := Explain(key, img)
	if serves := lookupOne(t, key, img); m.Matches != serves {
		t.Errorf("key %q, image %q: Explain says %v, the keyring %v", key, img.Name, m.Matches, serves)
	}
	if m.Why == "" || m.Matches != (m.Distance == 0) || m.Matches != (m.Kind == MissNone) || m.Matches != (m.Via != "") {
		t.Errorf("key %q, image %q: incomplete: %+v", key, img.Name, m)
	}
	if m.Wanted == "" {
		return
	}
	if m.Matches || !lookupOne(t, m.Wanted, img) {
		t.Errorf("key %q, image %q: advises %q, which does not serve", key, img.Name, m.Wanted)
	}
}

func lookupOne(t *testing.T, key string, img Image) bool {
	t.Helper()
	keys, err := New([]Secret{oneEntry(t, key)})
	if err != nil {
		t.Fatal(err)
	}
	return len(keys.Lookup(img)) > 0
}

func TestVia(t *testing.T) {
	tests := []struct{ key, image, via string }{
		{"ghcr.io", "ghcr.io/a", ViaExact},
		{"https://ghcr.io/v2/", "ghcr.io/a", ViaExact},
		{"docker.io", "nginx", ViaExact},
		{"ghcr.io/a", "ghcr.io/a/b", ViaPath},
		{"*.example.com", "r.example.com/a", ViaGlob},
		{"*.example.com/a", "r.example.com/a", ViaGlob},
		{"https://index.docker.io/v1/", "nginx", ViaDefault},
		{"index.docker.io", "localhost/app", ViaDefault},
	}
	for _, test := range tests {
		if m := Explain(test.key, mustParse(t, test.image)); m.Via != test.via {
			t.Errorf("%q, %q: via %q, want %q", test.key, test.image, m.Via, test.via)
		}
	}
}

func TestExplainAll(t *testing.T) {
	img := mustParse(t, "nginx")
	got := ExplainAll([]string{hubKey, "quay.io", "docker.io"}, img)
	if got[0].Kind != MissShadowed || got[0].Matches || got[0].Distance == 0 || !strings.Contains(got[0].Why, "docker.io does") {
		t.Errorf("hidden key: %+v", got[0])
	}
	if got[1].Kind != MissHost || !got[2].Matches {
		t.Errorf("other keys: %+v", got[1:])
	}
	if alone := ExplainAll([]string{hubKey, "quay.io"}, img); !alone[0].Matches {
		t.Errorf("nothing hides it: %+v", alone[0])
	}
}

// The zero image represents one that could not be parsed.
func TestExplainZeroImage(t *testing.T) {
	if m := Explain("ghcr.io", Image{}); m.Matches || m.Kind != MissHost {
		t.Errorf("got %+v", m)
	}
}

func FuzzExplain(f *testing.F) {
	for _, v := range readVectors[matchVector](f, "match.json") {
		f.Add(v.Key, v.Image)
	}
	f.Add("https://u:p@ghcr.io", "gchr.io/a")
	f.Add("HTTPS://GHCR.io:443/v2", "ghcr.io/a")
	f.Fuzz(func(t *testing.T, key, image string) {
		img, err := ParseImage(image)
		if err != nil || !utf8.ValidString(key) {
			return // JSON, where keys come from, holds valid UTF-8 only
		}
		checkExplain(t, key, img)
		ShowKey(key)
	})
}
