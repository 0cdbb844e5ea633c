package engine

import (
	"sort"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// assemble builds the report and what the screen shows in addition to it.
func assemble(s *diagnose.Snapshot, o diagnose.Options, cases []*pull.Case, findings [][]diagnose.Finding, causes []*fix.Cause) *diagnose.Result {
	res := &diagnose.Result{Snapshot: s}
	res.Report = diagnose.Report{
		Tool:       diagnose.Tool{Name: "pulldoctor", Version: o.Version},
		Source:     s.Source,
		Causes:     []diagnose.Cause{},
		Failures:   make([]diagnose.Failure, len(cases)),
		Unreadable: sortedUnreadable(s.Unreadable),
	}
	r := &res.Report
	for _, c := range causes {
		r.Causes = append(r.Causes, diagnose.Cause{Check: c.Key.Check, Object: c.Object, Namespaces: c.Namespaces, Failures: c.Members})
	}
	r.Summary = diagnose.Summary{PodsRead: s.PodsRead, Failures: len(cases), Unreadable: len(r.Unreadable)}
	res.Diagnoses = make([]diagnose.Diagnosis, len(cases))
	for i, k := range cases {
		r.Failures[i] = failure(k, findings[i])
		for _, f := range findings[i] {
			switch f.Severity {
			case diagnose.SeverityError:
				r.Summary.Errors++
			case diagnose.SeverityWarning:
				r.Summary.Warnings++
			}
		}
		res.Diagnoses[i] = diagnosis(k, &r.Failures[i])
	}
	return res
}

// failure describes a case for the report.
func failure(k *pull.Case, findings []diagnose.Finding) diagnose.Failure {
	p, c := k.Pod, k.Container
	f := diagnose.Failure{
		Namespace: p.Namespace, Pod: p.Name, Container: c.Name, ContainerType: c.Type,
		Node: p.Node, Image: c.Image, Repository: k.Image.Name, Registry: k.Image.Registry,
		Reason:      c.Reason,
		Symptom:     symptomOf(&k.Reading),
		PullSecrets: []diagnose.PullSecret{},
		Credentials: []diagnose.Credential{},
		Findings:    findings,

		RegistryAnswers: k.Answers,
	}
	if k.Owner != nil {
		f.Owner = &diagnose.WorkloadRef{Kind: k.Owner.Kind, Name: k.Owner.Name}
	}
	if since := since(p); !since.IsZero() {
		f.Since = &since
	}
	if c.Type != diagnose.TypeSandbox {
		policy := k.Policy()
		f.PullPolicy, f.Nodes = &policy, k.NodeTable()
	}
	for i := range k.Refs {
		ps := report(&k.Refs[i])
		ps.Serves = k.Serves(k.Refs[i].Secret)
		f.PullSecrets = append(f.PullSecrets, ps)
	}
	for _, c := range k.Credentials {
		f.Credentials = append(f.Credentials, diagnose.Credential{Secret: c.Secret, Key: keyring.ShowKey(c.Key), Username: redact.User(keyring.ShowText(c.Username))})
	}
	return f
}

func symptomOf(r *symptom.Reading) diagnose.Symptom {
	s := diagnose.Symptom{
		Class: string(r.Class), Text: r.Text,
		Phase: string(r.Phase), Responder: string(r.Responder), Host: keyring.ShowText(r.Exchange.Host), Status: r.Status, Sent: string(r.Sent),
	}
	for _, a := range r.Alternatives {
		s.Alternatives = append(s.Alternatives, string(a))
	}
	return s
}

// since is when the problem started, as far as the API shows.
func since(p *diagnose.Pod) time.Time {
	if p.Template {
		return time.Time{}
	}
	if !p.Since.IsZero() {
		return p.Since.UTC()
	}
	return p.Created.UTC()
}

func report(r *pull.Ref) diagnose.PullSecret {
	ps := diagnose.PullSecret{Name: r.Name, From: r.From, State: r.State, Entries: []diagnose.Entry{}}
	if r.Inspect == nil {
		return ps
	}
	for i, e := range r.Inspect.Entries {
		m := r.Matches[i]
		ps.Entries = append(ps.Entries, diagnose.Entry{Key: keyring.ShowKey(e.Key), Matches: m.Matches, Why: m.Why})
	}
	return ps
}

func sortedUnreadable(in []diagnose.Unreadable) []diagnose.Unreadable {
	out := append([]diagnose.Unreadable{}, in...)
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
