package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Empty items and names listed twice are in the pod's evidence and in the cause, and are not counted.
func TestOddNames(t *testing.T) {
	for want, names := range map[string][]string{
		"":                                  {"a", "b"},
		`"a" is listed more than once`:      {"a", "b", "a", "a"},
		"imagePullSecrets has 1 empty item": {"a", ""},
	} {
		got := pull.OddNames(names)
		if (want == "") != (len(got) == 0) || len(got) > 1 || want != "" && !strings.Contains(got[0], want) {
			t.Errorf("%q: %q", names, got)
		}
	}
	s := world("")
	s.Pods[0].PullSecrets = []string{"", ""}
	s.Pods[0].Containers[0].Reason, s.Pods[0].Containers[0].Message = "ErrImagePull", "no basic auth credentials"
	res := Run(s, diagnose.Options{})
	if detail := res.Report.Failures[0].Findings[0].Detail; !strings.Contains(detail, "2 empty items") {
		t.Error(detail)
	}
	pod := res.Diagnoses[0].Chain[0]
	if pod.Note != "its list contains no name" || !strings.Contains(strings.Join(pod.Facts, "\n"), "2 empty items") {
		t.Errorf("%+v", pod)
	}
	s = world(basicRefusal, refs("r", "r", ""))
	if f := Run(s, diagnose.Options{}).Report.Failures[0]; len(f.PullSecrets) != 1 {
		t.Errorf("%+v", f.PullSecrets)
	}
}
