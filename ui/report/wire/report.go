package wire

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// SchemaVersion is the version of the report's schema. It would only increase
// for an incompatible change; names are only ever added.
const SchemaVersion = 1

// Report is what other programs read. It is deterministic and contains no credentials.
type Report struct {
	SchemaVersion int          `json:"schemaVersion"`
	Tool          Tool         `json:"tool"`
	Source        Source       `json:"source"`
	Summary       Summary      `json:"summary"`
	Causes        []Cause      `json:"causes"`
	Failures      []Failure    `json:"failures"`
	Documents     []Document   `json:"documents,omitempty"` // manifests only
	Unreadable    []Unreadable `json:"unreadable"`
	Ignored       []Ignored    `json:"ignored,omitempty"` // only where they are to be listed
	Sweep         *Sweep       `json:"sweep,omitempty"`   // only with --sweep
}

// Of returns the report of a result.
func Of(r *diagnose.Report) *Report {
	return &Report{
		SchemaVersion: SchemaVersion,
		Tool:          Tool(r.Tool),
		Source:        Source(r.Source),
		Summary:       summaryOf(r),
		Causes:        each(r.Causes, causeOf),
		Failures:      each(r.Failures, FailureOf),
		Documents:     each(r.Documents, documentOf),
		Unreadable:    each(r.Unreadable, func(u diagnose.Unreadable) Unreadable { return Unreadable(u) }),
		Ignored:       each(r.Ignored, ignoredOf),
		Sweep:         sweepOf(r.Sweep),
	}
}

// Tool names the program that wrote the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Source is what was read.
type Source struct {
	Kind       diagnose.SourceKind `json:"kind"`
	Context    string              `json:"context,omitempty"`    // kubeconfig context
	Namespaces []string            `json:"namespaces,omitempty"` // empty means all
}

// Summary counts. Errors and Warnings count findings of all failures and documents.
type Summary struct {
	PodsRead   int `json:"podsRead"`
	Failures   int `json:"failures"`
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Unreadable int `json:"unreadable"`
	Ignored    int `json:"ignored,omitempty"` // findings that are not reported: settings, annotations, a baseline

	// Only with --sweep.
	Swept  *int `json:"swept,omitempty"`  // pods that were judged, those that fail included
	Images *int `json:"images,omitempty"` // different images
	AtRisk *int `json:"atRisk,omitempty"` // pods, and workloads without pods, that a new node may not be able to start
}

// Cause groups the failures that share a cause.
type Cause struct {
	Check      diagnose.CheckName `json:"check"`
	Object     *Object            `json:"object,omitempty"`     // with Namespaces: the object in the first one
	Namespaces []string           `json:"namespaces,omitempty"` // if one fix resolves it in several namespaces
	Failures   []int              `json:"failures"`             // indexes into Report.Failures
}

func causeOf(c diagnose.Cause) Cause {
	return Cause{Check: c.Check, Object: (*Object)(c.Object), Namespaces: c.Namespaces, Failures: c.Failures}
}

// Object identifies a Kubernetes object. Namespace is empty for cluster-scoped kinds.
type Object struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// Unreadable is one read that was denied or failed.
type Unreadable struct {
	Resource  string `json:"resource"` // plural, lower case: "secrets"
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name,omitempty"`
	Verb      string `json:"verb"`
	Why       string `json:"why"` // "forbidden", or the error in one sentence
}

// Document is an object of the manifests whose findings belong to no pull.
type Document struct {
	Object   Object    `json:"object"`
	Findings []Finding `json:"findings"` // worst first
}

func documentOf(d diagnose.Document) Document {
	return Document{Object: Object(d.Object), Findings: each(d.Findings, findingOf)}
}

// each converts the elements of a list; a nil list stays nil, which JSON distinguishes from an empty one.
func each[A, B any](list []A, convert func(A) B) []B {
	if list == nil {
		return nil
	}
	out := make([]B, len(list))
	for i, x := range list {
		out[i] = convert(x)
	}
	return out
}
