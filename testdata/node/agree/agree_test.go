// Package agree holds the report of a cluster against the reports of its dumps: every practice case
// on a real API server, dumped by the real kubectl. It also waits there for workloads. It needs
// neither root nor Linux.
package agree

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

const workloads = ",deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs,replicationcontrollers,nodes"

// notSeen are the checks that say of a secret that it does not exist.
var notSeen = []string{"secret-missing", "secret-name-typo", "secret-in-other-namespace"}

func TestOnAnAPIServer(t *testing.T) {
	w := everythingFailed(t)
	t.Run("dumps", func(t *testing.T) { dumpsAgree(t, w) })
	if *only == "" {
		t.Run("wait", func(t *testing.T) { waits(t, w) })
	}
}

// dumpsAgree compares every finding.
func dumpsAgree(t *testing.T, w world) {
	live := w.report(t, "-A", "--kubeconfig", w.kubeconfig)
	if *only == "" && len(live.Failures) < 40 {
		t.Fatalf("only %d failures to compare", len(live.Failures))
	}
	t.Logf("%d failures, %d causes", len(live.Failures), len(live.Causes))
	for _, tc := range []struct {
		name, kinds string
		leftOut     []diagnose.CheckName
	}{
		{"five kinds", cases.DumpKinds, cases.BesideDump},
		{"workloads and nodes as well", cases.DumpKinds + workloads, nil},
	} {
		dumped := w.report(t, "-f", w.dump(t, tc.kinds))
		if d := cmp.Diff(cases.Findings(live, tc.leftOut...), cases.Findings(dumped, tc.leftOut...)); d != "" {
			t.Errorf("%s (- live, + dump): %s", tc.name, d)
		}
		if tc.leftOut == nil {
			if d := cmp.Diff(live.Causes, dumped.Causes); d != "" {
				t.Errorf("causes of %s (- live, + dump): %s", tc.name, d)
			}
		}
	}
	pods := w.report(t, "-f", w.dump(t, "pods"))
	told := 0 // by the pods themselves; of a pause image only events tell
	for _, f := range live.Failures {
		if f.ContainerType != "sandbox" {
			told++
		}
	}
	if len(pods.Failures) != told {
		t.Errorf("pods alone: %d failures, want %d", len(pods.Failures), told)
	}
	for _, line := range cases.Findings(pods) {
		for _, check := range notSeen {
			if strings.Contains(line, ": "+check+" ") {
				t.Errorf("pods alone: %s", line)
			}
		}
	}
}
