package cases

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOn(t *testing.T) {
	base := Expect{ContainerType: "container", Class: "auth-required", Findings: []string{"secret-missing"}, Fix: "copy-secret", After: "running"}
	none, other := "", "rename-key"
	for _, tt := range []struct {
		name       string
		generation string
		older      *Older
		want       func(*Expect)
	}{
		{"the current node", "", &Older{Class: "dns"}, func(*Expect) {}},
		{"nothing differs", OlderNode, nil, func(*Expect) {}},
		{"another class", OlderNode, &Older{Class: "dns"}, func(e *Expect) { e.Class = "dns" }},
		{"other findings", OlderNode, &Older{Findings: []string{"unknown"}}, func(e *Expect) { e.Findings = []string{"unknown"} }},
		{"another fix", OlderNode, &Older{Fix: &other}, func(e *Expect) { e.Fix = other }},
		{"no fix", OlderNode, &Older{Fix: &none}, func(e *Expect) { e.Fix, e.After = "", "" }},
		{"no failure", OlderNode, &Older{Nothing: true}, func(e *Expect) { e.Nothing, e.Fix, e.After = true, "", "" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := base
			e.Older = tt.older
			want := e
			tt.want(&want)
			if diff := cmp.Diff(want, e.On(tt.generation)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
