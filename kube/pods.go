package kube

import (
	"context"
	"fmt"
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
	delete(s.entries, key)
	delete(s.open, key)
	if shown {
		return now
	}
	return never
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
// are among them, then early is called, then the rest. Only when no namespace
// could be read is it an error.
func (r *reader) readPods(ctx context.Context, set *podSet, early func()) error {
	pending := map[string]bool{}
	namespaces := r.scope.list()
	var first error
	refused, found := map[string]bool{}, map[string]bool{}
	for _, ns := range namespaces {
		version, err := r.listPods(ctx, ns, "status.phase=Pending", func(p *corev1.Pod) {
			if p.Status.Phase != corev1.PodPending {
				return // a server that does not know the selector
			}
			pending[p.Namespace+"/"+p.Name] = true
			set.put(p)
			set.count++
			found[ns] = true
		})
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			refused[ns] = true
			set.refused.add("list", "pods", ns, "", err)
			if first == nil {
				first = podsError(err, ns)
			}
			continue
		}
		set.versions[ns] = version
	}
	if len(refused) == len(namespaces) {
		return first
	}
	if early != nil {
		early()
	}
	for _, ns := range namespaces {
		if refused[ns] {
			continue
		}
		_, err := r.listPods(ctx, ns, "status.phase!=Pending", func(p *corev1.Pod) {
			if p.Status.Phase == corev1.PodPending || pending[p.Namespace+"/"+p.Name] {
				return
			}
			set.put(p)
			set.count++
			found[ns] = true
			if set.count%pageSize == 0 {
				r.say(fmt.Sprintf("reading pods: %d so far", set.count))
			}
		})
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return podsError(err, ns)
		}
		if !found[ns] {
			if err := r.namespaceThere(ctx, ns); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) listPods(ctx context.Context, ns, fields string, each func(*corev1.Pod)) (string, error) {
	opts := metav1.ListOptions{FieldSelector: fields, LabelSelector: r.scope.Selector}
	if only := r.scope.only; only != nil {
		all := each
		each = func(p *corev1.Pod) {
			if m := metaOf("Pod", "v1", &p.ObjectMeta); only(&m) {
				all(p)
			}
		}
	}
	return eachPage(ctx, opts, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Pod, metav1.ListMeta, error) {
		l, err := r.client.CoreV1().Pods(ns).List(ctx, o)
		if err != nil {
			return nil, metav1.ListMeta{}, err
		}
		return l.Items, l.ListMeta, nil
	}, each)
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
