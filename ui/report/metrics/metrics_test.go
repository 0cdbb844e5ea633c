package metrics

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func failure(namespace string, check diagnose.CheckName, ahead bool) diagnose.Failure {
	severity := diagnose.SeverityError
	if ahead {
		severity = diagnose.SeverityWarning
	}
	return diagnose.Failure{
		Namespace: namespace, Pod: "canary-pod", Image: "canary-image", Ahead: ahead, PullSecrets: []diagnose.PullSecret{{Name: "canary-secret"}},
		Credentials: []diagnose.Credential{{Secret: "canary-secret", Username: "canary-user"}},
		Findings:    []diagnose.Finding{{Check: check, Severity: severity, Detail: "canary-detail"}},
	}
}

// Counts, and nothing that identifies a pod, a secret or a user.
func TestWrite(t *testing.T) {
	res := &diagnose.Result{Report: diagnose.Report{
		Summary:  diagnose.Summary{PodsRead: 7, Unreadable: 1},
		Failures: []diagnose.Failure{failure("shop", "host-mismatch", false), failure("shop", "host-mismatch", true), failure("shop", "host-mismatch", true), failure(`a"b`, "unknown", false)},
		Sweep:    &diagnose.SweepReport{Swept: 7, Images: 4, AtRisk: 2, CannotTell: []diagnose.Undetermined{{Namespace: "shop", Image: "canary-image"}}},
	}}
	var b strings.Builder
	if err := Write(&b, res); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		`pulldoctor_containers{namespace="a\"b",check="unknown",severity="error",state="failing"} 1` + "\n" +
			`pulldoctor_containers{namespace="shop",check="host-mismatch",severity="error",state="failing"} 1` + "\n" +
			`pulldoctor_containers{namespace="shop",check="host-mismatch",severity="warning",state="at-risk"} 2`,
		"pulldoctor_pods_read 7\n", "pulldoctor_unreadable 1\n", "pulldoctor_at_risk_pods 2\n", `pulldoctor_undetermined_images{namespace="shop"} 1`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "canary") || !strings.HasSuffix(text, "# EOF\n") {
		t.Errorf("it ends wrongly, or names what it must not:\n%s", text)
	}
}

// However many namespaces there are, the number of series is bounded.
func TestNamespacesAreBounded(t *testing.T) {
	res := &diagnose.Result{}
	for i := range 2000 {
		res.Report.Failures = append(res.Report.Failures, failure(fmt.Sprintf("ns-%04d", i), "unknown", false))
	}
	var b strings.Builder
	if err := Write(&b, res); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "pulldoctor_containers{"); n != mostNamespaces+1 || !strings.Contains(b.String(), `namespace="(others)",check="unknown",severity="error",state="failing"} 1500`) {
		t.Errorf("%d series", n)
	}
}
