package kube

import (
	"context"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// podEntry is a pod that matters with what its annotations gave away.
type podEntry struct {
	pod       diagnose.Pod
	misplaced []diagnose.Misplaced
}

// podSet holds the pods that matter; healthy ones are only counted.
type podSet struct {
	entries  map[string]*podEntry // failing, kept, or suspected of a sandbox failure
	count    int
	open     map[string]bool // pods that are neither failing nor started yet
	keep     *keep
	versions map[string]string // namespace of the list ("" for all): resource version
	refused  refusals          // namespaces whose pods cannot be listed
}

func newPodSet(k *keep) *podSet {
	return &podSet{entries: map[string]*podEntry{}, open: map[string]bool{}, keep: k, versions: map[string]string{}}
}

// urgency says how soon a change must be looked into.
type urgency int

const (
	never urgency = iota // nothing that is shown has changed
	soon                 // a pod may be stuck at its sandbox: look at the next poll
	now
)

// put takes over one state of a pod.
func (s *podSet) put(p *corev1.Pod) urgency {
	v := podOf(p)
	key := podKey(&v)
	shown := s.shown(key)
	if v.Undecided() {
		s.open[key] = true
	} else {
		delete(s.open, key)
	}
	u := now
	switch {
	case failing(&v):
		s.keep.note(&v)
	case s.keep.wants(&v):
	case sandboxSuspect(&v):
		if !shown {
			u = soon
		}
	default:
		delete(s.entries, key)
		if !shown {
			u = never
		}
		return u
	}
	s.entries[key] = &podEntry{pod: v, misplaced: misplacedApplied(v.Object(), p.Annotations[lastApplied])}
	return u
}

// drop forgets a deleted pod.
func (s *podSet) drop(namespace, name string) urgency {
	key := CleanLine(namespace) + "/" + CleanLine(name)
	shown := s.shown(key)
	s.forget(key)
	if shown {
		return now
	}
	return never
}

func (s *podSet) forget(key string) {
	delete(s.entries, key)
	delete(s.open, key)
}

// shown says whether the snapshots hold the pod.
func (s *podSet) shown(key string) bool {
	e := s.entries[key]
	return e != nil && (failing(&e.pod) || s.keep.wants(&e.pod))
}

// sorted is the entries ordered by namespace and name.
func (s *podSet) sorted() []*podEntry {
	out := make([]*podEntry, 0, len(s.entries))
	for _, e := range s.entries {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *podEntry) int {
		if c := strings.Compare(a.pod.Namespace, b.pod.Namespace); c != 0 {
			return c
		}
		return strings.Compare(a.pod.Name, b.pod.Name)
	})
	return out
}

// readPods fills the set: pending pods first, because nearly all failing ones
// are among them, then early is called, then the rest. Who may not list the
// pods of the whole cluster gets those of the namespaces where it is allowed.
// Only when no namespace could be read is it an error.
func (r *reader) readPods(ctx context.Context, set *podSet, early func()) error {
	namespaces := r.scope.list()
	if r.progress != nil {
		r.total = r.countPods(ctx, namespaces)
	}
	pending, first := r.readPending(ctx, set, namespaces)
	if len(pending) == 0 && namespaces[0] == "" && apierrors.IsForbidden(first) {
		if names := r.allNamespaces(ctx); len(names) > 0 {
			whole := set.refused.take()
			namespaces = names
			pending, _ = r.readPending(ctx, set, namespaces)
			if len(namespaces)-len(pending) > manyRefused {
				set.refused.replace(whole)
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case len(pending) == 0:
		return podsError(first, r.scope.list()[0])
	}
	if early != nil {
		early()
	}
	for _, ns := range namespaces {
		if known, readable := pending[ns]; readable {
			if err := r.readStarted(ctx, set, ns, known); err != nil {
				return err
			}
		}
	}
	return nil
}

// manyRefused is from when on refused namespaces are not named one by one.
const manyRefused = 20

// readPending reads the pending pods. It returns their keys by namespace, of
// those that can be read, and the first error.
func (r *reader) readPending(ctx context.Context, set *podSet, namespaces []string) (map[string]map[string]bool, error) {
	pending := map[string]map[string]bool{}
	var first error
	for _, ns := range namespaces {
		l := podList{r: r, set: set, ns: ns, phases: func(p corev1.PodPhase) bool { return p == corev1.PodPending }}
		version, err := l.read(ctx, "status.phase=Pending")
		if err == nil {
			set.versions[ns], pending[ns] = version, keySet(l.added)
			continue
		}
		l.again()
		set.refused.add("list", "pods", ns, "", err)
		if first == nil {
			first = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return pending, first
}

// readStarted reads the pods of a namespace that are not pending.
func (r *reader) readStarted(ctx context.Context, set *podSet, ns string, known map[string]bool) error {
	l := podList{r: r, set: set, ns: ns, known: known, phases: func(p corev1.PodPhase) bool { return p != corev1.PodPending }}
	if _, err := l.read(ctx, "status.phase!=Pending"); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return podsError(err, ns)
	}
	if len(known)+l.count == 0 {
		return r.namespaceThere(ctx, ns)
	}
	return nil
}

// allNamespaces names the namespaces of the cluster, nil if that is refused.
func (r *reader) allNamespaces(ctx context.Context) []string {
	var names []string
	_, err := eachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Namespace, metav1.ListMeta, error) {
		l, err := r.client.CoreV1().Namespaces().List(ctx, o)
		if err != nil {
			return nil, metav1.ListMeta{}, err
		}
		return l.Items, l.ListMeta, nil
	}, func(n *corev1.Namespace) { names = append(names, n.Name) }, func() { names = nil })
	if err != nil {
		return nil
	}
	return names
}

func keySet(keys []string) map[string]bool {
	out := make(map[string]bool, len(keys))
	for _, k := range keys {
		out[k] = true
	}
	return out
}

// namespaceThere tells an empty namespace from one that does not exist. Who
// may not look at namespaces gets the benefit of the doubt.
func (r *reader) namespaceThere(ctx context.Context, ns string) error {
	if ns == "" {
		return nil
	}
	_, err := r.client.CoreV1().Namespaces().Get(ctx, ns, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		at := ""
		if r.src.Context != "" {
			at = " in context " + r.src.Context
		}
		return usageErrorf(err, "There is no namespace %q%s: check -n, or use -A for all of them.", ns, at)
	}
	return nil
}
