package list

import (
	"github.com/pulldoctor/pulldoctor/ui/present"
	"testing"
)

func TestFilter(t *testing.T) {
	r := present.Row{Key: present.PodKey{Namespace: "shop", Pod: "web-1"}, Cause: "registry key typo", Check: "host-mismatch", Registry: "ghcr.io"}
	r.Search = "shop web-1 registry key typo host-mismatch ghcr.io/acme/web ghcr.io node-1"
	for text, want := range map[string]bool{
		"": true, "web": true, "WEB": true, "web ghcr": true, "web quay": false, "!quay": true, "!web": false,
		"ns:shop": true, "ns:sho": false, "!ns:shop": false, "cause:key": true, "cause:host-mismatch": true,
		"cause:tag": false, "pod:web": true, "registry:ghcr": true, "web !node-1": false, "!": true, "ghcr.io/acme": true,
		"ns:": true,
	} {
		if got := parseFilter(text).Matches(&r); got != want {
			t.Errorf("filter %q: %v, want %v", text, got, want)
		}
	}
}

func TestWithNamespace(t *testing.T) {
	for _, c := range [][3]string{
		{"", "shop", "ns:shop"}, {"web ns:ci", "shop", "web ns:shop"}, {"ns:ci web", "", "web"}, {"", "", ""},
	} {
		if got := withNamespace(c[0], c[1]); got != c[2] {
			t.Errorf("withNamespace(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
