package wait

import (
	"context"
	"time"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// waitPause is the time between two readings while pulls are undecided.
const waitPause = 2 * time.Second

// leastReading is how long one reading may take even if the limit ends before: a
// limit of a second is no reason to read nothing.
const leastReading = 10 * time.Second

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// CollectDecided reads the cluster until every pull is decided, for at most
// limit; with a limit of zero it reads once. With Scope.Targets only their
// pods count, and it also waits until they have been created. It returns at
// once when a pull fails for good, and when all images are pulled. It waits
// for failures that may pass by themselves (a rate limit, an unreachable
// registry, an unknown cause), and for pods that are about to be replaced.
// undecided says that the limit came first. say gets what is being waited
// for. A failed reading is an error only if it is the first.
func CollectDecided(ctx context.Context, client kubernetes.Interface, s kube.Scope, src diagnose.Source, limit time.Duration, say func(string)) (snap *diagnose.Snapshot, undecided bool, err error) {
	p := read.Progress{Say: say, End: time.Now().Add(limit)}
	for {
		began := time.Now()
		reading, cancel := ctx, context.CancelFunc(func() {})
		if limit > 0 {
			reading, cancel = context.WithDeadline(ctx, later(p.End, began.Add(leastReading)))
		}
		now, w, err := collectTargets(reading, client, s, src, limit > 0)
		cancel()
		if ctx.Err() != nil && snap != nil {
			return snap, true, nil
		}
		if err != nil && snap == nil || limit <= 0 {
			return now, false, err
		}
		left := time.Until(p.End)
		if err != nil {
			if left <= 0 {
				return nil, false, err
			}
			p.Report(err.Error() + " Trying again")
		} else {
			snap = now
			v := verdictOf(ctx, client, snap, w)
			switch {
			case v.lasting || v.open() == 0:
				return snap, false, nil
			case left <= 0:
				return snap, true, nil
			}
			p.Report(v.String())
		}
		// A slow cluster is read less often.
		if !read.Pause(ctx, min(max(waitPause, 2*time.Since(began)), max(left, 0))) {
			return snap, true, nil
		}
	}
}

// collectTargets is one reading of the scope. w is nil without targets.
func collectTargets(ctx context.Context, client kubernetes.Interface, s kube.Scope, src diagnose.Source, latest bool) (snap *diagnose.Snapshot, w *watched, err error) {
	if len(s.Targets) > 0 {
		if w, err = findTargets(ctx, client, s, latest); err != nil {
			return nil, nil, err
		}
		s.Only = w.has
	}
	snap, err = read.Collect(ctx, client, s, src, nil)
	if err == nil && w != nil {
		snap.Unreadable = append(snap.Unreadable, w.refused.List()...)
	}
	return snap, w, err
}
