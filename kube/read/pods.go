package read

import (
	"context"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// podEntry is a relevant pod with what its annotations reveal.
type podEntry struct {
	Pod       diagnose.Pod
	misplaced []diagnose.Misplaced
}

// PodSet holds the relevant pods; healthy ones are only counted.
type PodSet struct {
	Entries  map[string]*podEntry // failing, kept, or suspected of a sandbox failure or a slow pull
	Count    int
	slow     map[string]bool // pods that the last snapshot shows because of a slow pull
	open     map[string]bool // pods that are neither failing nor started yet
	keep     *Keep
	seen     witnesses
	groups   *alike            // for a sweep: all pods; nil: healthy ones are only counted
	Versions map[string]string // namespace of the list ("" for all): resource version
	refused  Refusals          // namespaces whose pods cannot be listed
}

// NewPodSet makes an empty set; keep says which healthy pods stay in it.
func NewPodSet(k *Keep) *PodSet {
	return &PodSet{Entries: map[string]*podEntry{}, open: map[string]bool{}, keep: k, Versions: map[string]string{}}
}

// Urgency says how soon a change must be read.
type Urgency int

const (
	Never Urgency = iota // nothing that is shown has changed
	Soon                 // a pod may be stuck at its sandbox or a pull: look at the next poll
	Now
)

// Put records one state of a pod.
func (s *PodSet) Put(p *corev1.Pod) Urgency {
	v := convert.PodOf(p)
	key := podKey(&v)
	shown := s.shown(key)
	if track.Undecided(&v) {
		s.open[key] = true
	} else {
		delete(s.open, key)
	}
	u := Now
	switch {
	case convert.Failing(&v):
		s.keep.note(&v)
		s.seen.want(&v)
		s.seen.forget(key)
	case s.keep.wants(&v):
	case convert.SandboxSuspect(&v), convert.PullSuspect(&v):
		if !shown {
			u = Soon
		}
	default:
		s.seen.see(&v)
		delete(s.Entries, key)
		if !shown {
			u = Never
		}
		return u
	}
	s.Entries[key] = &podEntry{Pod: v, misplaced: convert.MisplacedApplied(v.Object(), p.Annotations[convert.LastApplied])}
	return u
}

// Drop removes a deleted pod.
func (s *PodSet) Drop(namespace, name string) Urgency {
	key := clean.Line(namespace) + "/" + clean.Line(name)
	shown := s.shown(key)
	s.forget(key)
	if shown {
		return Now
	}
	return Never
}

func (s *PodSet) forget(key string) {
	delete(s.Entries, key)
	delete(s.open, key)
	s.seen.forget(key)
}

// shown says whether snapshots contain the pod.
func (s *PodSet) shown(key string) bool {
	e := s.Entries[key]
	return e != nil && (s.slow[key] || convert.Failing(&e.Pod) || s.keep.wants(&e.Pod))
}

// sorted returns the entries ordered by namespace and name.
func (s *PodSet) sorted() []*podEntry {
	out := make([]*podEntry, 0, len(s.Entries))
	for _, e := range s.Entries {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *podEntry) int {
		if c := strings.Compare(a.Pod.Namespace, b.Pod.Namespace); c != 0 {
			return c
		}
		return strings.Compare(a.Pod.Name, b.Pod.Name)
	})
	return out
}

// ReadPods fills the set: pending pods first, because nearly all failing ones
// are among them, then it calls early, then it reads the rest. A user who may
// not list the pods of the whole cluster gets those of the namespaces where
// it is allowed. It is an error only if no namespace could be read.
func (r *Reader) ReadPods(ctx context.Context, set *PodSet, early func()) error {
	namespaces := r.scope.List()
	if r.Progress != nil {
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
		return podsError(first, r.scope.List()[0])
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

// manyRefused is the number from which refused namespaces are not named one
// by one.
const manyRefused = 20

// readPending reads the pending pods. It returns their keys by namespace, for
// namespaces that can be read, and the first error.
func (r *Reader) readPending(ctx context.Context, set *PodSet, namespaces []string) (map[string]map[string]bool, error) {
	pending := map[string]map[string]bool{}
	var first error
	for _, ns := range namespaces {
		l := podList{r: r, set: set, ns: ns, phases: func(p corev1.PodPhase) bool { return p == corev1.PodPending }}
		version, err := l.read(ctx, "status.phase=Pending")
		if err == nil {
			set.Versions[ns], pending[ns] = version, keySet(l.added)
			continue
		}
		l.again()
		set.refused.Add("list", "pods", ns, "", err)
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
func (r *Reader) readStarted(ctx context.Context, set *PodSet, ns string, known map[string]bool) error {
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

// allNamespaces returns the namespaces of the cluster, nil if that is
// refused.
func (r *Reader) allNamespaces(ctx context.Context) []string {
	var names []string
	_, err := EachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Namespace, metav1.ListMeta, error) {
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

// namespaceThere tells an empty namespace from one that does not exist. A
// namespace that may not be read counts as existing.
func (r *Reader) namespaceThere(ctx context.Context, ns string) error {
	if ns == "" {
		return nil
	}
	_, err := r.client.CoreV1().Namespaces().Get(ctx, ns, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		at := ""
		if r.src.Context != "" {
			at = " in context " + r.src.Context
		}
		return kube.UsageErrorf(err, "There is no namespace %q%s. Check -n, or use -A for all namespaces.", ns, at)
	}
	return nil
}
