package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Names that are empty or stand twice are told in the pod's evidence.
func TestOddNames(t *testing.T) {
	for want, names := range map[string][]string{
		"":                          {"a", "b"},
		"a stands in the list more": {"a", "b", "a", "a"},
		"1 empty name in the list":  {"a", ""},
	} {
		got := pull.OddNames(names)
		if (want == "") != (len(got) == 0) || len(got) > 1 || want != "" && !strings.Contains(got[0], want) {
			t.Errorf("%q: %q", names, got)
		}
	}
	s := world("")
	s.Pods[0].PullSecrets = []string{"", ""}
	s.Pods[0].Containers[0].Reason, s.Pods[0].Containers[0].Message = "ErrImagePull", "no basic auth credentials"
	pod := Run(s, diagnose.Options{}).Diagnoses[0].Chain[0]
	if pod.Note != "its list has no name in it" || !strings.Contains(strings.Join(pod.Facts, "\n"), "2 empty names in the list") {
		t.Errorf("%+v", pod)
	}
}
