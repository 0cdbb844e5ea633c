package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// unreadOwned gives the pod an owner that was not read.
func unreadOwned(apiVersion, kind, name string, labels ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		p := &s.Pods[0]
		p.Owners = []diagnose.Owner{{APIVersion: apiVersion, Kind: kind, Name: name, UID: "o-1", Controller: true}}
		p.Labels = map[string]string{}
		for i := 0; i+1 < len(labels); i += 2 {
			p.Labels[labels[i]] = labels[i+1]
		}
		s.Workloads = nil
	}
}

// A pod whose owner was not read gets its secret from the service account, or
// from the owner's template: by name, with the field where it is known. A fix
// that only deletes the pod would change nothing.
func TestOwnersThatWereNotRead(t *testing.T) {
	for name, tc := range map[string]struct {
		owner    func(*diagnose.Snapshot)
		title    string
		commands string
		deletes  bool // the account's fix replaces the pod
	}{
		"TaskRun":             {unreadOwned("tekton.dev/v1", "TaskRun", "build"), "TaskRun build (spec.podTemplate.imagePullSecrets)", "create -f build.yaml", false},
		"Workflow":            {unreadOwned("argoproj.io/v1alpha1", "Workflow", "wf"), "Workflow wf (spec.imagePullSecrets)", "get workflow.argoproj.io wf", false},
		"EphemeralRunner":     {unreadOwned("actions.github.com/v1alpha1", "EphemeralRunner", "r-1", "actions.github.com/scale-set-name", "arc"), "AutoscalingRunnerSet arc (spec.template.spec.imagePullSecrets)", `patch autoscalingrunnerset.actions.github.com arc --type=merge -p '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"ghcr"}]}}}}'`, true},
		"Spark's operator":    {unreadOwned("v1", "Pod", "pi-driver", "spark-role", "executor", "sparkoperator.k8s.io/app-name", "pi"), "SparkApplication pi (spec.imagePullSecrets)", `-p '{"spec":{"imagePullSecrets":["ghcr"]}}'`, true},
		"Spark by itself":     {unreadOwned("v1", "Pod", "pi-driver", "spark-role", "executor"), "Pod pi-driver", "[{name: ghcr}]", true},
		"ReplicaSet":          {unreadOwned("apps/v1", "ReplicaSet", "web-5d4f", "pod-template-hash", "5d4f"), "Deployment web (spec.template.spec.imagePullSecrets)", "patch deployment.apps web", true},
		"any other":           {unreadOwned("acme.example/v1", "Widget", "w"), "Widget w", "edit widget.acme.example w", true},
		"a Job of Volcano":    {unreadOwned("batch.volcano.sh/v1alpha1", "Job", "train"), "Job train", "edit job.batch.volcano.sh train", true},
		"an unread DaemonSet": {unreadOwned("apps/v1", "DaemonSet", "agent"), "DaemonSet agent (spec.template.spec.imagePullSecrets)", "patch daemonset.apps agent", true},
	} {
		t.Run(name, func(t *testing.T) {
			_, f := root(t, world(basicRefusal, tc.owner, secret("shop", "ghcr", config("ghcr.io"))))
			if got := ids(f); len(got) != 2 || got[0] != "attach-to-account" || got[1] != "edit-source" {
				t.Fatalf("fixes %v", got)
			}
			account, source := f.Fixes[0], f.Fixes[1]
			if list := step.List(account.Steps[0]); account.Steps[0].Action() != diagnose.SetAccountPullSecrets || len(list) != 1 || list[0] != "ghcr" {
				t.Errorf("the account gets %v", list)
			}
			if deletes := len(account.Steps) > 1; deletes != tc.deletes {
				t.Errorf("deletes the pod: %v", deletes)
			}
			if commands := strings.Join(source.Commands, "\n"); source.Title != "Attach Secret ghcr to "+tc.title || !strings.Contains(commands, tc.commands) || strings.Contains(commands, "delete pod") {
				t.Errorf("%s\n%s", source.Title, commands)
			}
			if source.Where == "" || source.After == "" || len(source.Steps) > 0 {
				t.Errorf("where %q, after %q, %d steps", source.Where, source.After, len(source.Steps))
			}
		})
	}
}

// If the pod has its own list, the account's is not used: only the owner's
// template can be changed, and the other names in it stay.
func TestOwnerWithAListOfItsOwn(t *testing.T) {
	own := func(s *diagnose.Snapshot) { s.Pods[0].PullSecrets = []string{"other"} }
	_, f := root(t, world(basicRefusal, unreadOwned("acme.example/v1", "Widget", "w"), own, secret("shop", "other", config("quay.io")), secret("shop", "ghcr", config("ghcr.io"))))
	for _, x := range f.Fixes {
		if strings.Contains(x.ID, "attach") {
			t.Errorf("offers %s: %s", x.ID, x.Title)
		}
	}
	if x := fixNamed(t, f, "edit-source"); !strings.Contains(x.Commands[0], "[{name: other}, {name: ghcr}]") {
		t.Errorf("%q", x.Commands)
	}
}

// A misspelt name is corrected where it is written, with a copy as the way that
// needs no access there.
func TestOwnerWithAMisspeltName(t *testing.T) {
	own := func(s *diagnose.Snapshot) { s.Pods[0].PullSecrets = []string{"regcerd"} }
	_, f := root(t, world(basicRefusal, unreadOwned("tekton.dev/v1", "TaskRun", "build"), own, secret("shop", "regcred", config("ghcr.io"))))
	if got := ids(f); f.Check != diagnose.CheckSecretNameTypo || len(got) != 2 || got[0] != "copy-secret" || got[1] != "edit-source" {
		t.Errorf("%s %v", f.Check, got)
	}
}
