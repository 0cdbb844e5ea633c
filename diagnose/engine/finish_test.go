package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

func marked(pairs ...string) func(*diagnose.Secret) {
	return func(s *diagnose.Secret) {
		m := secretMeta(pairs...)
		s.Labels, s.Annotations = m.Labels, m.Annotations
	}
}

func ids(f *diagnose.Finding) []string {
	var out []string
	for _, x := range f.Fixes {
		out = append(out, x.ID)
	}
	return out
}

// A change that would be reverted is never the first fix: the source comes first,
// then a separate secret.
func TestAnEditThatWouldBeRevertedComesLast(t *testing.T) {
	s := world(login401, refs("r"), secret("shop", "r", config("ghcr.io"), marked("reconcile.external-secrets.io/managed", "true")))
	_, f := root(t, s)
	if got, want := ids(f), []string{"edit-source", "separate-secret", "replace-login", "test-pod"}; !slices.Equal(got, want) {
		t.Fatalf("fixes %v, want %v", got, want)
	}
	source := f.Fixes[0]
	if len(source.Steps) > 0 || source.Blocked == "" || source.After == "" || len(source.Commands) == 0 {
		t.Errorf("edit-source %+v", source)
	}
	last := f.Fixes[2]
	if !strings.Contains(strings.Join(last.Warnings, " "), "External Secrets, which will revert this change at its next refresh") {
		t.Errorf("warnings %q", last.Warnings)
	}
	if last.Blocked != "" {
		t.Errorf("blocked: %s", last.Blocked)
	}
	apart, err := fix.WithCredentials(f.Fixes[1], diagnose.Credentials{Username: "bot", Password: canary})
	if err != nil {
		t.Fatal(err)
	}
	if st := apart.Steps; st[0].Action() != diagnose.CreateSecret || st[0].Object.Name != "r-own" || !slices.Equal(step.List(st[1]), []string{"r-own", "r"}) {
		t.Errorf("steps %v %s %v", st[0].Action(), st[0].Object, step.List(st[1]))
	}
}

func TestAPointlessEditIsBlocked(t *testing.T) {
	s := world(login401, refs("r"), secret("shop", "r", config("ghcr.io"), marked("hnc.x-k8s.io/inherited-from", "team")))
	_, f := root(t, s)
	last := f.Fixes[len(f.Fixes)-2] // before the test pod
	if last.ID != "replace-login" || !strings.Contains(last.Blocked, "Hierarchical") {
		t.Errorf("%s: blocked %q", last.ID, last.Blocked)
	}
}

// A template in git is changed there; the account, which is not managed, comes
// first.
func TestGitOpsTemplates(t *testing.T) {
	s := world(basicRefusal, secret("shop", "r", config("ghcr.io")))
	s.Workloads[0].Annotations = map[string]string{manager.ArgoTracking: "web:apps/Deployment:shop/web"}
	_, f := root(t, s)
	if got, want := ids(f), []string{"attach-to-account", "edit-source", "attach-to-workload"}; !slices.Equal(got, want) {
		t.Fatalf("fixes %v, want %v", got, want)
	}
	want := `kubectl patch --local -f FILE.yaml --type=merge -o yaml -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"r"}]}}}}' > FILE.new.yaml`
	if got := f.Fixes[1].Commands; !slices.Contains(got, want) || !slices.Contains(got, "argocd app get web") {
		t.Errorf("commands\n%s", strings.Join(got, "\n"))
	}
}

// Helm undoes a change only at the next upgrade: a warning, no other order.
func TestHelmIsOnlyAWarning(t *testing.T) {
	s := world(login401, refs("r"), secret("shop", "r", config("ghcr.io"), marked("@meta.helm.sh/release-name", "web")))
	_, f := root(t, s)
	if f.Fixes[0].ID != "replace-login" || !strings.Contains(strings.Join(f.Fixes[0].Warnings, " "), "at the next helm upgrade") {
		t.Errorf("%v %q", ids(f), f.Fixes[0].Warnings)
	}
}

// The other pods that a fix touches are named.
func TestGains(t *testing.T) {
	s := world(login401, refs("r"), secret("shop", "r", config("ghcr.io")))
	other := s.Pods[0]
	other.Name, other.UID = "other", "pod-2"
	other.Containers = []diagnose.Container{{Name: "app", Image: "ghcr.io/acme/other:1", Running: true}}
	s.Pods = append(s.Pods, other)
	_, f := root(t, s)
	if got := f.Fixes[0].AlsoAffected; len(got) != 1 || got[0].Name != "other" {
		t.Errorf("gains %v", got)
	}
}
