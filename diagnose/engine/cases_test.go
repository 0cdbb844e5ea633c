package engine_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

const casesDir = "../../testdata/cases"

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
			res := engine.Run(read(t, c), diagnose.Options{Version: "test"})
			saysWhy(t, res)
			f := failureOf(t, res, c.Expect)
			if f.Symptom.Class != c.Expect.Class {
				t.Errorf("class %s, want %s\nthe node said: %s", f.Symptom.Class, c.Expect.Class, f.Symptom.Text)
			}
			var found []string
			for _, x := range f.Findings {
				found = append(found, string(x.Check))
			}
			if found[0] != c.Expect.Findings[0] {
				t.Fatalf("findings[0] is %s, want %s\n%s", found[0], c.Expect.Findings[0], f.Findings[0].Detail)
			}
			for _, want := range c.Expect.Findings[1:] {
				if !slices.Contains(found, want) {
					t.Errorf("findings %v, want %s among them", found, want)
				}
			}
			if c := f.Findings[0].Check; c != "unknown" && c != "waiting-for-retry" && c != "pull-slow" && f.Findings[0].Severity != diagnose.SeverityError {
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
func snapshotOf(t *testing.T, c cases.Case) *diagnose.Snapshot {
	t.Helper()
	var paths []string
	for _, f := range []string{"manifests.yaml", "then.yaml", "node.yaml"} {
		text, err := os.ReadFile(filepath.Join(casesDir, c.Name, f))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		p := filepath.Join(t.TempDir(), f)
		if err == nil {
			err = os.WriteFile(p, cases.Expand(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	s, problems, err := manifest.ReadFiles(paths, nil, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool { return p.Template })
	s.Source.Kind = diagnose.SourceCluster
	s.Taken = time.Time{} // it is looked at now, as a cluster
	s.Unreadable = nil    // the case is the whole cluster: a kind of which it has nothing was looked at
	place(s, c)
	return s
}

// place adds what a case says beside its files: its node, a late change, and what may not be looked at.
func place(s *diagnose.Snapshot, c cases.Case) {
	if c.Node != nil {
		s.Nodes = append(s.Nodes, diagnose.Node{
			Meta: diagnose.Meta{Kind: "Node", Name: c.Node.Name}, KubeletVersion: "v1.36.3", ProviderID: c.Node.ProviderID,
		})
	}
	for i := range s.Secrets {
		if c.Late {
			s.Secrets[i].Changed = s.Now
		}
	}
	for _, d := range c.Deny {
		s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: d.Resource, Namespace: c.Expect.Namespace, Verb: d.Verb, Why: "forbidden"})
		if d.Resource == "secrets" {
			s.Secrets = slices.DeleteFunc(s.Secrets, func(o diagnose.Secret) bool { return o.Namespace == c.Expect.Namespace })
		}
	}
}

// practised plays a case on the practice cluster and reads that.
func practised(t *testing.T, about cases.Case) *diagnose.Snapshot {
	t.Helper()
	c, err := practice.New(os.DirFS(casesDir), practice.Options{Only: []string{about.Name}})
	if err != nil {
		t.Fatal(err)
	}
	c.Start(t.Context())
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, err := read.Collect(t.Context(), c.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
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
