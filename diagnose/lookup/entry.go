package lookup

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

// Kind is what some words are.
type Kind string

// The kinds of words.
const (
	KindCheck    Kind = "check"
	KindTerm     Kind = "term"
	KindReason   Kind = "reason"           // of an event, or the status of a pod
	KindError    Kind = "error of kubectl" // of kubectl, the API server or docker
	KindCode     Kind = "answer of a registry"
	KindClass    Kind = "symptom" // symptom.class of a report
	KindMessage  Kind = "message" // of a node or a registry
	KindRegistry Kind = "registry service"
	KindRancher  Kind = "Rancher"
)

// Entry is what is known about some words.
type Entry struct {
	Kind  Kind
	Name  string   // the words as the table has them: "ImagePullBackOff"
	Title string   // one sentence, without a full stop
	Means []string // paragraphs
	Facts []Fact   // what a message shows; nil for others

	Checks   []diagnose.CheckName // what it leads to, the likeliest first
	Do       []string             // what to do next, sentences
	Commands []string             // for a POSIX shell; words in capitals are to be replaced

	Where []string // the pods and objects whose output contained it; nil for words of the command line
}

// Fact is one thing that a message shows.
type Fact struct{ Name, Value string }

// Result is the answer to a look-up.
type Result struct {
	Entries []Entry
	Near    []string // nearest known words, if there is no entry
	Notes   []string // about the input: what it is, what was left out
}

// Found reports whether anything was recognized.
func (r *Result) Found() bool { return len(r.Entries) > 0 }

// mostEntries is how many entries one answer has at most.
const mostEntries = 20

// add appends entries; those that say the same are one, with the places of both.
func (r *Result) add(entries ...Entry) {
	for _, e := range entries {
		at := slices.IndexFunc(r.Entries, e.same)
		switch {
		case at >= 0:
			for _, w := range e.Where {
				if !slices.Contains(r.Entries[at].Where, w) {
					r.Entries[at].Where = append(r.Entries[at].Where, w)
				}
			}
		case len(r.Entries) < mostEntries:
			r.Entries = append(r.Entries, e)
		}
	}
}

// same reports whether two entries say the same. Messages that differ only in
// their wording do.
func (e Entry) same(o Entry) bool {
	return e.Kind == o.Kind && e.Name == o.Name && e.Title == o.Title && slices.EqualFunc(e.Facts, o.Facts, func(a, b Fact) bool {
		return a.Name == b.Name && (a.Value == b.Value || a.Name == factMessage)
	})
}

// checks are the names of checks that this version has.
func checks(names ...diagnose.CheckName) []diagnose.CheckName {
	var out []diagnose.CheckName
	for _, n := range names {
		if check.Named(n) != nil && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
