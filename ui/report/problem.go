package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// problem is a finding with all failures that have it: ten pods that share a
// broken secret are one problem, not ten.
type problem struct {
	finding  *diagnose.Finding
	place    place
	failures []int // indexes into Report.Failures
}

// problemsOf groups the findings of a report, in its order.
func problemsOf(res *diagnose.Result) []problem {
	type key struct {
		check, detail string
		object        diagnose.Object
		place         place
	}
	at := placesOf(res.Snapshot)
	index := map[key]int{}
	var out []problem
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		for j := range d.Failure.Findings {
			f := &d.Failure.Findings[j]
			k := key{check: string(f.Check), detail: f.Detail, place: at.of(f, d)}
			if f.Object != nil {
				k.object = *f.Object
			}
			n, seen := index[k]
			if !seen {
				n = len(out)
				index[k] = n
				out = append(out, problem{finding: f, place: k.place})
			}
			if l := out[n].failures; len(l) == 0 || l[len(l)-1] != i {
				out[n].failures = append(out[n].failures, i)
			}
		}
	}
	return append(out, documentProblems(res, at)...)
}

// object returns the object of the finding, or what fails if the finding has none.
func (p *problem) object(res *diagnose.Result) diagnose.Object {
	if p.finding.Object != nil {
		return *p.finding.Object
	}
	f := &res.Report.Failures[p.failures[0]]
	return diagnose.Object{Kind: kindOf(res, p.failures[0]), Namespace: f.Namespace, Name: f.Pod}
}

// affected tells which pods suffer, in one sentence; empty for a problem of a
// document.
func (p *problem) affected(res *diagnose.Result) string {
	const most = 3
	if len(p.failures) == 0 {
		return ""
	}
	var names []string
	for n, i := range p.failures {
		if n == most {
			names = append(names, fmt.Sprintf("%d more", len(p.failures)-most))
			break
		}
		f := &res.Report.Failures[i]
		names = append(names, fmt.Sprintf("%s %s/%s (%s)", kindOf(res, i), f.Namespace, f.Pod, f.Image))
	}
	return "Affects " + strings.Join(names, ", ") + "."
}

// kindOf returns the kind of the object in a failure's pod field: in manifests it may be a
// workload.
func kindOf(res *diagnose.Result, failure int) string {
	if p := res.Diagnoses[failure].Pod; p != nil && p.Kind != "" {
		return p.Kind
	}
	return "Pod"
}

// reasonOf returns a short reason of a failure. It replaces a raw error, and the
// missing reason of a template that never ran.
func reasonOf(f *diagnose.Failure) string {
	switch {
	case f.Ahead:
		return stateAhead(f)
	case f.Reason == "" && f.Symptom.Class == "unknown":
		return "not deployed yet"
	case f.Reason == "" || strings.Contains(f.Reason, " "):
		return f.Symptom.Class
	}
	return f.Reason
}

// whereOf describes what was read, as a phrase.
func whereOf(r *diagnose.Report) string {
	var where string
	switch r.Source.Kind {
	case diagnose.SourceTraining:
		where = "the practice cluster"
	case diagnose.SourceFiles:
		where = "the manifests"
		if r.Source.Context != "" {
			where += " and cluster " + r.Source.Context
		}
	default:
		where = strings.TrimSpace("cluster " + r.Source.Context)
	}
	if n := len(r.Source.Namespaces); n == 1 {
		where += ", namespace " + r.Source.Namespaces[0]
	} else if n > 1 {
		where += ", namespaces " + strings.Join(r.Source.Namespaces, ", ")
	}
	return where
}

// headlineOf returns the result in one sentence, without the final full stop.
func headlineOf(res *diagnose.Result) string {
	r := &res.Report
	read := plural(r.Summary.PodsRead, "pod") + " read"
	if n := r.Summary.Ignored; n > 0 {
		read += ", " + plural(n, "finding") + " ignored"
	}
	if r.Summary.Failures == 0 && len(r.Documents) > 0 {
		return documentsHeadline(r) + ": " + read
	}
	if r.Sweep != nil && !nothingJudged(r) {
		return sweepHeadline(r)
	}
	if nothingJudged(r) {
		return fmt.Sprintf("Nothing could be judged in %s: %s", whereOf(r), read)
	}
	if r.Summary.Failures == 0 || onlyUsual(res) {
		return fmt.Sprintf("No failing image pull in %s: %s", whereOf(r), read)
	}
	blocks, _ := explained(res)
	failures := 0
	for _, n := range blocks {
		failures += len(r.Causes[n].Failures)
	}
	if failures == 0 {
		return documentsHeadline(r) + ": " + read
	}
	one := failures == 1
	verb := map[bool]string{true: "fails", false: "fail"}[one]
	if r.Source.Kind == diagnose.SourceFiles {
		verb = map[bool]string{true: "needs", false: "need"}[one] + " attention"
	}
	more := ""
	if n := len(r.Documents); n > 0 {
		more = ", " + plural(n, "more document") + " at fault"
	}
	return fmt.Sprintf("%s %s in %s: %s, %s%s", plural(failures, "image pull"), verb, whereOf(r), plural(len(blocks), "cause"), read, more)
}

// mostAlike is how many documents with one problem are listed; the rest is counted.
const mostAlike = 3

// unreadableLines lists what could not be read, without duplicates. Many documents
// with one problem are one line.
func unreadableLines(r *diagnose.Report) []string {
	var lines []string
	seen := map[string]bool{}
	alike := map[string][]string{} // documents by their problem
	for _, u := range r.Unreadable {
		if u.Resource == diagnose.UnreadDocuments && !slices.Contains(alike[u.Why], u.Name) {
			alike[u.Why] = append(alike[u.Why], u.Name)
		}
	}
	for _, u := range r.Unreadable {
		l := unreadableName(u) + ": " + u.Why
		if names := alike[u.Why]; u.Resource == diagnose.UnreadDocuments && len(names) > mostAlike {
			l = fmt.Sprintf("%d documents (%s and %d more): %s", len(names), strings.Join(names[:mostAlike], ", "), len(names)-mostAlike, u.Why)
		}
		if !seen[l] {
			seen[l] = true
			lines = append(lines, l)
		}
	}
	return lines
}

// unreadableName describes one read that failed: "get secrets regcred in ci", or
// the place of a document that cannot be parsed: "document web.yaml:12".
func unreadableName(u diagnose.Unreadable) string {
	if u.Resource == diagnose.UnreadDocuments {
		return "document " + u.Name
	}
	where := u.Namespace
	if where == "" {
		where = "all namespaces"
	}
	return fmt.Sprintf("%s %s in %s", u.Verb, strings.TrimSpace(u.Resource+" "+u.Name), where)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
