package engine_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// What is worth cleaning up is said only where everything was read, and is no
// finding.
func TestSweepHygiene(t *testing.T) {
	docs := strings.Join([]string{
		account + "\nimagePullSecrets: [{name: used}]",
		dumpedSecret("used", entryFor("ghcr.io", "bot", "invented-password")), dumpedSecret("same", entryFor("ghcr.io", "bot", "invented-password")),
		dumpedSecret("lone", entryFor("quay.io", "bot", "invented-password")), dumpedSecret("wide", entryFor("*.io", "bot", "invented-password")),
		dumpedSecret("own", entryFor("*.acme.example", "bot", "invented-password")),
		runningPod("web", "ghcr.io/acme/web:1", "used", "same", "wide", "own"),
	}, "\n---\n")
	s, _, err := manifest.ReadFilesIn([]string{"-"}, strings.NewReader(docs), kube.Scope{Sweep: true})
	if err != nil {
		t.Fatal(err)
	}
	hygiene := func() []string {
		var out []string
		res := engine.Run(s, diagnose.Options{Sweep: &diagnose.SweepOptions{}})
		if len(res.Report.Failures) > 0 {
			t.Errorf("at risk: %q", risks(res))
		}
		for _, h := range res.Report.Sweep.Hygiene {
			out = append(out, string(h.Kind)+" "+h.Object.Name)
		}
		return out
	}
	rest := []string{"broad-key wide", "duplicate same"}
	if got := hygiene(); !slices.Equal(got, rest) {
		t.Errorf("a dump proves no absence: %q", got)
	}
	s.Sweep.Whole = true
	if got := hygiene(); !slices.Equal(got, append(slices.Clone(rest), "unreferenced lone")) {
		t.Errorf("%q", got)
	}
	s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: "deployments", Namespace: "shop", Verb: "list", Why: "forbidden"})
	if got := hygiene(); !slices.Equal(got, rest) {
		t.Errorf("with something unread: %q", got)
	}
}
