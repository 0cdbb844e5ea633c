package read

import (
	"context"
	"slices"
	"sync"
	"time"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// Collect reads the cluster once. It reads pods in pages and keeps only the
// failing ones; for those it reads service accounts, pull secrets, owners,
// nodes and events. A read that is refused is noted in Snapshot.Unreadable;
// only when no pods can be read is it an error: a *ConnectError, or a
// *UsageError for a namespace that does not exist. progress may be nil.
func Collect(ctx context.Context, client kubernetes.Interface, s kube.Scope, src diagnose.Source, progress func(string)) (*diagnose.Snapshot, error) {
	r := NewReader(client, s, src)
	r.Progress = progress
	set := NewPodSet(&Keep{})
	if s.Sweep {
		set.groups = &alike{}
	}
	r.say("reading pods")
	if err := r.ReadPods(ctx, set, nil); err != nil {
		return nil, err
	}
	snap := r.Relate(ctx, set)
	if err := ctx.Err(); err != nil {
		return nil, connect.ReachError(err, "")
	}
	return snap, nil
}

// Reader reads a cluster; it remembers what does not change between readings.
type Reader struct {
	client   kubernetes.Interface
	scope    kube.Scope
	src      diagnose.Source
	Progress func(string)
	Clock    func() time.Time // time.Now where it is nil
	refused  *Refusals
	total    int // pods in the scope, 0 if not known

	mu        sync.Mutex
	cached    map[string]cached // nodes, namespaces and ReplicaSets
	forbidden map[string]error  // cluster-wide lists that were refused
}

type cached struct {
	value any
	until time.Time
}

// NewReader makes a reader of the pods of a scope.
func NewReader(client kubernetes.Interface, s kube.Scope, src diagnose.Source) *Reader {
	return &Reader{client: client, scope: s, src: src, refused: &Refusals{},
		cached: map[string]cached{}, forbidden: map[string]error{}}
}

func (r *Reader) now() time.Time {
	if r.Clock != nil {
		return r.Clock()
	}
	return time.Now()
}

func (r *Reader) say(text string) {
	if r.Progress != nil {
		r.Progress(text)
	}
}

// Relate reads what is relevant to the pods of a set and makes the snapshot.
func (r *Reader) Relate(ctx context.Context, set *PodSet) *diagnose.Snapshot {
	snap := &diagnose.Snapshot{Source: r.src, Now: r.now(), PodsRead: set.Count, Undecided: len(set.open)}
	r.refused = &Refusals{}
	sandbox := r.sandboxEvents(ctx, set)
	pulls := r.pullEvents(ctx, set, snap.Now)
	set.slow = map[string]bool{}
	for _, e := range set.sorted() {
		pod := e.Pod
		convert.BlameSandbox(&pod, sandbox)
		switch {
		case convert.Failing(&pod):
			set.keep.note(&pod)
		case slow(&pod, pulls, snap.Now):
			set.slow[podKey(&pod)] = true
		case !set.keep.wants(&pod):
			continue
		}
		pod.Containers = slices.Clone(pod.Containers) // MaskKnown writes into them, and an older snapshot may still be read
		snap.Pods = append(snap.Pods, pod)
		snap.Misplaced = append(snap.Misplaced, e.misplaced...)
	}
	if about := r.readSweep(ctx, set, snap); len(about) > 0 {
		r.say("reading secrets, service accounts and owners")
		seen := set.seen.of(snap.Pods)
		r.readAround(ctx, snap, about, seen)
		snap.Pods = append(snap.Pods, seen...)
		addEvents(snap, pulls)
	}
	snap.Unreadable = append(set.refused.List(), r.refused.List()...)
	redact.Known(snap)
	return snap
}

// readAround reads everything but the pods, all at once where nothing depends
// on another, for the pods that it is about: those of the snapshot and those of a
// sweep. Of the pods that only show where an image works it reads the nodes.
func (r *Reader) readAround(ctx context.Context, snap *diagnose.Snapshot, about, seen []diagnose.Pod) {
	var (
		wg        sync.WaitGroup
		owners    []diagnose.Workload
		misplaced []diagnose.Misplaced
		secrets   secretSet
	)
	wg.Go(func() { snap.ServiceAccounts = r.readAccounts(ctx, about) })
	wg.Go(func() { owners, misplaced = r.readWorkloads(ctx, withoutOwner(about, snap.Workloads)) })
	wg.Go(func() { secrets = r.readPullSecrets(ctx, about) })
	wg.Go(func() { snap.Nodes = r.readNodes(ctx, slices.Concat(about, seen)) })
	wg.Go(func() { snap.Namespaces = r.withSiblings(ctx, r.readNamespaces(ctx, about)) })
	wg.Go(func() { snap.Rights = r.readRights(ctx, about) })
	few := len(snap.Pods) <= fewPods
	if few {
		wg.Go(func() { snap.Events = r.readEvents(ctx, snap.Pods) })
	}
	wg.Wait()
	snap.Workloads, snap.Misplaced = append(snap.Workloads, owners...), append(snap.Misplaced, misplaced...)
	r.readReferenced(ctx, snap, secrets)
	snap.Secrets = secrets.sorted()
	if !few {
		snap.Unreadable = r.refused.List()
		snap.Events = r.readEvents(ctx, unexplained(snap))
	}
}

// remember and recall cache results that hardly change, for a while.
func (r *Reader) remember(key string, value any, d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cached[key] = cached{value, time.Now().Add(d)}
}

func (r *Reader) recall(key string) (any, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, ok := r.cached[key]
	if !ok || time.Now().After(c.until) {
		return nil, false
	}
	return c.value, true
}

// deny notes that a cluster-wide list is forbidden, so that it is not
// requested again; denied says whether it is.
func (r *Reader) deny(what string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forbidden[what] = err
}

func (r *Reader) denied(what string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.forbidden[what]
}

// namespacesOf returns the namespaces of pods, sorted, each once.
func namespacesOf(pods []diagnose.Pod) []string {
	var out []string
	for i := range pods {
		out = append(out, pods[i].Namespace)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
