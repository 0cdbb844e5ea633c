package cluster_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// notRunning are the fixes that do what they say and leave the pod failing,
// each with the reason; every other fix ends with its pods running.
var notRunning = map[string]string{
	"owner-cronjob/attach-to-workload":            "only the next Job has it",
	"mirror-refuses/create-and-attach":            "the mirror requires credentials of its own",
	"mirror-refuses/create-and-attach-to-account": "the mirror requires credentials of its own",
}

// notPlayed are the cases that have no fix here, each with the reason.
var notPlayed = map[string]string{
	"owner-replicationcontroller": "the practice cluster has no such controller; a real API server has",
	"waiting-for-retry":           "at this speed the node has tried again before anybody looks",
}

// Every fix of every case, the alternatives too, is played on the practice
// cluster: its checks hold, its pods run afterwards, and taking it back leaves
// the secrets and lists as they were.
func TestEveryFixOfEveryCase(t *testing.T) {
	all := playableCases(t)
	played := map[string]int{}
	for _, cs := range all {
		ids := fixesOf(t, cs.Name)
		if len(ids) == 0 && cs.Expect.Fix != "" && cs.Expect.After != "blocked" && notPlayed[cs.Name] == "" {
			t.Errorf("%s has no fix that can be played", cs.Name)
		}
		for i, id := range ids {
			name := cs.Name + "/" + id
			played[id]++
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				c, fixes := practiceCase(t, cs.Name)
				playFix(t, c, fixes[i], notRunning[name])
			})
		}
	}
	for _, id := range []string{ // every kind that the diagnosis knows has a case
		"rename-key", "add-key", "add-login", "replace-login", "create-secret", "copy-secret", "copy-and-attach", "create-and-attach",
		"create-and-attach-to-account", "copy-and-attach-to-account", "attach-to-workload", "attach-to-account", "recreate-with-type",
		"create-with-type", "move-data-key", "wrap-auths", "unwrap-auths", "repair-entry", "reencode-auth", "drop-entry", "detach-secret",
		"trim-login", "use-fields", "correct-name", "restart-pods", "separate-secret",
		"copy-and-attach-one-host", "copy-to-namespaces", "create-in-namespaces", "create-and-attach-in-project",
	} {
		if played[id] == 0 {
			t.Errorf("no case has the fix %s", id)
		}
	}
}

func playFix(t *testing.T, c *practice.Cluster, f diagnose.Fix, why string) {
	before := contents(t, c)
	b := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	updates := b.Watch(ctx)
	first := <-updates
	for first.Snapshot == nil {
		first = <-updates
	}
	for _, p := range b.Check(ctx, f) {
		if !p.OK {
			t.Errorf("%s: %s", p.Text, p.Why)
		}
	}
	undo, err := b.Apply(ctx, f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := apitest.Carries(ctx, c.Client(), f); err != nil {
		t.Error(err)
	}
	limit := 20 * time.Second
	if why != "" {
		limit = time.Second
	}
	if ran := allRun(updates, f.Tracked, limit); ran != (why == "") {
		t.Errorf("all of its pods run: %v; expected otherwise: %q", ran, why)
	}
	if why == "" {
		healed(t, c, f)
	}
	if undo == nil {
		if slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool { return s.Action() != diagnose.DeletePod }) {
			t.Error("there is no way back")
		}
		return
	}
	if _, err := b.Apply(ctx, *undo, nil); err != nil {
		t.Fatal(err)
	}
	after := contents(t, c)
	for name, was := range before {
		if after[name] != was {
			t.Errorf("%s is not as it was", name)
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d secrets and lists, there were %d", len(after), len(before))
	}
}

// allRun waits for the pods, or those that took their places, to run.
func allRun(updates <-chan diagnose.Update, pods []diagnose.Tracked, limit time.Duration) bool {
	end := time.After(limit)
	for {
		select {
		case u, ok := <-updates:
			if !ok {
				return false
			}
			if u.Snapshot == nil {
				continue
			}
			states := track.FollowAll(u.Snapshot, pods)
			if !slices.ContainsFunc(states, func(f diagnose.Followed) bool { return f.State != diagnose.PodRunning }) {
				return true
			}
		case <-end:
			return false
		}
	}
}

// healed sweeps the cluster: pods that run after a fix would come back on a new node.
func healed(t *testing.T, c *practice.Cluster, f diagnose.Fix) {
	t.Helper()
	snap, err := read.Collect(t.Context(), c.Client(), kube.Scope{Sweep: true}, diagnose.Source{Kind: diagnose.SourceTraining}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := engine.Run(snap, diagnose.Options{Sweep: &diagnose.SweepOptions{}})
	for i := range res.Report.Failures {
		x := &res.Report.Failures[i]
		switch x.Findings[0].Check {
		case diagnose.CheckPullNever, diagnose.CheckCredentialExpiring: // true: no fix changes the policy, or how long a token lasts
			continue
		}
		if x.Ahead {
			t.Errorf("after %s, %s/%s %s is still at risk: %s: %s", f.ID, x.Namespace, x.Pod, x.Container, x.Findings[0].Check, x.Findings[0].Detail)
		}
	}
}

// contents are all secrets by their bytes, and all lists of pull secrets.
func contents(t *testing.T, c *practice.Cluster) map[string]string {
	t.Helper()
	out := map[string]string{}
	all, err := c.Client().CoreV1().Secrets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all.Items {
		text := string(s.Type)
		for _, k := range slices.Sorted(maps.Keys(s.Data)) {
			text += "\n" + k + "=" + string(s.Data[k])
		}
		out["secret "+s.Namespace+"/"+s.Name] = text
	}
	_, lists := reach(t, c.Client())
	for holder, to := range lists {
		text := ""
		for _, x := range to {
			text += x + "\n"
		}
		out[holder] = text
	}
	return out
}
