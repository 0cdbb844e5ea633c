package read

import (
	"context"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// pullReasons are the reasons of events about a pull.
var pullReasons = []string{"Pulling", "Pulled", "Failed"}

// pullEvents reads the events about pulls of the pods that have been waiting
// for their containers long enough to have a slow pull, newest first. Usually
// there are none, and nothing is read.
func (r *Reader) pullEvents(ctx context.Context, set *PodSet, now time.Time) []diagnose.Event {
	var suspects []diagnose.Pod
	for _, e := range set.Entries {
		if p := &e.Pod; convert.PullSuspect(p) && !p.Created.IsZero() && p.Age(now) >= track.SlowAfter {
			suspects = append(suspects, *p)
		}
	}
	if len(suspects) == 0 {
		return nil
	}
	if len(suspects) <= fewPods {
		return r.readEvents(ctx, suspects)
	}
	wanted := map[string]bool{}
	for i := range suspects {
		wanted[podKey(&suspects[i])] = true
	}
	var (
		mu  sync.Mutex
		out []diagnose.Event
	)
	for _, reason := range pullReasons {
		r.eventsOfNamespaces(ctx, namespacesOf(suspects), "involvedObject.kind=Pod,reason="+reason, func(e *corev1.Event) {
			if v, ok := convert.EventOf(e); ok && v.Reason == reason && wanted[v.Pod.Namespace+"/"+v.Pod.Name] {
				mu.Lock()
				defer mu.Unlock()
				out = append(out, v)
			}
		})
	}
	convert.SortEvents(out)
	return newestOf(out)
}

// slow reports whether the node has been pulling an image of the pod for long.
func slow(p *diagnose.Pod, pulls []diagnose.Event, now time.Time) bool {
	for i := range p.Containers {
		if _, ok := track.Slow(p, &p.Containers[i], pulls, now); ok {
			return true
		}
	}
	return false
}

// addEvents adds the events about slow pulls that were not read with the pods'
// other events.
func addEvents(snap *diagnose.Snapshot, pulls []diagnose.Event) {
	shown := map[string]bool{}
	for i := range snap.Pods {
		shown[podKey(&snap.Pods[i])] = true
	}
	known := map[diagnose.Event]bool{}
	for _, e := range snap.Events {
		known[e] = true
	}
	for _, e := range pulls {
		if shown[e.Pod.Namespace+"/"+e.Pod.Name] && !known[e] {
			snap.Events = append(snap.Events, e)
		}
	}
	if len(pulls) > 0 {
		snap.Events = slices.Clip(snap.Events)
		convert.SortEvents(snap.Events)
	}
}
