package manifest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// maxAlike is how many problems of one kind in one folder are listed; more are counted.
const maxAlike = 3

// chartOf is the folder of the Helm chart that a file found in a folder is a template
// of, empty for other files.
func (l *loader) chartOf(f inputFile, text []byte) string {
	before, _, ok := strings.Cut(filepath.ToSlash(f.path), "/templates/")
	if !ok || !f.found || !bytes.Contains(text, []byte("{{")) {
		return ""
	}
	is, known := l.left.isChart[before]
	if !known {
		_, err := os.Stat(filepath.Join(filepath.FromSlash(before), "Chart.yaml"))
		is = err == nil
		if l.left.isChart == nil {
			l.left.isChart = map[string]bool{}
		}
		l.left.isChart[before] = is
	}
	if !is {
		return ""
	}
	return before
}

// skipTemplate counts a template of a chart, which says nothing before it is rendered.
func (l *loader) skipTemplate(f inputFile, text []byte) bool {
	chart := l.chartOf(f, text)
	if chart == "" {
		return false
	}
	if l.left.templates == nil {
		l.left.templates = map[string]int{}
	}
	l.left.templates[chart]++
	return true
}

// group says each thing once: the templates of a chart, and problems of one kind in
// one folder. What was not read is then part of the snapshot.
func (l *loader) group() {
	for _, chart := range sortedKeys(l.left.templates) {
		shown, n := clean.Line(chart), l.left.templates[chart]
		text := fmt.Sprintf("%d templates of a Helm chart were skipped: give the output of helm template %s", n, shown)
		if n == 1 {
			text = "1 template of a Helm chart was skipped: give the output of helm template " + shown
		}
		l.problems = append(l.problems, FileProblem{File: shown, Text: text, Unread: true})
	}
	type alike struct {
		folder, kind string
		unread, hint bool
	}
	of := func(p *FileProblem) alike {
		return alike{filepath.ToSlash(filepath.Dir(p.File)), p.kind(), p.Unread, p.Hint}
	}
	number := map[alike]int{}
	for i := range l.problems {
		number[of(&l.problems[i])]++
	}
	var out []FileProblem
	listed := map[alike]int{}
	for i := range l.problems {
		p := l.problems[i]
		k := of(&p)
		if n := number[k]; n > maxAlike && k.kind != "" {
			switch listed[k]++; {
			case listed[k] == maxAlike:
				p = FileProblem{File: k.folder, Text: fmt.Sprintf("%d more like these: %s", n-maxAlike+1, k.kind), Unread: p.Unread, Hint: p.Hint}
			case listed[k] > maxAlike:
				continue
			}
		}
		out = append(out, p)
	}
	out = few(out)
	l.problems = out
	for i := range out {
		if p := &out[i]; p.Unread {
			name := p.File
			if p.Line > 0 {
				name = fmt.Sprintf("%s:%d", p.File, p.Line)
			}
			l.snap.Unreadable = append(l.snap.Unreadable, diagnose.Unreadable{Resource: diagnose.UnreadDocuments, Name: name, Verb: "read", Why: p.Text})
		}
	}
}

// kind is what problems that are alike have in common: the text without the object or
// the file, which comes first or last.
func (p *FileProblem) kind() string {
	for _, sign := range []string{"filled in later, not judged", "give the output of helm template", "occurs twice in one mapping", "both are judged, each with the objects of its own folder first", "the base64 of data"} {
		if strings.Contains(p.Text, sign) {
			return sign
		}
	}
	if p.Unread {
		return p.Text
	}
	return ""
}
