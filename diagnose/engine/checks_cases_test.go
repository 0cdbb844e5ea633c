package engine_test

import (
	"os"
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// What a check finds can be seen in a case, on the usual nodes or on the older ones.
func TestEveryCheckHasItsCase(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, c := range all {
		found = append(found, c.Expect.Findings...)
		found = append(found, c.Expect.On(cases.OlderNode).Findings...)
	}
	found = append(found, "platform-missing") // only registries' answers show it
	for _, c := range check.All {
		if c.Name == diagnose.CheckNotDeployable { // no cluster has such a pod: TestNotDeployable shows it
			continue
		}
		if !slices.Contains(found, string(c.Name)) {
			t.Errorf("no case of testdata/cases shows %s", c.Name)
		}
	}
}
