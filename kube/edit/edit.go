package edit

import (
	"cmp"
	"slices"
	"strings"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// File is a manifest with its corrections.
type File struct {
	Path    string
	Changes []Change // by line; none overlap
	before  []string
	secret  map[int]bool // lines that hold content of Secrets
}

// Change replaces lines of a file.
type Change struct {
	First, Last int      // 0-based; Last is the line after the last one that is replaced
	Lines       []string // with their line ends
	Why         string   // what it corrects: "Deployment shop/web: image"
}

// Of are the corrections of the findings of a result, by file. Findings that are
// facts are left out, and so are files that cannot be read again. read reads a file.
func Of(res *diagnose.Result, read func(path string) ([]byte, error)) []*File {
	e := &editor{snap: res.Snapshot, read: read, sources: map[string]*source{}, listed: map[string]bool{}}
	for i := range res.Report.Failures {
		for j := range res.Report.Failures[i].Findings {
			e.finding(res.Diagnoses[i].Pod, &res.Report.Failures[i].Findings[j])
		}
	}
	for i := range res.Report.Documents {
		for j := range res.Report.Documents[i].Findings {
			e.finding(nil, &res.Report.Documents[i].Findings[j])
		}
	}
	for _, attach := range e.later {
		attach()
	}
	var out []*File
	for _, s := range e.sources {
		if s == nil || len(s.file.Changes) == 0 {
			continue
		}
		if s.file.valid() {
			out = append(out, s.file)
		}
	}
	slices.SortFunc(out, func(a, b *File) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

type editor struct {
	snap    *diagnose.Snapshot
	read    func(string) ([]byte, error)
	sources map[string]*source // nil for a file that is not edited
	later   []func()           // secrets to attach, where no list is corrected
	listed  map[string]bool    // objects whose list is corrected, by their file and themselves
}

// finding makes the corrections of a finding. pod is the template that has it; nil
// for a document.
func (e *editor) finding(pod *diagnose.Pod, f *diagnose.Finding) {
	if f.Severity == diagnose.SeverityInfo || f.Location == nil {
		return
	}
	switch f.Check {
	case diagnose.CheckInvalidImageName:
		e.image(f)
	case diagnose.CheckSecretNameTypo:
		e.name(f)
	case diagnose.CheckSecretNotAttached:
		if pod != nil && f.Object != nil {
			e.later = append(e.later, func() { e.attach(pod, f.Object.Name) })
		}
	case diagnose.CheckMisplacedPullSecrets:
		e.misplaced(f)
	case diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64, diagnose.CheckUnparseableConfig, diagnose.CheckWrongConfigShape:
		if f.Object != nil {
			e.secret(f)
		}
	case diagnose.CheckNotDeployable:
		if f.Object != nil && f.Object.Kind == "Secret" {
			e.secret(f)
		}
	case diagnose.CheckHostMismatch:
		e.registryKey(f)
	}
}

// valid says whether the changed file is still YAML of as many documents.
func (f *File) valid() bool {
	slices.SortFunc(f.Changes, func(a, b Change) int { return cmp.Or(a.First-b.First, a.Last-b.Last) })
	before := document.Split([]byte(strings.Join(f.before, "")))
	after := document.Split(f.After())
	return len(before) == len(after) && !slices.ContainsFunc(after, func(d document.Document) bool {
		var n yaml3.Node
		return yaml3.Unmarshal(d.Text, &n) != nil
	}) || slices.ContainsFunc(before, func(d document.Document) bool { // it was not before, either
		var n yaml3.Node
		return yaml3.Unmarshal(d.Text, &n) != nil
	})
}

// After is the content of the file with the changes.
func (f *File) After() []byte {
	var out []byte
	at := 0
	for _, c := range f.Changes {
		for _, l := range f.before[at:c.First] {
			out = append(out, l...)
		}
		for _, l := range c.Lines {
			out = append(out, l...)
		}
		at = c.Last
	}
	for _, l := range f.before[at:] {
		out = append(out, l...)
	}
	return out
}
