package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// Only pods that a controller replaces are offered; for a Job, a warning says that
// the deleted pod counts as a failure.
func TestTryNow(t *testing.T) {
	s := world(basicRefusal)
	bare := s.Pods[0]
	bare.Name, bare.Owners = "bare", nil
	job := s.Pods[0]
	job.Name, job.Owners = "job-1", []diagnose.Owner{{APIVersion: "batch/v1", Kind: "Job", Name: "nightly", UID: "job", Controller: true}}
	static := s.Pods[0]
	static.Name, static.Owners = "static", []diagnose.Owner{{APIVersion: "v1", Kind: "Node", Name: "node-1", UID: "node", Controller: true}}
	s.Pods = append(s.Pods, bare, job, static)
	var all []diagnose.Object
	for i := range s.Pods {
		all = append(all, s.Pods[i].Object())
	}
	f, ok := fix.TryNow(s, all)
	if !ok || len(f.Steps) != 2 || f.Steps[0].Object.Name != "web-1" || f.Steps[1].Object.Name != "job-1" || f.Steps[0].UID != "pod-1" {
		t.Fatalf("steps %+v", f.Steps)
	}
	if len(f.Warnings) != 1 || !strings.Contains(f.Warnings[0], "counts as a failure of Job shop/nightly") {
		t.Errorf("warnings %q", f.Warnings)
	}
	if strings.Join(f.Commands, "\n") != "kubectl -n shop delete pod web-1\nkubectl -n shop delete pod job-1" {
		t.Errorf("commands %q", f.Commands)
	}
	if _, ok := fix.TryNow(s, all[1:2]); ok {
		t.Error("a bare pod is offered")
	}
	if _, ok := fix.TryNow(s, nil); ok {
		t.Error("nothing is offered")
	}
}
