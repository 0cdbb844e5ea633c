package lookup

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// row is a line of the tables: names or patterns, and what they mean.
type row struct {
	names  []string // the first is the heading
	title  string
	means  string // paragraphs, separated by an empty line
	checks string // names of checks, separated by spaces
	do     []string
	run    []string // commands
}

func (r *row) entry(kind Kind) Entry {
	return Entry{
		Kind: kind, Name: strings.ReplaceAll(r.names[0], "*", " ... "), Title: r.title, Means: paragraphs(r.means),
		Checks: checkNames(r.checks), Do: r.do, Commands: r.run,
	}
}

func checkNames(list string) []diagnose.CheckName {
	var names []diagnose.CheckName
	for n := range strings.FieldsSeq(list) {
		names = append(names, diagnose.CheckName(n))
	}
	return checks(names...)
}

// paragraphs joins lines that were wrapped by hand.
func paragraphs(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}
