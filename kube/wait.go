package kube

import (
	"context"
	"fmt"
	"time"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// waitPause lies between two readings while pulls are undecided.
const waitPause = 2 * time.Second

// CollectDecided reads the cluster until every pull is decided, for at most
// limit; with a limit of zero it reads once. It ends at once when a pull fails
// for good, and when all images are there. Failures that may pass by
// themselves (a rate limit, a registry that cannot be reached) are waited for.
// undecided says that the limit came first. say is told what is waited for.
func CollectDecided(ctx context.Context, client kubernetes.Interface, s Scope, src diagnose.Source, limit time.Duration, say func(string)) (snap *diagnose.Snapshot, undecided bool, err error) {
	end := time.Now().Add(limit)
	for {
		snap, err = Collect(ctx, client, s, src, nil)
		if err != nil || limit <= 0 {
			return snap, false, err
		}
		passing, lasting := 0, 0
		res := diagnose.Run(snap, diagnose.Options{})
		for i := range res.Report.Failures {
			if res.Report.Failures[i].Passing() {
				passing++
			} else {
				lasting++
			}
		}
		open := passing + snap.Undecided
		left := time.Until(end).Round(time.Second)
		switch {
		case lasting > 0 || open == 0:
			return snap, false, nil
		case left <= 0:
			return snap, true, nil
		}
		say(fmt.Sprintf("waiting for %d of %d pods to be decided, %s left", open, snap.PodsRead, left))
		select {
		case <-ctx.Done():
			return snap, true, nil
		case <-time.After(min(waitPause, time.Until(end))):
		}
	}
}
