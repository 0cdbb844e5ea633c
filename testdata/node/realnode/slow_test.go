package realnode

import (
	"slices"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

// TestSilentRegistry lets a real node pull from a registry that accepts the request
// for a layer and sends nothing. Nothing has failed then; the limit of time is
// shortened by a clock that is ahead by as much.
func TestSilentRegistry(t *testing.T) {
	if *recording || !nodetest.All() {
		t.Skip("this run is about single cases")
	}
	if nodetest.Odd() {
		t.Skip("the case is of an ordinary node")
	}
	kubelet.Quiet()
	list, registries := nodetest.Load(t)
	at := slices.IndexFunc(list, func(c cases.Case) bool { return c.Name == "pull-slow-silent" })
	if at < 0 {
		t.Fatal("there is no case pull-slow-silent")
	}
	c := list[at]
	w := nodetest.Start(t, registries)
	ctx := nodetest.Context()
	if err := w.Apply(ctx, c.Manifests); err != nil {
		t.Fatal(err)
	}
	pulling := func() bool {
		events, err := w.Client.CoreV1().Events(c.Expect.Namespace).List(ctx, metav1.ListOptions{FieldSelector: "reason=Pulling"})
		return err == nil && len(events.Items) > 0
	}
	for end := time.Now().Add(3 * time.Minute); !pulling(); time.Sleep(time.Second) {
		if time.Now().After(end) {
			t.Fatal("the node did not begin to pull")
		}
	}
	judge := func(ahead time.Duration) []diagnose.CheckName {
		scope := kube.Scope{Namespaces: []string{c.Expect.Namespace}}
		r := read.NewReader(w.Client, scope, diagnose.Source{Kind: diagnose.SourceCluster, Context: "node-test"})
		r.Clock = func() time.Time { return time.Now().Add(ahead) }
		set := read.NewPodSet(&read.Keep{})
		if err := r.ReadPods(ctx, set, nil); err != nil {
			t.Fatal(err)
		}
		var found []diagnose.CheckName
		for _, f := range engine.Run(r.Relate(ctx, set), diagnose.Options{Version: "node-test"}).Report.Failures {
			found = append(found, f.Findings[0].Check)
		}
		return found
	}
	if got := judge(0); len(got) != 0 {
		t.Errorf("at once: %v, want nothing", got)
	}
	if got := judge(track.SlowAfter + time.Minute); len(got) != 1 || got[0] != diagnose.CheckPullSlow {
		t.Errorf("after a while: %v, want pull-slow", got)
	}
}
