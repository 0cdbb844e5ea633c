package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"

	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

var update = flag.Bool("update", false, "rewrite the golden files and the generated sections of the documents")

const casesDir = "../../testdata/cases"

// caseFiles lists the files of that name in all cases.
func caseFiles(t *testing.T, name string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(casesDir, "*", name))
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	return files
}

// read reads files into a snapshot.
func read(t *testing.T, paths ...string) *diagnose.Snapshot {
	t.Helper()
	s, problems, err := manifest.ReadFiles(paths, nil, "")
	if err != nil || slices.ContainsFunc(problems, func(p manifest.FileProblem) bool { return !p.Hint }) {
		t.Fatal(err, problems)
	}
	return s
}

// inCluster makes a snapshot of dumps one of a cluster: what runs, no templates.
func inCluster(s *diagnose.Snapshot) *diagnose.Snapshot {
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool { return p.Template })
	s.Taken = time.Time{} // it is looked at now
	s.Source, s.Unreadable = diagnose.Source{Kind: diagnose.SourceCluster, Context: "kind-dev"}, nil
	return s
}

func run(s *diagnose.Snapshot) *diagnose.Result {
	return engine.Run(s, diagnose.Options{Version: "1.2.3"})
}

// results are the results that every format is tried on: each case by itself,
// all of them as one cluster and as manifests, nothing at all, and the hostile one.
func results(t *testing.T) map[string]*diagnose.Result {
	t.Helper()
	manifests := caseFiles(t, "manifests.yaml")
	nodes := caseFiles(t, "node.yaml")
	out := map[string]*diagnose.Result{
		"cluster":   run(inCluster(read(t, append(slices.Clone(manifests), nodes...)...))),
		"manifests": run(read(t, manifests...)),
		"nothing":   run(&diagnose.Snapshot{Source: diagnose.Source{Kind: diagnose.SourceTraining}, PodsRead: 3}),
		"hostile":   hostile(),
	}
	for _, n := range nodes {
		dir := filepath.Dir(n)
		out["case "+filepath.Base(dir)] = run(inCluster(read(t, filepath.Join(dir, "manifests.yaml"), n)))
	}
	for name, res := range out {
		if name != "nothing" && len(res.Report.Failures) == 0 {
			t.Fatalf("%s has no failure to report", name)
		}
	}
	return out
}

func write(t *testing.T, format string, res *diagnose.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.FormatNamed(format).Write(&b, res, report.Style{}); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.String()
}

// golden compares with a file of testdata; -update writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; make golden rewrites it\n%s", path, got)
	}
}
