package rules

import "testing"

func TestGlob(t *testing.T) {
	for _, tc := range []struct {
		pattern, text string
		want          bool
	}{
		{"web", "web", true}, {"web", "web-2", false}, {"web-*", "web-2", true}, {"*", "", true}, {"", "x", false},
		{"ghcr.io/*", "ghcr.io/acme/web:1", true}, {"*/web:*", "ghcr.io/acme/web:1", true}, {"a*b*c", "axxbyyc", true},
		{"a*b*c", "axxbyy", false}, {"we?", "web", true}, {"we?", "we", false}, {"**", "x", true}, {"*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
	} {
		if got := glob(tc.pattern, tc.text); got != tc.want {
			t.Errorf("%q, %q: %t", tc.pattern, tc.text, got)
		}
	}
}

func TestExcluded(t *testing.T) {
	r := Rules{Exclude: []string{"node_modules", "*.tpl.yaml", "charts/*/ci", "deploy/**/old/", "./top.yaml", ".github/x.yaml"}}
	for file, want := range map[string]bool{
		"node_modules/a.yaml": true, "x/node_modules/y/a.yaml": true, "node_modules2/a.yaml": false, "a/b.tpl.yaml": true,
		"charts/web/ci/a.yaml": true, "x/charts/web/ci/a.yaml": false, "charts/a/b/ci/c.yaml": false,
		"deploy/old/a.yaml": true, "deploy/a/b/old/c.yaml": true, "old/a.yaml": false, "top.yaml": true, "x/top.yaml": false, "a.yaml": false, ".github/x.yaml": true, "github/x.yaml": false,
	} {
		if got := r.Excluded(file); got != want {
			t.Errorf("%s: %t", file, got)
		}
	}
}
