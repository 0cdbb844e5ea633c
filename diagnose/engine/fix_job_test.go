package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// ownedBy makes the pod one of another kind of workload.
func ownedBy(kind, apiVersion string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.Workloads[0].Kind, s.Workloads[0].APIVersion = kind, apiVersion
		s.Pods[0].Owners[0].Kind = kind
	}
}

// A Job's template cannot be changed: the account can, or the secret that is
// named can be made; the rest is to rebuild it, which nobody does unasked.
func TestJobs(t *testing.T) {
	job := ownedBy("Job", "batch/v1")
	good := secret("shop", "r", config("ghcr.io"))
	t.Run("attached to the account", func(t *testing.T) {
		_, f := root(t, world(basicRefusal, job, good))
		if f.Fixes[0].ID != "attach-to-account" || f.Fixes[0].Steps[1].Action() != diagnose.DeletePod {
			t.Fatalf("fixes %v", ids(f))
		}
		if w := strings.Join(f.Fixes[0].Warnings, " "); !strings.Contains(w, "counts as a failed try of Job shop/web") {
			t.Errorf("warnings %q", w)
		}
	})
	t.Run("the name that is asked for", func(t *testing.T) {
		_, f := root(t, world(basicRefusal, job, refs("regcerd"), secret("shop", "regcred", config("ghcr.io"))))
		if st := f.Fixes[0].Steps; len(st) != 1 || st[0].Action() != diagnose.CreateSecret || st[0].Object.Name != "regcerd" {
			t.Errorf("fixes %v", ids(f))
		}
	})
	t.Run("wrong type", func(t *testing.T) {
		_, f := root(t, world(basicRefusal, job, refs("r"), secret("shop", "r", config("ghcr.io"), opaque)))
		if got := ids(f); !slices.Equal(got, []string{"rebuild-job"}) || f.Fixes[0].Blocked == "" || len(f.Fixes[0].Steps) > 0 {
			t.Errorf("fixes %v", got)
		}
	})
}

// A CronJob's change reaches its next Job; the present pod is not restarted.
func TestCronJobs(t *testing.T) {
	_, f := root(t, world(basicRefusal, ownedBy("CronJob", "batch/v1"), secret("shop", "r", config("ghcr.io"))))
	remedy := fixNamed(t, f, "attach-to-workload")
	if len(remedy.Steps) != 1 || len(remedy.Restarts) != 0 || remedy.After != fix.AfterCronJob {
		t.Errorf("%d steps, %v, %q", len(remedy.Steps), remedy.Restarts, remedy.After)
	}
	if c := strings.Join(remedy.Commands, "\n"); !strings.Contains(c, "/spec/jobTemplate/spec/template/spec/imagePullSecrets") || !strings.Contains(c, "--from=cronjob/web") {
		t.Errorf("commands\n%s", c)
	}
	if fix := fixNamed(t, f, "attach-to-account"); fix.Steps[1].Action() != diagnose.DeletePod {
		t.Error("the present Job is not helped")
	}
}

// A ReplicationController and a bare ReplicaSet do not roll out.
func TestControllersThatDoNotRollOut(t *testing.T) {
	for kind, version := range map[string]string{"ReplicationController": "v1", "ReplicaSet": "apps/v1"} {
		_, f := root(t, world(basicRefusal, ownedBy(kind, version), secret("shop", "r", config("ghcr.io"))))
		st := fixNamed(t, f, "attach-to-workload").Steps
		if len(st) != 2 || st[0].Action() != diagnose.SetTemplatePullSecrets || st[0].APIVersion != version || st[1].Action() != diagnose.DeletePod {
			t.Errorf("%s: %d steps", kind, len(st))
		}
	}
}

func TestABarePodSaysWhatIsLost(t *testing.T) {
	s := world(basicRefusal, secret("shop", "r", config("ghcr.io")))
	s.Pods[0].Owners, s.Workloads, s.Pods[0].EmptyDir = nil, nil, true
	_, f := root(t, s)
	fix := fixNamed(t, f, "attach-to-workload")
	if st := fix.Steps; len(st) != 1 || st[0].Action() != diagnose.RecreatePod || !strings.Contains(strings.Join(fix.Warnings, " "), "emptyDir") {
		t.Errorf("%v %q", ids(f), fix.Warnings)
	}
}
