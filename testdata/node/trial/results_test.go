package trial

import (
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

func TestTable(t *testing.T) {
	report := &diagnose.Report{Failures: []diagnose.Failure{reported()}}
	var r Results
	r.add(cases.Case{Name: "mended", Expect: expected()}, "ImagePullBackOff", report).Took = 1200 * time.Millisecond
	r.add(cases.Case{Name: "unseen", Expect: cases.Expect{Pod: "nobody"}}, "raw | error\nof Go", report).Wrong = true
	got := r.Table()
	for _, want := range []string{
		"| mended | ImagePullBackOff | secret-missing | copy-secret | 2 s |\n",
		"| unseen | raw \\| error of Go | - | - | **not as the case says** |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestReplaceSection(t *testing.T) {
	first := ReplaceSection("# Results\n", "new", "one")
	both := ReplaceSection(first, "old", "two")
	want := "# Results\n\n## new\n\nthree\n\n## old\n\ntwo\n"
	if got := ReplaceSection(both, "new", "three\n"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := ReplaceSection(want, "old", "two"); got != want {
		t.Errorf("writing the same changes it: %q", got)
	}
}

func TestAddToSection(t *testing.T) {
	const before = "# all\n\n## new\n\n| a |\n|---|\n| one | x |\n| two | y |\n\n## old\n\n| a |\n"
	const table = "| a |\n|---|\n| two | z |\n| three | w |\n"
	want := "# all\n\n## new\n\n| a |\n|---|\n| one | x |\n| two | z |\n| three | w |\n\n## old\n\n| a |\n"
	if got := AddToSection(before, "new", table); got != want {
		t.Errorf("%q", got)
	}
	if got := AddToSection("# all\n", "new", table); got != "# all\n\n## new\n\n"+table {
		t.Errorf("a new section: %q", got)
	}
}
