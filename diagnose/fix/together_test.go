package fix

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// TestTogether: fixes that are the same are done once, different ones in one, and
// what cannot be done with others is refused.
func TestTogether(t *testing.T) {
	pod := func(name string) diagnose.Object {
		return diagnose.Object{Kind: "Pod", Namespace: "shop", Name: name}
	}
	recreate := func(name string) diagnose.Fix {
		return diagnose.Fix{ID: "recreate", Title: "Recreate pod " + name, Steps: []diagnose.Step{{Object: pod(name), Write: step.DeletePod{}}},
			Recovers: []diagnose.Object{pod(name)}, Restarts: []diagnose.Object{pod(name)}, AlsoAffected: []diagnose.Object{pod("a"), pod("z")},
			Commands: []string{"kubectl delete pod " + name}, Warnings: []string{"It restarts."}, After: "Its controller replaces it."}
	}
	got, err := Together([]diagnose.Fix{recreate("a"), recreate("b"), recreate("a")})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Steps) != 2 || len(got.Recovers) != 2 || len(got.Commands) != 2 || len(got.Warnings) != 1 || got.After != "Its controller replaces it." {
		t.Errorf("two of three: %+v", got)
	}
	if len(got.AlsoAffected) != 1 || got.AlsoAffected[0] != pod("z") {
		t.Errorf("also affected: %v", got.AlsoAffected)
	}
	if got.Title != "Apply 2 fixes: Recreate pod a and Recreate pod b" {
		t.Errorf("title %q", got.Title)
	}
	one, err := Together([]diagnose.Fix{recreate("a"), recreate("a")})
	if err != nil || one.Title != "Recreate pod a" {
		t.Errorf("the same fix twice: %+v, %v", one, err)
	}

	account := diagnose.Object{Kind: "ServiceAccount", Namespace: "shop", Name: "default"}
	attach := func(secret string) diagnose.Fix {
		return diagnose.Fix{ID: "attach", Title: "Attach " + secret, Steps: []diagnose.Step{{Object: account, Write: step.SetAccountPullSecrets{PullSecrets: []string{secret}}}}}
	}
	blocked, form := recreate("c"), recreate("d")
	blocked.Blocked, form.Form = "it is managed by Helm", &diagnose.CredentialsForm{}
	for name, tc := range map[string]struct {
		fixes []diagnose.Fix
		want  string
	}{
		"none":      {nil, "nothing is marked"},
		"conflict":  {[]diagnose.Fix{attach("one"), attach("two")}, "change ServiceAccount shop/default in different ways"},
		"blocked":   {[]diagnose.Fix{recreate("a"), blocked}, "cannot be applied from here"},
		"with form": {[]diagnose.Fix{recreate("a"), form}, "needs credentials"},
	} {
		if _, err := Together(tc.fixes); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
