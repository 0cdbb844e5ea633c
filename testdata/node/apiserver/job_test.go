package apiserver

import (
	"os"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// TestJobIsMadeAnew: a Job's template cannot be changed, so the program offers commands only. They
// lead to a Job that runs.
func TestJobIsMadeAnew(t *testing.T) {
	kubelet.Quiet()
	ctx := nodetest.Context()
	_, registries := nodetest.Load(t)
	list, err := cases.Load(os.DirFS(nodetest.FixesDir), "owner-job-list")
	if err != nil {
		t.Fatal(err)
	}
	cluster, w := nodetest.StartServer(t, list, registries)
	if err := w.PrepareAll(ctx, list); err != nil {
		t.Fatal(err)
	}
	result, err := w.Diagnose(ctx)
	if err != nil {
		t.Fatal(err)
	}
	expect := list[0].Expect
	fix := trial.Failures(&result.Report, expect)[0].Findings[0].Fixes[0]
	if wrong := trial.Compare(&result.Report, expect); len(wrong) > 0 || len(fix.Steps) > 0 || fix.Blocked == "" {
		t.Fatalf("%s, blocked %q, with %d steps:\n%s", fix.ID, fix.Blocked, len(fix.Steps), strings.Join(wrong, "\n"))
	}
	programs, err := lab.Build(ctx, t.Output(), "kubectl")
	if err != nil {
		t.Fatal(err)
	}
	kubectl := trial.Kubectl{Program: programs["kubectl"], Kubeconfig: cluster.Kubeconfig}
	if _, err := kubectl.Run(ctx, fix, diagnose.Credentials{}); err != nil {
		t.Fatal(err)
	}
	if err := w.AllRunning(ctx, expect); err != nil {
		t.Error(err)
	}
}
