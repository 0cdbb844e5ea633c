package practice_test

import (
	"context"
	"os"
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// askedPractice is the whole practice cluster with what its registries answer.
func askedPractice(t *testing.T) *diagnose.Snapshot {
	t.Helper()
	cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	cluster.Start(ctx)
	if err := cluster.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	stop()
	cluster.Wait()
	snap, err := read.Collect(t.Context(), cluster.Client(), kube.Scope{}, source, nil)
	if err != nil {
		t.Fatal(err)
	}
	asker := ask.New(ask.Options{Transport: cluster.Transport(), Budget: 1000})
	snap.RegistryAnswers = asker.Answers(t.Context(), engine.Questions(snap))
	return snap
}

// fromRegistry are the cases whose answer comes from a registry, with what it
// answers to the pod's first credentials.
var fromRegistry = map[string]diagnose.RegistryVerdict{
	"access-denied":        diagnose.VerdictNoRight,
	"access-denied-token":  diagnose.VerdictDeniedOrAbsent, // Docker Hub does not say which
	"auth-disagrees":       diagnose.VerdictWrongCredentials,
	"breaks-public-image":  diagnose.VerdictWrongCredentials,
	"credential-expired":   diagnose.VerdictWrongCredentials,
	"credential-expiring":  diagnose.VerdictNoSuchImage,
	"credential-rejected":  diagnose.VerdictWrongCredentials,
	"image-not-found":      diagnose.VerdictNoSuchImage,
	"managed-object":       diagnose.VerdictWrongCredentials,
	"one-cause-many-pods":  diagnose.VerdictWrongCredentials,
	"placeholder-left":     diagnose.VerdictWrongCredentials,
	"platform-mismatch":    diagnose.VerdictCanPull,
	"second-opinion":       "",
	"stray-whitespace":     diagnose.VerdictWrongCredentials,
	"unsupported-manifest": diagnose.VerdictCanPull,
	"wrong-username-form":  diagnose.VerdictWrongCredentials,
}

// What the registries of the practice world answer never contradicts what its
// node said, and where the node was refused it settles the cause.
func TestRegistriesAgreeWithTheNode(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	res := engine.Run(askedPractice(t), diagnose.Options{})
	settled := 0
	for _, c := range all {
		if c.NotPlayed.Practice != "" || len(c.Deny) > 0 || c.Expect.Pulling { // a pull under way has no answer yet
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			f := failure(t, res, c.Expect)
			if c.Expect.ContainerType == "sandbox" || c.Expect.Class == "invalid-reference" {
				if len(f.RegistryAnswers) > 0 {
					t.Error("a registry was asked")
				}
				return
			}
			if len(f.RegistryAnswers) == 0 {
				t.Fatal("no registry was asked")
			}
			if want := fromRegistry[c.Name]; want != "" && f.RegistryAnswers[0].Verdict != want {
				t.Errorf("the registry answers %s, want %s", f.RegistryAnswers[0].Verdict, want)
			}
			asExpected(t, f, c.Expect)
			settled += agrees(t, res, f)
		})
	}
	if settled < 10 {
		t.Errorf("only %d causes were settled by registries", settled)
	}
}

// agrees checks that the findings and the chain are what the answers mean, and
// returns 1 if they settle the cause.
func agrees(t *testing.T, res *diagnose.Result, f *diagnose.Failure) int {
	t.Helper()
	i := slices.IndexFunc(res.Diagnoses, func(d diagnose.Diagnosis) bool { return d.Failure == f })
	chain := res.Diagnoses[i].Chain
	state := func(id diagnose.LinkID) diagnose.LinkState {
		return chain[slices.IndexFunc(chain, func(l diagnose.Link) bool { return l.ID == id })].State
	}
	registry, image := state(diagnose.LinkRegistry), state(diagnose.LinkImage)
	has := func(check diagnose.CheckName) bool {
		return slices.ContainsFunc(f.Findings, func(x diagnose.Finding) bool { return x.Check == check && x.Certainty == diagnose.Certain })
	}
	switch f.RegistryAnswers[0].Verdict {
	case diagnose.VerdictWrongCredentials:
		entry := state(diagnose.LinkEntry)
		if (registry == diagnose.LinkBroken) == (entry == diagnose.LinkBroken) || !has(diagnose.CheckCredentialRejected) {
			t.Errorf("rejected credentials: entry %s, registry %s, %v", entry, registry, f.Findings)
		}
	case diagnose.VerdictNoRight:
		if registry != diagnose.LinkOK || image != diagnose.LinkBroken || !has(diagnose.CheckAccessDenied) {
			t.Errorf("no right: registry %s, image %s, %v", registry, image, f.Findings)
		}
	case diagnose.VerdictNoSuchImage:
		if registry != diagnose.LinkOK || image != diagnose.LinkBroken || !has(diagnose.CheckImageNotFound) {
			t.Errorf("no image: registry %s, image %s, %v", registry, image, f.Findings)
		}
	default:
		return 0
	}
	return 1
}
