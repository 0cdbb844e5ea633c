package diagnose_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice"
)

const casesDir = "../testdata/cases"

// Each case folder is diagnosed from its manifests and what a real node said; where nobody has
// asked one yet, from what the practice cluster says.
func TestCases(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		t.Run(c.Name, func(t *testing.T) {
			read := snapshotOf
			if c.NodeFile == nil {
				read = practised
			}
			res := diagnose.Run(read(t, c.Name), diagnose.Options{Version: "test"})
			f := failureOf(t, res, c.Expect)
			if f.Symptom.Class != c.Expect.Class {
				t.Errorf("class %s, want %s\nthe node said: %s", f.Symptom.Class, c.Expect.Class, f.Symptom.Text)
			}
			var found []string
			for _, x := range f.Findings {
				found = append(found, x.Check)
			}
			if found[0] != c.Expect.Findings[0] {
				t.Fatalf("findings[0] is %s, want %s\n%s", found[0], c.Expect.Findings[0], f.Findings[0].Detail)
			}
			for _, want := range c.Expect.Findings[1:] {
				if !slices.Contains(found, want) {
					t.Errorf("findings %v, want %s among them", found, want)
				}
			}
			if f.Findings[0].Check != "unknown" && f.Findings[0].Severity != diagnose.SeverityError {
				t.Errorf("the root cause is only a %s", f.Findings[0].Severity)
			}
			fix := ""
			if len(f.Findings[0].Fixes) > 0 {
				fix = f.Findings[0].Fixes[0].ID
			}
			if fix != c.Expect.Fix {
				t.Errorf("first fix %q, want %q", fix, c.Expect.Fix)
			}
			var creds []cases.Credential
			for _, x := range f.Credentials {
				creds = append(creds, cases.Credential{Secret: x.Secret, Key: x.Key, Username: x.Username})
			}
			if len(creds)+len(c.Expect.Credentials) > 0 && !cmp.Equal(creds, c.Expect.Credentials) {
				t.Errorf("credentials: %s", cmp.Diff(c.Expect.Credentials, creds))
			}
		})
	}
}

// snapshotOf reads a case's manifests beside what the node said. The pods are
// the node's; what the manifests would make is left out.
func snapshotOf(t *testing.T, name string) *diagnose.Snapshot {
	t.Helper()
	var paths []string
	for _, f := range []string{"manifests.yaml", "then.yaml", "node.yaml"} {
		p := filepath.Join(casesDir, name, f)
		if _, err := os.Stat(p); err == nil {
			paths = append(paths, p)
		}
	}
	s, problems, err := kube.ReadFiles(paths, nil, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool { return p.Template })
	s.Source.Kind = diagnose.SourceCluster
	s.Unreadable = nil // the case is the whole cluster: a kind of which it has nothing was looked at
	return s
}

// practised plays a case on the practice cluster and reads that.
func practised(t *testing.T, name string) *diagnose.Snapshot {
	t.Helper()
	c, err := practice.New(os.DirFS(casesDir), practice.Options{Only: []string{name}})
	if err != nil {
		t.Fatal(err)
	}
	c.Start(t.Context())
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := kube.Collect(t.Context(), c.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// failureOf finds the failure that the case is about.
func failureOf(t *testing.T, res *diagnose.Result, e cases.Expect) *diagnose.Failure {
	t.Helper()
	for i := range res.Report.Failures {
		f := &res.Report.Failures[i]
		if f.Namespace == e.Namespace && (f.Pod == e.Pod || strings.HasPrefix(f.Pod, e.Pod+"-")) && f.Container == e.Container {
			return f
		}
	}
	t.Fatalf("no failure of %s/%s %s among %d", e.Namespace, e.Pod, e.Container, len(res.Report.Failures))
	return nil
}
