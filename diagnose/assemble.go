package diagnose

import (
	"sort"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// assemble writes the report and what the screen needs beside it.
func assemble(s *Snapshot, o Options, cases []*Case, findings [][]Finding, causes []*cause) *Result {
	res := &Result{Snapshot: s}
	res.Report = Report{
		SchemaVersion: SchemaVersion,
		Tool:          Tool{"pulldoctor", o.Version},
		Source:        s.Source,
		Causes:        []Cause{},
		Failures:      make([]Failure, len(cases)),
		Unreadable:    sortedUnreadable(s.Unreadable),
	}
	r := &res.Report
	for _, c := range causes {
		r.Causes = append(r.Causes, Cause{Check: c.key.check, Object: c.object, Failures: c.members})
	}
	r.Summary = Summary{PodsRead: s.PodsRead, Failures: len(cases), Unreadable: len(r.Unreadable)}
	res.Diagnoses = make([]Diagnosis, len(cases))
	for i, k := range cases {
		r.Failures[i] = k.failure(findings[i])
		for _, f := range findings[i] {
			switch f.Severity {
			case SeverityError:
				r.Summary.Errors++
			case SeverityWarning:
				r.Summary.Warnings++
			}
		}
		res.Diagnoses[i] = k.diagnosis(&r.Failures[i])
	}
	return res
}

// failure is the report's view of a case.
func (k *Case) failure(findings []Finding) Failure {
	p, c := k.Pod, k.Container
	f := Failure{
		Namespace: p.Namespace, Pod: p.Name, Container: c.Name, ContainerType: c.Type,
		Node: p.Node, Image: c.Image, Repository: k.Image.Name, Registry: k.Image.Registry,
		Reason:      c.Reason,
		Symptom:     Symptom{Class: string(k.Reading.Class), Text: k.Reading.Text},
		PullSecrets: []PullSecret{},
		Credentials: []Credential{},
		Findings:    findings,
	}
	if k.Owner != nil {
		f.Owner = &WorkloadRef{k.Owner.Kind, k.Owner.Name}
	}
	if since := p.since(); !since.IsZero() {
		f.Since = &since
	}
	for _, a := range k.Reading.Alternatives {
		f.Symptom.Alternatives = append(f.Symptom.Alternatives, string(a))
	}
	for i := range k.Refs {
		f.PullSecrets = append(f.PullSecrets, k.Refs[i].report())
	}
	for _, c := range k.Credentials {
		f.Credentials = append(f.Credentials, Credential{c.Secret, keyring.ShowKey(c.Key), showUser(keyring.ShowText(c.Username))})
	}
	return f
}

// since is when the trouble began, as far as the API tells.
func (p *Pod) since() time.Time {
	if p.Template {
		return time.Time{}
	}
	if !p.Since.IsZero() {
		return p.Since.UTC()
	}
	return p.Created.UTC()
}

func (r *Ref) report() PullSecret {
	ps := PullSecret{Name: r.Name, From: r.From, State: r.State, Entries: []Entry{}}
	if r.Inspect == nil {
		return ps
	}
	for i, e := range r.Inspect.Entries {
		m := r.Matches[i]
		ps.Entries = append(ps.Entries, Entry{Key: keyring.ShowKey(e.Key), Matches: m.Matches, Why: m.Why})
	}
	return ps
}

func sortedUnreadable(in []Unreadable) []Unreadable {
	out := append([]Unreadable{}, in...)
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Resource != b.Resource {
			return a.Resource < b.Resource
		}
		if a.Namespace != b.Namespace {
			return a.Namespace < b.Namespace
		}
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Verb < b.Verb
	})
	return out
}
