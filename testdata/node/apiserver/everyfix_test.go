package apiserver

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// keepsFailing are the fixes after which the pods of the case still fail, with the reason.
var keepsFailing = map[string]string{
	"owner-cronjob/attach-to-workload": "only the next Job has it",
}

// mostFixes bounds how many fixes a case may have.
const mostFixes = 12

// TestEveryFix plays every fix of every case twice, each time on an API server of its own: with the
// program, and with its kubectl commands in bash. Both must end with running pods and leave the same
// objects; then the program's is taken back, and everything must be as before.
func TestEveryFix(t *testing.T) {
	kubelet.Quiet()
	list, registries := nodetest.Load(t)
	for _, group := range [][]cases.Case{nodetest.LoadFixes(t), list} { // donors of one are none for the other
		for round := 0; len(group) > 0 && round < mostFixes; round++ {
			group = everyFix(t, round, group, registries)
		}
		if len(group) > 0 {
			t.Errorf("%s has more fixes than were played", group[0].Name)
		}
	}
}

// everyFix plays the fix of that number of each case. It returns the cases that have more.
func everyFix(t *testing.T, round int, list []cases.Case, registries []cases.Registry) (more []cases.Case) {
	ours, typed := map[string]map[string]any{}, map[string]map[string]any{}
	ok := t.Run(fmt.Sprintf("%d/program", round+1), func(t *testing.T) {
		more = playRound(t, round, list, registries, ours, program)
	})
	list = played(list, ours)
	ok = t.Run(fmt.Sprintf("%d/kubectl", round+1), func(t *testing.T) {
		if len(list) > 0 {
			playRound(t, round, list, registries, typed, commands)
		}
	}) && ok
	for _, c := range list {
		if diff := cmp.Diff(ours[c.Name], typed[c.Name]); diff != "" && ok {
			t.Errorf("%s, fix %d: the commands leave something else (-program +kubectl):\n%s", c.Name, round+1, diff)
		}
	}
	return more
}

func played(list []cases.Case, states map[string]map[string]any) []cases.Case {
	var out []cases.Case
	for _, c := range list {
		if states[c.Name] != nil {
			out = append(out, c)
		}
	}
	return out
}

// player applies a fix and returns what takes it back; nil if nothing does.
type player func(ctx context.Context, t *testing.T, c *lab.Cluster, w *trial.World, p trial.Playable) (back func() error)

func playRound(t *testing.T, round int, list []cases.Case, registries []cases.Registry, states map[string]map[string]any, play player) (more []cases.Case) {
	ctx := nodetest.Context()
	cluster, w := nodetest.StartServer(t, list, registries)
	if err := w.PrepareAll(ctx, list); err != nil {
		t.Fatal(err)
	}
	if err := w.Listed(ctx); err != nil {
		t.Fatal(err)
	}
	result, err := w.Diagnose(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	t.Run("all", func(t *testing.T) {
		for _, c := range list {
			if c.Expect.Fix == "" {
				continue
			}
			fixes, err := trial.Playables(result, c, registries)
			if err != nil {
				t.Error(err)
				continue
			}
			if round+1 < len(fixes) {
				more = append(more, c)
			}
			if round >= len(fixes) {
				continue
			}
			t.Run(c.Name+"/"+fixes[round].Fix.ID, func(t *testing.T) {
				t.Parallel()
				after := playOne(ctx, t, cluster, w, c, fixes[round], play)
				mu.Lock()
				defer mu.Unlock()
				states[c.Name] = after
			})
		}
	})
	return more
}

// playOne plays a fix and returns the state that it leaves.
func playOne(ctx context.Context, t *testing.T, cluster *lab.Cluster, w *trial.World, c cases.Case, p trial.Playable, play player) map[string]any {
	before, err := w.Meaning(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	back := play(ctx, t, cluster, w, p)
	if keepsFailing[c.Name+"/"+p.Fix.ID] == "" {
		if err := w.AllRunning(ctx, c.Expect); err != nil {
			t.Error(err)
		}
	}
	if err := apitest.Carries(ctx, w.Client, p.Fix); err != nil { // what makes the next pod
		t.Error(err)
	}
	after, err := w.Meaning(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if back == nil {
		return after
	}
	if err := back(); err != nil {
		t.Fatal(err)
	}
	now, err := w.Meaning(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, now); diff != "" {
		t.Errorf("taken back, and not as before (-before +after):\n%s", diff)
	}
	return after
}

func program(ctx context.Context, t *testing.T, _ *lab.Cluster, w *trial.World, p trial.Playable) func() error {
	undo, err := w.ApplyFix(ctx, p.Fix)
	if err != nil {
		t.Fatal(err)
	}
	if undo == nil {
		return nil
	}
	return func() error {
		_, err := w.ApplyFix(ctx, *undo)
		return err
	}
}

func commands(ctx context.Context, t *testing.T, cluster *lab.Cluster, _ *trial.World, p trial.Playable) func() error {
	programs, err := lab.Build(ctx, t.Output(), "kubectl")
	if err != nil {
		t.Fatal(err)
	}
	typed, err := trial.Kubectl{Program: programs["kubectl"], Kubeconfig: cluster.Kubeconfig}.Run(ctx, p.Fix, p.Login)
	if err != nil {
		t.Fatal(err)
	}
	if password := p.Login.Password.Reveal(); password != "" {
		for _, form := range []string{password, base64.StdEncoding.EncodeToString([]byte(p.Login.Username + ":" + password))} {
			if strings.Contains(typed.Arguments+strings.Join(p.Fix.Commands, "\n"), form) {
				t.Error("the password stands in a command")
			}
		}
	}
	for _, file := range typed.Left {
		if !strings.HasSuffix(file, ".yaml") { // manifests of pods; what held a login is removed
			t.Errorf("the commands leave %s", file)
		}
	}
	return nil
}
