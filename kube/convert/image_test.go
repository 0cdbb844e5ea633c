package convert

import (
	"strings"
	"testing"
)

func TestImageName(t *testing.T) {
	hex := strings.Repeat("0a", 32)
	for in, want := range map[string]string{
		"nginx": "nginx", "nginx:1@sha256:" + hex: "nginx:1@sha256:" + hex, "ghcr.io:443/a/b:1@sha256:" + hex: "ghcr.io:443/a/b:1@sha256:" + hex,
		"bot:pass@ghcr.io/a/b:1": "***@ghcr.io/a/b:1", "https://bot:pa@ss@ghcr.io/a/b": "https://***@ghcr.io/a/b", "docker://b:p@h/x@sha256:" + hex: "docker://***@h/x@sha256:" + hex,
		"ghcr.io/a/b:1@latest": "ghcr.io/a/b:1@latest", "nginx:1@latest": "nginx:1@latest", "bot@ghcr.io/a": "bot@ghcr.io/a", "a:b@": "a:b@", "": "", "a\x1b": `a\u001b`,
	} {
		if got := imageName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
