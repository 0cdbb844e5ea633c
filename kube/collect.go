package kube

import (
	"context"
	"slices"
	"sync"
	"time"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Collect reads the cluster once. Pods are read in pages and only the failing
// ones are kept; around those it reads accounts, pull secrets, owners, nodes
// and events. A read that is refused is noted in Snapshot.Unreadable; only when
// no pods can be read is it an error: a *ConnectError, or a *UsageError for a
// namespace that does not exist. progress may be nil.
func Collect(ctx context.Context, client kubernetes.Interface, s Scope, src diagnose.Source, progress func(string)) (*diagnose.Snapshot, error) {
	r := newReader(client, s, src)
	r.progress = progress
	set := newPodSet(&keep{})
	r.say("reading pods")
	if err := r.readPods(ctx, set, nil); err != nil {
		return nil, err
	}
	snap := r.relate(ctx, set)
	if err := ctx.Err(); err != nil {
		return nil, reachError(err, "")
	}
	return snap, nil
}

// reader reads a cluster; it remembers what does not change between readings.
type reader struct {
	client   kubernetes.Interface
	scope    Scope
	src      diagnose.Source
	progress func(string)
	refused  *refusals
	total    int // pods in the scope, 0 if that is not known

	mu        sync.Mutex
	cached    map[string]cached // nodes, namespaces and ReplicaSets
	forbidden map[string]error  // cluster-wide lists that were refused
}

type cached struct {
	value any
	until time.Time
}

func newReader(client kubernetes.Interface, s Scope, src diagnose.Source) *reader {
	return &reader{client: client, scope: s, src: src, refused: &refusals{},
		cached: map[string]cached{}, forbidden: map[string]error{}}
}

func (r *reader) say(text string) {
	if r.progress != nil {
		r.progress(text)
	}
}

// relate reads what bears on the pods of a set and makes the snapshot.
func (r *reader) relate(ctx context.Context, set *podSet) *diagnose.Snapshot {
	snap := &diagnose.Snapshot{Source: r.src, Now: time.Now(), PodsRead: set.count, Undecided: len(set.open)}
	r.refused = &refusals{}
	sandbox := r.sandboxEvents(ctx, set)
	for _, e := range set.sorted() {
		pod := e.pod
		blameSandbox(&pod, sandbox)
		if failing(&pod) {
			set.keep.note(&pod)
		} else if !set.keep.wants(&pod) {
			continue
		}
		pod.Containers = slices.Clone(pod.Containers) // MaskKnown writes into them, and an older snapshot may still be read
		snap.Pods = append(snap.Pods, pod)
		snap.Misplaced = append(snap.Misplaced, e.misplaced...)
	}
	if len(snap.Pods) > 0 {
		r.say("reading secrets, accounts and owners")
		r.readAround(ctx, snap)
	}
	snap.Unreadable = append(set.refused.list(), r.refused.list()...)
	diagnose.MaskKnown(snap)
	return snap
}

// readAround reads everything but the pods, all at once where nothing depends
// on another.
func (r *reader) readAround(ctx context.Context, snap *diagnose.Snapshot) {
	var (
		wg        sync.WaitGroup
		misplaced []diagnose.Misplaced
		secrets   secretSet
	)
	wg.Go(func() { snap.ServiceAccounts = r.readAccounts(ctx, snap.Pods) })
	wg.Go(func() { snap.Workloads, misplaced = r.readWorkloads(ctx, snap.Pods) })
	wg.Go(func() { secrets = r.readPullSecrets(ctx, snap.Pods) })
	wg.Go(func() { snap.Nodes = r.readNodes(ctx, snap.Pods) })
	wg.Go(func() { snap.Namespaces = r.withSiblings(ctx, r.readNamespaces(ctx, snap.Pods)) })
	wg.Go(func() { snap.Rights = r.readRights(ctx, snap.Pods) })
	few := len(snap.Pods) <= fewPods
	if few {
		wg.Go(func() { snap.Events = r.readEvents(ctx, snap.Pods) })
	}
	wg.Wait()
	snap.Misplaced = append(snap.Misplaced, misplaced...)
	r.readReferenced(ctx, snap, secrets)
	snap.Secrets = secrets.sorted()
	if !few {
		snap.Unreadable = r.refused.list()
		snap.Events = r.readEvents(ctx, unexplained(snap))
	}
}

// remember and recall keep answers that hardly change, for a while.
func (r *reader) remember(key string, value any, d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cached[key] = cached{value, time.Now().Add(d)}
}

func (r *reader) recall(key string) (any, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, ok := r.cached[key]
	if !ok || time.Now().After(c.until) {
		return nil, false
	}
	return c.value, true
}

// deny notes that a cluster-wide list is forbidden, so that it is not asked
// for again; denied tells.
func (r *reader) deny(what string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forbidden[what] = err
}

func (r *reader) denied(what string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.forbidden[what]
}

// namespacesOf is the namespaces of pods, sorted, each once.
func namespacesOf(pods []diagnose.Pod) []string {
	var out []string
	for i := range pods {
		out = append(out, pods[i].Namespace)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
