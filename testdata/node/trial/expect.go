package trial

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// Compare says what in a report differs from what the case expects, nothing if it agrees.
func Compare(r *diagnose.Report, e cases.Expect) []string {
	list := Failures(r, e)
	if e.Nothing {
		if len(list) > 0 {
			return []string{fmt.Sprintf("a failure of pod %s/%s where none is: %s", e.Namespace, e.Pod, list[0].Symptom.Class)}
		}
		return nil
	}
	if len(list) == 0 {
		return []string{fmt.Sprintf("no failure of container %s of pod %s/%s", e.Container, e.Namespace, e.Pod)}
	}
	var wrong []string
	for _, f := range list {
		for _, text := range compare(f, e) {
			wrong = append(wrong, f.Pod+": "+text)
		}
	}
	return wrong
}

// Failures are those of the report that the case is about: of one pod, or of all pods that a
// controller made alike.
func Failures(r *diagnose.Report, e cases.Expect) []*diagnose.Failure {
	var list []*diagnose.Failure
	for i := range r.Failures {
		f := &r.Failures[i]
		if f.Namespace == e.Namespace && isPod(f.Pod, e.Pod) && f.Container == e.Container {
			list = append(list, f)
		}
	}
	return list
}

func compare(f *diagnose.Failure, e cases.Expect) []string {
	var wrong []string
	differ := func(what string, want, got any) {
		wrong = append(wrong, fmt.Sprintf("%s: want %v, got %v", what, want, got))
	}
	if string(f.ContainerType) != e.ContainerType {
		differ("container type", e.ContainerType, f.ContainerType)
	}
	if f.Symptom.Class != e.Class {
		differ("class", e.Class, f.Symptom.Class+", as the node says: "+f.Symptom.Text)
	}
	var checks []string
	for _, finding := range f.Findings {
		checks = append(checks, string(finding.Check))
	}
	for i, name := range e.Findings {
		if i == 0 && (len(checks) == 0 || checks[0] != name) || !slices.Contains(checks, name) {
			differ("findings", e.Findings, checks)
			break
		}
	}
	credentials := []cases.Credential{}
	for _, c := range f.Credentials {
		credentials = append(credentials, cases.Credential{Secret: c.Secret, Key: c.Key, Username: c.Username})
	}
	if !slices.Equal(credentials, e.Credentials) {
		differ("credentials", e.Credentials, credentials)
	}
	if got := fixOf(f); got != e.Fix {
		differ("first fix", e.Fix, got)
	}
	return wrong
}

// fixOf is the id of the best fix of the root finding.
func fixOf(f *diagnose.Failure) string {
	if len(f.Findings) == 0 || len(f.Findings[0].Fixes) == 0 {
		return ""
	}
	return f.Findings[0].Fixes[0].ID
}
