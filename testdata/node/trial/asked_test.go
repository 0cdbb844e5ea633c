package trial

import (
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/testdata/node/registry"
)

var casesDir = filepath.Join("..", "..", "cases")

// TestRegistriesAgreeWithTheNode asks the lab's registries about every case that a real node was
// recorded with: the verdict is what that node said, and the report still says what the case expects.
func TestRegistriesAgreeWithTheNode(t *testing.T) {
	list, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	o := localRegistries(t)
	settled, compared := 0, 0
	for _, c := range list {
		if c.NodeFile == nil || len(c.Deny) > 0 || c.Expect.Pulling {
			continue
		}
		compared++
		t.Run(c.Name, func(t *testing.T) {
			res := Asked(t.Context(), recordedSnapshot(t, c), o)
			wrong, n := Contradictions(&res.Report)
			settled += n
			for _, text := range wrong {
				t.Error(text)
			}
			e := c.Expect
			e.Findings = e.Findings[:1]
			if text := strings.Join(Compare(&res.Report, e), "\n"); text != "" {
				t.Error(text)
			}
		})
	}
	t.Logf("%d cases, %d failures that the registries bear out", compared, settled)
	if compared < 60 || settled < 45 {
		t.Errorf("only %d cases were compared, and %d failures borne out", compared, settled)
	}
}

// localRegistries are the lab's registries as the program asks them.
func localRegistries(t *testing.T) ask.Options {
	t.Helper()
	app := filepath.Join(t.TempDir(), "app")
	if err := os.WriteFile(app, []byte("a program"), 0o755); err != nil {
		t.Fatal(err)
	}
	registries, err := cases.LoadRegistries(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	local, err := registry.ServeLocal(registry.Options{Registries: registries, App: app})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = local.Close() })
	return ask.Options{
		Budget: 10000, Timeout: 2 * time.Second, RootCAs: local.Roots, Resolver: local, Dial: local.Dial,
		AllowAddress: func(string, netip.Addr) bool { return true },
	}
}

// recordedSnapshot reads a case's manifests beside what the real node said, as a cluster.
func recordedSnapshot(t *testing.T, c cases.Case) *diagnose.Snapshot {
	t.Helper()
	var paths []string
	for _, name := range []string{"manifests.yaml", "then.yaml", "node.yaml"} {
		text, err := os.ReadFile(filepath.Join(casesDir, c.Name, name))
		if os.IsNotExist(err) {
			continue
		}
		path := filepath.Join(t.TempDir(), name)
		if err == nil {
			err = os.WriteFile(path, cases.Expand(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	s, problems, err := manifest.ReadFiles(paths, nil, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool { return p.Template })
	s.Source.Kind, s.Taken, s.Unreadable = diagnose.SourceCluster, time.Time{}, nil
	if c.Node != nil {
		s.Nodes = append(s.Nodes, diagnose.Node{Meta: diagnose.Meta{Kind: "Node", Name: c.Node.Name}, ProviderID: c.Node.ProviderID})
	}
	for i := range s.Secrets {
		if c.Late {
			s.Secrets[i].Changed = s.Now
		}
	}
	return s
}

// A contradiction is found.
func TestContradictions(t *testing.T) {
	one := func(class string, verdicts ...diagnose.RegistryVerdict) *diagnose.Report {
		f := diagnose.Failure{Symptom: diagnose.Symptom{Class: class}}
		for _, v := range verdicts {
			f.RegistryAnswers = append(f.RegistryAnswers, diagnose.RegistryAnswer{Verdict: v})
			f.Credentials = append(f.Credentials, diagnose.Credential{})
		}
		f.Credentials = f.Credentials[:len(verdicts)-1] // the last is without
		return &diagnose.Report{Failures: []diagnose.Failure{f}}
	}
	for _, tc := range []struct {
		report *diagnose.Report
		wrong  int
	}{
		{one("auth-required", diagnose.VerdictWrongCredentials, diagnose.VerdictDeniedOrAbsent), 0},
		{one("auth-required", diagnose.VerdictCanPull, diagnose.VerdictNotAsked), 1},
		{one("auth-required", diagnose.VerdictWrongCredentials, diagnose.VerdictCanPull, diagnose.VerdictDeniedOrAbsent), 1},
		{one("auth-required", diagnose.VerdictWrongCredentials, diagnose.VerdictCanPull), 0}, // public without
		{one("access-denied", diagnose.VerdictNoSuchImage, diagnose.VerdictNoSuchImage), 1},
		{one("not-found", diagnose.VerdictNoSuchImage), 0},
		{one("not-found", diagnose.VerdictDeniedOrAbsent), 1},
		{one("platform", diagnose.VerdictCanPull, diagnose.VerdictNotAsked), 0},
		{one("auth-required", diagnose.VerdictUnreachable), 0},
		{one("disk", diagnose.VerdictWrongCredentials), 0},
	} {
		if wrong, settled := Contradictions(tc.report); len(wrong) != tc.wrong || len(wrong)+settled > 1 {
			t.Errorf("%+v: %q, %d settled", tc.report.Failures[0], wrong, settled)
		}
	}
}
