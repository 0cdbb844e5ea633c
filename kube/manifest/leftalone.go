package manifest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// leftAlone counts what has no bearing on pulls, so that input of which nothing
// was judged is not called fine.
type leftAlone struct {
	documents int            // with any content
	kinds     map[string]int // objects that are not judged
	shapes    map[string]int // kinds that were judged by their shape
	strays    []string       // files in folders that are no manifests

	templates map[string]int  // of Helm charts, by the folder of the chart
	isChart   map[string]bool // folders that were looked at
}

// pass notes an object that is not judged.
func (l *loader) pass(kind string) {
	if l.left.kinds == nil {
		l.left.kinds = map[string]int{}
	}
	l.left.kinds[clean.Line(kind)]++
}

// claims finds the fields that make a document a Kubernetes object.
var claims = regexp.MustCompile(`(?m)^[\s{"'-]*(apiVersion|kind)["']?\s*:`)

// stray notes a document in a folder that is not meant for Kubernetes: a values
// file, an Ansible list, a compose file. False for files that were named.
func (l *loader) stray(f inputFile, text []byte) bool {
	if !f.found || text != nil && claims.Match(text) {
		return false
	}
	if name := f.shown(); !slices.Contains(l.left.strays, name) {
		l.left.strays = append(l.left.strays, name)
	}
	return true
}

// maxStrays is how many stray files are named.
const maxStrays = 3

// noteStrays says in one line which files were skipped.
func (l *loader) noteStrays() {
	n := len(l.left.strays)
	if n == 0 {
		return
	}
	names := strings.Join(l.left.strays[:min(n, maxStrays)], ", ")
	if n > maxStrays {
		names += fmt.Sprintf(" and %d more", n-maxStrays)
	}
	text := "1 file is not a Kubernetes manifest and was skipped: " + names
	if n > 1 {
		text = fmt.Sprintf("%d files are not Kubernetes manifests and were skipped: %s", n, names)
	}
	l.note(FileProblem{File: "-f", Text: text, Hint: true})
}

// nothingJudged says whether no object was read that is judged.
func (l *loader) nothingJudged() bool {
	s := &l.snap
	return !l.judgeable && len(s.Refused)+len(s.Misplaced) == 0
}

// notJudged makes the answer incomplete: nothing of the input was judged.
func (l *loader) notJudged(paths []string) {
	why := "nothing could be judged, for it has no pod, workload, Secret or ServiceAccount"
	if kinds := counted(l.left.kinds); len(kinds) > 0 {
		why += "; left alone: " + strings.Join(kinds, ", ")
	}
	why += ". Render it first, and give the output: helm template, kubectl kustomize, flux build"
	l.snap.Unreadable = append(l.snap.Unreadable, diagnose.Unreadable{Resource: diagnose.UnreadDocuments, Name: shownAll(paths), Verb: "read", Why: why})
}

// counted writes kinds with their numbers: "2 ConfigMap".
func counted(kinds map[string]int) []string {
	var out []string
	for _, k := range sortedKeys(kinds) {
		out = append(out, fmt.Sprintf("%d %s", kinds[k], k))
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
