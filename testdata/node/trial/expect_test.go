package trial

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

func expected() cases.Expect {
	return cases.Expect{
		Namespace: "shop", Pod: "cart", Container: "app", ContainerType: "container", Class: "auth-required",
		Findings: []string{"secret-missing", "single-point"}, Fix: "copy-secret",
		Credentials: []cases.Credential{{Secret: "s", Key: "ghcr.io", Username: "bot"}},
	}
}

func reported() diagnose.Failure {
	return diagnose.Failure{
		Namespace: "shop", Pod: "cart-5d4f-abcde", Container: "app", ContainerType: "container",
		Symptom:     diagnose.Symptom{Class: "auth-required"},
		Credentials: []diagnose.Credential{{Secret: "s", Key: "ghcr.io", Username: "bot"}},
		Findings: []diagnose.Finding{
			{Check: "secret-missing", Fixes: []diagnose.Fix{{ID: "copy-secret"}}}, {Check: "other"}, {Check: "single-point"},
		},
	}
}

// TestCompare changes one thing at a time and expects to hear of it.
func TestCompare(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*diagnose.Failure)
		want   string
	}{
		{"agrees", func(*diagnose.Failure) {}, ""},
		{"another pod", func(f *diagnose.Failure) { f.Pod = "cartoon" }, "no failure of container app"},
		{"another container", func(f *diagnose.Failure) { f.Container = "init" }, "no failure of container app"},
		{"container type", func(f *diagnose.Failure) { f.ContainerType = "init" }, "container type"},
		{"class", func(f *diagnose.Failure) { f.Symptom.Class = "dns" }, "class"},
		{"root cause", func(f *diagnose.Failure) { f.Findings[0], f.Findings[1] = f.Findings[1], f.Findings[0] }, "findings"},
		{"a finding is missing", func(f *diagnose.Failure) { f.Findings = f.Findings[:2] }, "findings"},
		{"no finding", func(f *diagnose.Failure) { f.Findings = nil }, "findings"},
		{"credentials", func(f *diagnose.Failure) { f.Credentials = nil }, "credentials"},
		{"no fix", func(f *diagnose.Failure) { f.Findings[0].Fixes = nil }, "first fix"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := reported()
			tt.change(&f)
			got := strings.Join(Compare(&diagnose.Report{Failures: []diagnose.Failure{f}}, expected()), "\n")
			if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCompareNothing wants a report that says nothing of the pod.
func TestCompareNothing(t *testing.T) {
	e := expected()
	e.Nothing = true
	if wrong := Compare(&diagnose.Report{}, e); len(wrong) > 0 {
		t.Errorf("got %q", wrong)
	}
	if wrong := Compare(&diagnose.Report{Failures: []diagnose.Failure{reported()}}, e); len(wrong) != 1 {
		t.Errorf("got %q", wrong)
	}
}

// TestCompareEveryPod judges all pods that a controller made alike.
func TestCompareEveryPod(t *testing.T) {
	good, bad := reported(), reported()
	bad.Pod, bad.Symptom.Class = "cart-5d4f-fghij", "dns"
	wrong := Compare(&diagnose.Report{Failures: []diagnose.Failure{good, bad}}, expected())
	if len(wrong) != 1 || !strings.HasPrefix(wrong[0], bad.Pod) {
		t.Errorf("got %q", wrong)
	}
}
