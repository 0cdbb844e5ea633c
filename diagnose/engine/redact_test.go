package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

// Only texts that are known to be no secret are shown; everything else in a
// Docker config is masked, wherever it is.
func TestMaskedLines(t *testing.T) {
	for _, tc := range []struct{ name, in string }{
		{"fields", `{"auths":{"h":{"username":"bot","password":"` + canary + `","auth":"` + canary + `","identitytoken":"` + canary + `"}}}`},
		{"any letter case", `{"AUTHS":{"h":{"PassWord":"` + canary + `"}}}`},
		{"unknown field", `{"x":{"y":["` + canary + `", 1]}}`},
		{"bare text", `{"auths":{"h":"` + canary + `"}}`},
		{"list", `["` + canary + `"]`},
		{"key with credentials", `{"auths":{"https://bot:` + canary + `@h":{}}}`},
		{"not JSON", `{"auths":{"h":{"password":"` + canary + `"`},
		{"token as user name", `{"auths":{"h":{"username":"dop_v1_` + canary + canary + `"}}}`},
		{"escaped quotes", `{"a\":\"b":"` + canary + `"}`},
		{"colon in key", `{"a: ":"` + canary + `"}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var all []string
			for _, l := range redact.Lines([]byte(tc.in), 0) {
				all = append(all, l.Shown)
			}
			leaks(t, "the masked content", strings.Join(all, "\n"))
		})
	}
	got := redact.Lines([]byte(`{"auths":{"ghcr.io":{"username":"bot","password":"p"}}}`), 0)
	if len(got) != 8 || got[3].Shown != `      "username": "bot",` || got[4].Shown != `      "password": "••••••"` {
		t.Errorf("%+v", got)
	}
}
