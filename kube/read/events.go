package read

import (
	"context"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

const (
	fewPods      = 12 // up to here all events of each pod are read
	eventsPerPod = 40 // the newest are kept
)

// readEvents reads the events of pods, newest first. For a few pods it asks
// by UID, because names of StatefulSet pods repeat; for many it reads the
// warnings of their namespaces. Of many failing pods it asks only for those
// whose status leaves the cause open.
func (r *Reader) readEvents(ctx context.Context, pods []diagnose.Pod) []diagnose.Event {
	uids := map[string]string{} // pod to UID, for servers that do not select
	for i := range pods {
		uids[podKey(&pods[i])] = pods[i].UID
	}
	var (
		mu  sync.Mutex
		out []diagnose.Event
	)
	put := func(e *corev1.Event) {
		v, ok := convert.EventOf(e)
		uid, wanted := uids[v.Pod.Namespace+"/"+v.Pod.Name]
		if !ok || !wanted || (uid != "" && v.PodUID != "" && v.PodUID != uid) {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		out = append(out, v)
	}
	if len(pods) <= fewPods {
		inParallel(len(pods), func(i int) {
			p := &pods[i]
			sel := "involvedObject.name=" + p.Name
			if p.UID != "" {
				sel = "involvedObject.uid=" + p.UID
			}
			mine := func(e *corev1.Event) {
				if clean.Line(e.InvolvedObject.Name) == p.Name && e.InvolvedObject.Namespace == p.Namespace {
					put(e)
				}
			}
			if err := r.listEvents(ctx, p.Namespace, sel, mine); err != nil {
				r.refused.Add("list", "events", p.Namespace, "", err)
			}
		})
	} else {
		r.eventsOfNamespaces(ctx, namespacesOf(pods), "involvedObject.kind=Pod,type=Warning", put)
	}
	convert.SortEvents(out)
	return newestOf(out)
}

// sandboxEvents reads the events about sandboxes if a pod seems to be stuck
// there; its status does not show it.
func (r *Reader) sandboxEvents(ctx context.Context, set *PodSet) []diagnose.Event {
	var suspects []diagnose.Pod
	for _, e := range set.Entries {
		if convert.SandboxSuspect(&e.Pod) {
			suspects = append(suspects, e.Pod)
		}
	}
	if len(suspects) == 0 {
		return nil
	}
	var (
		mu  sync.Mutex
		out []diagnose.Event
	)
	r.eventsOfNamespaces(ctx, namespacesOf(suspects), "reason="+convert.SandboxFailed, func(e *corev1.Event) {
		if v, ok := convert.EventOf(e); ok && v.Reason == convert.SandboxFailed {
			mu.Lock()
			defer mu.Unlock()
			out = append(out, v)
		}
	})
	convert.SortEvents(out)
	return out
}

// eventsOfNamespaces lists events in each namespace, or with one cluster-wide
// list if they are many and that is allowed.
func (r *Reader) eventsOfNamespaces(ctx context.Context, namespaces []string, sel string, each func(*corev1.Event)) {
	if len(namespaces) > manyNamespaces && r.denied("events") == nil {
		err := r.listEvents(ctx, "", sel, each)
		if err == nil {
			return
		}
		if apierrors.IsForbidden(err) {
			r.deny("events", err)
		}
	}
	inParallel(len(namespaces), func(i int) {
		if err := r.listEvents(ctx, namespaces[i], sel, each); err != nil {
			r.refused.Add("list", "events", namespaces[i], "", err)
		}
	})
}

func (r *Reader) listEvents(ctx context.Context, ns, sel string, each func(*corev1.Event)) error {
	var got []corev1.Event // until the list is complete, because it may begin again
	_, err := EachPage(ctx, metav1.ListOptions{FieldSelector: sel}, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Event, metav1.ListMeta, error) {
		l, err := r.client.CoreV1().Events(ns).List(ctx, o)
		if err != nil {
			return nil, metav1.ListMeta{}, err
		}
		return l.Items, l.ListMeta, nil
	}, func(e *corev1.Event) { got = append(got, *e) }, func() { got = nil })
	for i := range got {
		each(&got[i])
	}
	return err
}

// newestOf keeps the newest events of each pod.
func newestOf(events []diagnose.Event) []diagnose.Event {
	seen := map[diagnose.Object]int{}
	out := events[:0]
	for _, e := range events {
		if seen[e.Pod]++; seen[e.Pod] <= eventsPerPod {
			out = append(out, e)
		}
	}
	return out
}
