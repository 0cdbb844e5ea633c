package manifest

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// maxObjects is how many objects are read in one call: a million small pods,
// six times what a cluster supports, take 2.5 GB of memory. A test lowers it.
var maxObjects = 1_000_000

// FileProblem is about one document that could not be read; the others were
// read.
type FileProblem struct {
	File   string // path as given or found; "-" for standard input
	Line   int    // 1-based, 0 if unknown
	Text   string // what is wrong, no final period
	Unread bool   // the document was not read, so it is not part of the diagnosis
	Hint   bool   // nothing is wrong: it was skipped, which may be unexpected
}

// String returns the problem as compilers write it: "web.yaml:12: not YAML:
// ...".
func (p FileProblem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// ReadFiles reads manifests and dumps: files, folders (all *.yaml, *.yml and
// *.json below), "-" for stdin; several documents in a file, YAML or JSON, and
// lists. Objects without a namespace count as being in namespace, or in
// "default" when that is empty; a namespace that is given also leaves out the
// pods of other namespaces. A workload without a status is read as the pod it
// would make (Pod.Template), and so is one with a status when no pods were dumped
// beside it. Documents of kinds that have no bearing are
// skipped. It returns a *UsageError when a path cannot be read or when nothing
// could be.
func ReadFiles(paths []string, stdin io.Reader, namespace string) (*diagnose.Snapshot, []FileProblem, error) {
	s := kube.Scope{}
	if namespace != "" {
		s.Namespaces = []string{namespace}
	}
	return ReadFilesIn(paths, stdin, s)
}

// ReadFilesIn is ReadFiles with targets and a selector, which applies to the
// labels of pods and pod templates. A target that the files do not contain is
// a *UsageError. Only the first namespace counts.
func ReadFilesIn(paths []string, stdin io.Reader, s kube.Scope) (*diagnose.Snapshot, []FileProblem, error) {
	return ReadFilesWith(Options{}, paths, stdin, s)
}

// Options change how files are read.
type Options struct {
	Exclude func(path string) bool // files and folders below a folder that are not read; nil: none
}

// ReadFilesWith is ReadFilesIn with options.
func ReadFilesWith(o Options, paths []string, stdin io.Reader, s kube.Scope) (*diagnose.Snapshot, []FileProblem, error) {
	files, err := findFiles(paths, o.Exclude)
	if err != nil {
		return nil, nil, err
	}
	l, err := newLoader(s)
	if err != nil {
		return nil, nil, err
	}
	usedStdin := false
	for _, f := range files {
		var text []byte
		if f.err != nil {
			l.unread(f, 0, "it cannot be read: "+reason(f.err))
			continue
		}
		if f.path == "-" {
			if usedStdin || stdin == nil {
				continue
			}
			usedStdin = true
			text, err = readAll(stdin)
		} else {
			text, err = readFile(f.path)
		}
		if err != nil && f.found { // the rest of the folder is judged
			l.unread(f, 0, "it cannot be read: "+reason(err))
			continue
		}
		if err != nil {
			return nil, nil, kube.UsageErrorf(err, "%s cannot be read: %s.", f.shown(), reason(err))
		}
		if l.readText(f, text); l.objects > maxObjects {
			return nil, l.problems, kube.UsageErrorf(nil, "There are more than %d Kubernetes objects in %s. Read them in parts, for example one namespace at a time.", maxObjects, shownAll(paths))
		}
	}
	snap := l.snapshot()
	if err := l.narrow(s.Targets); err != nil && l.objects > 0 {
		return nil, l.problems, err
	}
	l.noteStrays()
	l.noteShapes()
	if l.left.documents == 0 && len(l.problems) == 0 { // what a chart renders when nothing is switched on
		l.note(FileProblem{File: shownAll(paths), Hint: true, Text: "there is no document here, so nothing was judged"})
		return snap, l.problems, nil
	}
	if l.objects <= 0 && len(l.left.strays) > 0 && !slices.ContainsFunc(l.problems, func(p FileProblem) bool { return !p.Hint }) || l.objects > 0 && l.nothingJudged() {
		l.notJudged(paths)
		return snap, l.problems, nil
	}
	if l.objects <= 0 {
		if len(l.problems) > 0 {
			p := l.problems[0]
			return nil, l.problems, kube.UsageErrorf(nil, "%s. Nothing else could be read.", p)
		}
		return nil, nil, kube.UsageErrorf(nil, "There is no Kubernetes object in %s. Give manifests in YAML or JSON (kubectl would report: error: no objects passed to create).", shownAll(paths))
	}
	if l.only != "" && !l.inScope {
		l.note(FileProblem{File: shownAll(paths), Hint: true, Text: fmt.Sprintf("it contains nothing in namespace %q: check -n", clean.Line(l.only))})
	}
	return snap, l.problems, nil
}

// readText reads all documents of a file.
func (l *loader) readText(f inputFile, text []byte) {
	if l.skipKustomization(f) {
		return
	}
	text = document.UnixLines(bytes.TrimPrefix(text, []byte("\ufeff")))
	if line, problem := document.CheckText(text); problem != "" {
		l.unread(f, line, problem)
		return
	}
	if l.skipTemplate(f, text) {
		return
	}
	for _, d := range document.Split(text) {
		if l.objects > maxObjects {
			return
		}
		l.left.documents++
		if line, problem := d.CheckUTF8(); problem != "" {
			l.unread(f, line, problem)
			continue
		}
		if items, kind, version, ok := d.CutItems(); ok {
			l.readItems(f, items, kind, version)
			continue
		}
		values, line, err := d.Parse()
		if err != nil {
			if !l.stray(f, d.Text) {
				l.unread(f, line, err.Error())
			}
			continue
		}
		lines := document.NewLines(d)
		if len(values) > 1 {
			lines = document.Unparsed(d)
		}
		if !values[0].Single {
			for _, two := range lines.Doubles() {
				l.problem(f, d.Line+two.Line-1, two.Text(d.Line+two.First-1))
			}
		}
		for _, line := range d.WideColons() {
			l.problem(f, d.Line+line-1, "there is a full-width character (：) after a field name: write :")
		}
		for _, v := range values {
			l.readObject(place{file: f, lines: lines, line: v.Line}, v.Doc)
		}
	}
}

func (l *loader) problem(f inputFile, line int, text string) {
	l.note(FileProblem{File: f.shown(), Line: line, Text: clean.Line(text)})
}

// mostProblems is how many problems are listed; the others are counted. A file of
// a million documents that are none would otherwise fill the screen and the report.
const mostProblems = 100

// note adds a problem.
func (l *loader) note(p FileProblem) { l.problems = append(l.problems, p) }

// few are the first problems, and how many others there are.
func few(problems []FileProblem) []FileProblem {
	if len(problems) <= mostProblems {
		return problems
	}
	rest := problems[mostProblems:]
	more := FileProblem{File: "-f", Hint: true, Text: fmt.Sprintf("%d more problems are not listed", len(rest))}
	for _, p := range rest {
		more.Hint, more.Unread = more.Hint && p.Hint, more.Unread || p.Unread
	}
	return append(problems[:mostProblems:mostProblems], more)
}

// unread notes a problem that keeps a document out of the diagnosis, which is
// then incomplete.
func (l *loader) unread(f inputFile, line int, text string) {
	l.note(FileProblem{File: f.shown(), Line: line, Text: clean.Line(text), Unread: true})
}

// snapshot assembles what was read.
func (l *loader) snapshot() *diagnose.Snapshot {
	s := &l.snap
	s.Source = diagnose.Source{Kind: diagnose.SourceFiles}
	if l.only != "" {
		s.Source.Namespaces = []string{l.only}
	}
	s.Now = time.Now()
	l.settle()
	l.group()
	l.notDumped()
	convert.SortEvents(s.Events)
	s.PodsRead = len(s.Pods)
	redact.Known(s)
	for i := range s.Pods {
		convert.BlameSandbox(&s.Pods[i], s.Events)
	}
	return s
}

// readItems reads the items of a list one by one.
func (l *loader) readItems(f inputFile, items []document.Document, kind, version string) {
	l.objects++
	for _, d := range items {
		if l.objects > maxObjects {
			return
		}
		values, line, err := d.Parse()
		if err != nil {
			l.unread(f, line, err.Error())
			continue
		}
		for _, v := range values {
			inherit(v.Doc, kind, version)
			l.readObject(place{file: f, lines: document.NewLines(d), line: v.Line}, v.Doc)
		}
	}
}
