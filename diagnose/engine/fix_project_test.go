package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

func namespaces(pairs ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		for i := 0; i+1 < len(pairs); i += 2 {
			n := diagnose.Namespace{Meta: diagnose.Meta{Kind: "Namespace", Name: pairs[i], Annotations: map[string]string{}, Labels: map[string]string{}}}
			if pairs[i+1] != "" {
				n.Annotations[manager.RancherProject], n.Labels[manager.RancherProject] = "c-1:"+pairs[i+1], pairs[i+1]
			}
			s.Namespaces = append(s.Namespaces, n)
		}
	}
}

// In a Rancher project the secret can be made in all its namespaces; where the
// name is taken nothing is touched.
func TestCreateInTheWholeProject(t *testing.T) {
	s := world(basicRefusal, refs("regcred"), namespaces("shop", "p-1", "cart", "p-1", "till", "p-1", "other", "p-2"), secret("till", "regcred", config("quay.io")))
	_, f := root(t, s)
	fix, err := fix.WithCredentials(fixNamed(t, f, "create-secret-in-project"), diagnose.Credentials{Username: "bot", Password: canary})
	if err != nil {
		t.Fatal(err)
	}
	if len(fix.Steps) != 2 || step.SkipsTaken(fix.Steps[0]) || fix.Steps[1].Object.Namespace != "cart" || !step.SkipsTaken(fix.Steps[1]) || len(step.Data(fix.Steps[1])) != 1 {
		t.Errorf("%d steps", len(fix.Steps))
	}
	if !strings.Contains(strings.Join(fix.Warnings, " "), "Rancher writes over these") {
		t.Errorf("warnings %q", fix.Warnings)
	}
}

// A copy of a project's secret bears another name, and it is said why Rancher
// has not put it here.
func TestCopyOfAProjectsSecret(t *testing.T) {
	copied := marked("@"+manager.RancherCopy, "true")
	for name, tc := range map[string]struct {
		spaces func(*diagnose.Snapshot)
		want   string
	}{
		"in no project":      {namespaces("infra", "p-1", "shop", ""), "is in none"},
		"in another project": {namespaces("infra", "p-1", "shop", "p-2"), "is in project p-2"},
		"excluded":           {namespaces("infra", "p-1", "shop", "p-1"), manager.RancherExclude},
		"label behind": {func(s *diagnose.Snapshot) {
			namespaces("infra", "p-1", "shop", "p-1")(s)
			delete(s.Namespaces[1].Labels, manager.RancherProject)
		}, "not the label"},
	} {
		t.Run(name, func(t *testing.T) {
			s := world(basicRefusal, tc.spaces, secret("infra", "team-pull", config("ghcr.io"), copied))
			_, f := root(t, s)
			fix := fixNamed(t, f, "copy-and-attach")
			if fix.Steps[0].Object.Name != "team-pull-copy" {
				t.Errorf("the copy is called %s", fix.Steps[0].Object.Name)
			}
			if got := strings.Join(fix.Warnings, " "); !strings.Contains(got, tc.want) {
				t.Errorf("warnings %q", got)
			}
		})
	}
}

// A project's copy that stands in the namespace is attached, not edited.
func TestAProjectsSecretIsAttached(t *testing.T) {
	s := world(basicRefusal, secret("shop", "team-pull", config("ghcr.io"), marked("@"+manager.RancherCopy, "true")))
	_, f := root(t, s)
	if f.Fixes[0].ID != "attach-to-workload" || f.Fixes[0].Steps[0].Action() != diagnose.SetTemplatePullSecrets {
		t.Errorf("fixes %v", ids(f))
	}
}

func TestProjectID(t *testing.T) {
	for in, want := range map[string]string{"c-1:p-1": "p-1", "local:p-1": "p-1", "p-1": "", "a:b:c": "", "": ""} {
		if got := manager.ProjectID(in); got != want {
			t.Errorf("%q is %q", in, got)
		}
	}
}
