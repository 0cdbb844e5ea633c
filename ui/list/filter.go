package list

import (
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// filter is what was typed after "/": words that must all be there, "!word"
// that must not, "ns:shop" and "cause:key" for one column.
type filter struct{ terms []term }

type term struct {
	column string // "", "ns", "cause", "pod", "registry"
	word   string
	not    bool
}

func parseFilter(s string) filter {
	var f filter
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		var t term
		if rest, ok := strings.CutPrefix(w, "!"); ok {
			t.not, w = true, rest
		}
		t.word = w
		if column, rest, ok := strings.Cut(w, ":"); ok {
			switch column {
			case "ns", "cause", "pod", "registry":
				t.column, t.word = column, rest
			}
		}
		if t.word != "" {
			f.terms = append(f.terms, t)
		}
	}
	return f
}

// Matches says whether a row is shown.
func (f filter) Matches(r *present.Row) bool {
	for _, t := range f.terms {
		if t.matches(r) == t.not {
			return false
		}
	}
	return true
}

func (t term) matches(r *present.Row) bool {
	switch t.column {
	case "ns": // a namespace is meant as a whole: ns:shop is not shop-test
		return strings.ToLower(r.Key.Namespace) == t.word
	case "pod":
		return strings.Contains(strings.ToLower(r.Key.Pod), t.word)
	case "cause":
		return strings.Contains(strings.ToLower(r.Cause), t.word) || strings.Contains(r.Check, t.word)
	case "registry":
		return strings.Contains(strings.ToLower(r.Registry), t.word)
	}
	return strings.Contains(r.Search, t.word)
}

// namespaceHint helps where ns: was given only the beginning of a name: a
// namespace is meant as a whole, which is easy to miss.
func (l *List) namespaceHint() string {
	all := l.Namespaces()
	for _, t := range parseFilter(l.text.Value).terms {
		if t.column != "ns" || t.not {
			continue
		}
		var like []string
		for _, ns := range all {
			if name := strings.ToLower(ns); name == t.word {
				like = nil
				break
			} else if strings.HasPrefix(name, t.word) {
				like = append(like, cell.Clean(ns))
			}
		}
		const most = 5
		switch {
		case len(like) > most:
			return "ns: needs a full name; " + strconv.Itoa(len(like)) + " begin with " + t.word + "."
		case len(like) > 0:
			return "ns: needs a full name, such as ns:" + strings.Join(like, " or ns:") + "."
		}
	}
	return ""
}

// withNamespace is the filter text with its ns: words replaced by one; an
// empty namespace only drops them.
func withNamespace(text, ns string) string {
	var words []string
	for w := range strings.FieldsSeq(text) {
		if !strings.HasPrefix(strings.ToLower(w), "ns:") {
			words = append(words, w)
		}
	}
	if ns != "" {
		words = append(words, "ns:"+ns)
	}
	return strings.Join(words, " ")
}
