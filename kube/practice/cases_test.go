package practice_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

const casesDir = "../../testdata/cases"

var source = diagnose.Source{Kind: diagnose.SourceTraining, Context: "practice"}

// Every case runs in a cluster of its own: what is found, the credentials that the node would send
// and the first fix must be what the case says, and the fix must make the pod run. A case without a
// fix may offer none.
func TestEveryCaseCanBePlayed(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			if why := c.NotPlayed.Practice; why != "" {
				t.Skip("not playable here: " + why)
			}
			cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100, Only: []string{c.Name}})
			if err != nil {
				t.Fatal(err)
			}
			cluster.Start(t.Context())
			if err := cluster.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			r := read.NewReader(cluster.Client(), kube.Scope{}, source)
			if c.Expect.Pulling { // a pull is not reported as slow before it has lasted a while
				r.Clock = func() time.Time { return time.Now().Add(2 * track.SlowAfter) }
			}
			set := read.NewPodSet(&read.Keep{})
			if err := r.ReadPods(t.Context(), set, nil); err != nil {
				t.Fatal(err)
			}
			snap := r.Relate(t.Context(), set)
			res := engine.Run(snap, diagnose.Options{Version: "test"})
			f := failure(t, res, c.Expect)
			asExpected(t, f, c.Expect)
			if t.Failed() || c.Expect.After != "running" {
				return
			}
			applyFix(t, cluster, snap, f)
		})
	}
}

// failure finds what the case is about.
func failure(t *testing.T, res *diagnose.Result, e cases.Expect) *diagnose.Failure {
	t.Helper()
	for i := range res.Report.Failures {
		f := &res.Report.Failures[i]
		if f.Namespace == e.Namespace && (f.Pod == e.Pod || strings.HasPrefix(f.Pod, e.Pod+"-")) &&
			f.Container == e.Container && string(f.ContainerType) == e.ContainerType {
			return f
		}
	}
	t.Fatalf("no failure of %s/%s %s %s among %d", e.Namespace, e.Pod, e.ContainerType, e.Container, len(res.Report.Failures))
	return nil
}

func asExpected(t *testing.T, f *diagnose.Failure, e cases.Expect) {
	t.Helper()
	if f.Symptom.Class != e.Class {
		t.Errorf("class %s, want %s\nthe node said: %s", f.Symptom.Class, e.Class, f.Symptom.Text)
	}
	var found []string
	for _, x := range f.Findings {
		found = append(found, string(x.Check))
	}
	if found[0] != e.Findings[0] {
		t.Errorf("findings %v, want %s first\n%s", found, e.Findings[0], f.Findings[0].Detail)
	}
	for _, want := range e.Findings[1:] {
		if !slices.Contains(found, want) {
			t.Errorf("findings %v, want %s among them", found, want)
		}
	}
	fix := ""
	if len(f.Findings[0].Fixes) > 0 {
		fix = f.Findings[0].Fixes[0].ID
	}
	if fix != e.Fix {
		t.Errorf("first fix %q, want %q", fix, e.Fix)
	}
	var creds []cases.Credential
	for _, x := range f.Credentials {
		creds = append(creds, cases.Credential{Secret: x.Secret, Key: x.Key, Username: x.Username})
	}
	if len(creds)+len(e.Credentials) > 0 && !cmp.Equal(creds, e.Credentials) {
		t.Errorf("credentials: %s", cmp.Diff(e.Credentials, creds))
	}
}

// applyFix applies the first fix and waits until the pod, or the one that replaces it, is running.
func applyFix(t *testing.T, c *practice.Cluster, snap *diagnose.Snapshot, f *diagnose.Failure) {
	t.Helper()
	remedy := f.Findings[0].Fixes[0]
	if remedy.Form != nil {
		login, ok := c.Login(f.Registry)
		if !ok {
			t.Fatalf("the practice world has no login for %s", f.Registry)
		}
		var err error
		if remedy, err = fix.WithCredentials(remedy, login); err != nil {
			t.Fatal(err)
		}
	}
	i := slices.IndexFunc(snap.Pods, func(p diagnose.Pod) bool { return p.Namespace == f.Namespace && p.Name == f.Pod })
	patient := track.Track(&snap.Pods[i])
	backend := cluster.New(c.Client(), kube.Scope{}, source)
	updates := backend.Watch(t.Context())
	for u := range updates {
		if u.Live {
			break
		}
	}
	if _, err := backend.Apply(t.Context(), remedy, nil); err != nil {
		t.Fatalf("%s: %v", remedy.ID, err)
	}
	late := time.After(20 * time.Second)
	state := diagnose.PodState("never seen")
	for {
		select {
		case u := <-updates:
			if u.Snapshot == nil {
				continue
			}
			if _, state = track.Follow(patient, u.Snapshot); state == diagnose.PodRunning {
				return
			}
		case <-late:
			t.Fatalf("after %s the pod is %s", remedy.ID, state)
		}
	}
}
