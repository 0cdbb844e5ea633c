package engine

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Failures stand in the order of namespace, pod and container, by their names.
func TestOrderOfFailures(t *testing.T) {
	s := (&unseen{says: saysNoBasic}).play()
	second := s.Pods[0].Containers[0]
	s.Pods[0].Containers[0].Name, second.Name = "web", "agent"
	s.Pods[0].Containers = append(s.Pods[0].Containers, second)
	failures := Run(s, diagnose.Options{}).Report.Failures
	if len(failures) != 2 || failures[0].Container != "agent" || failures[1].Container != "web" {
		t.Errorf("%+v", failures)
	}
}
