package trial

import (
	"encoding/json"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// Printed returns what a printed report says of failures, so that it can be compared with one that
// was made in this process.
func Printed(text []byte) (*diagnose.Report, error) {
	var w wire.Report
	if err := json.Unmarshal(text, &w); err != nil {
		return nil, err
	}
	r := &diagnose.Report{Tool: diagnose.Tool(w.Tool), Source: diagnose.Source(w.Source), Summary: summary(w.Summary)}
	for _, u := range w.Unreadable {
		r.Unreadable = append(r.Unreadable, diagnose.Unreadable(u))
	}
	for _, c := range w.Causes {
		r.Causes = append(r.Causes, diagnose.Cause{Check: c.Check, Object: (*diagnose.Object)(c.Object), Namespaces: c.Namespaces, Failures: c.Failures})
	}
	for _, f := range w.Failures {
		r.Failures = append(r.Failures, failure(f))
	}
	return r, nil
}

func summary(w wire.Summary) diagnose.Summary {
	return diagnose.Summary{PodsRead: w.PodsRead, Failures: w.Failures, Errors: w.Errors, Warnings: w.Warnings, Unreadable: w.Unreadable, Ignored: w.Ignored}
}

func failure(w wire.Failure) diagnose.Failure {
	f := diagnose.Failure{
		Namespace: w.Namespace, Pod: w.Pod, Container: w.Container, ContainerType: w.ContainerType, Owner: (*diagnose.WorkloadRef)(w.Owner),
		Node: w.Node, Image: w.Image, Repository: w.Repository, Registry: w.Registry, Reason: w.Reason, Since: w.Since,
		Symptom: diagnose.Symptom(w.Symptom), PullPolicy: (*diagnose.PullPolicy)(w.PullPolicy),
	}
	for _, c := range w.Credentials {
		f.Credentials = append(f.Credentials, diagnose.Credential(c))
	}
	for _, s := range w.PullSecrets {
		secret := diagnose.PullSecret{Name: s.Name, From: s.From, State: s.State, Serves: s.Serves}
		for _, e := range s.Entries {
			secret.Entries = append(secret.Entries, diagnose.Entry(e))
		}
		f.PullSecrets = append(f.PullSecrets, secret)
	}
	for _, x := range w.Findings {
		finding := diagnose.Finding{Check: x.Check, Severity: x.Severity, Certainty: x.Certainty, Title: x.Title, Detail: x.Detail,
			Object: (*diagnose.Object)(x.Object), Commands: x.Commands, Location: (*diagnose.Location)(x.Location)}
		for _, fix := range x.Fixes {
			finding.Fixes = append(finding.Fixes, diagnose.Fix{ID: fix.ID, Title: fix.Title, Commands: fix.Commands, Where: fix.Where, Warnings: fix.Warnings})
		}
		f.Findings = append(f.Findings, finding)
	}
	return f
}
