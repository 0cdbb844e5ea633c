package engine

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// What is listed twice is reported once.
func TestNamedTwice(t *testing.T) {
	s := (&unseen{says: saysNoBasic, edits: with(refs("gone", "gone"))}).play()
	findings := Run(s, diagnose.Options{}).Report.Failures[0].Findings
	for i, f := range findings {
		for _, o := range findings[i+1:] {
			if f.Check == o.Check && f.Detail == o.Detail {
				t.Errorf("twice: %s", f.Detail)
			}
		}
	}
	if findings[0].Check != "secret-missing" {
		t.Errorf("%+v", findings[0])
	}
}

// Real credentials in auth are not replaced by a sample next to it.
func TestSampleBesideAuth(t *testing.T) {
	for user, want := range map[string]string{"<Profile name>": "replace-login", "other": "use-fields"} {
		content := entry(`{"username":"` + user + `","password":"hunter-beside","auth":"` + b64("real:"+canary) + `"}`)
		f := Run((&unseen{says: saysOAuth, edits: only(content)}).play(), diagnose.Options{}).Report.Failures[0].Findings[0]
		if f.Check != "auth-disagrees" || len(f.Fixes) == 0 || f.Fixes[0].ID != want {
			t.Errorf("%s: %s, %+v", user, f.Check, f.Fixes)
		}
	}
}

func TestEmptyNamesAreWritten(t *testing.T) {
	if got := step.Fragment([]string{"", "reg", "1", "on"}); got != `[{name: ""}, {name: reg}, {name: "1"}, {name: "on"}]` {
		t.Error(got)
	}
	if got := step.Names([]string{"", "reg"}); got != `["", reg]` {
		t.Error(got)
	}
}
