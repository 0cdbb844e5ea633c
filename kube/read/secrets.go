package read

import (
	"context"
	"slices"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// PullSecretTypes are the two types that the kubelet reads.
var PullSecretTypes = []corev1.SecretType{corev1.SecretTypeDockerConfigJson, corev1.SecretTypeDockercfg}

// secretSet is secrets by namespace/name.
type secretSet map[string]diagnose.Secret

func (s secretSet) put(v *corev1.Secret) {
	out := convert.SecretOf(v)
	s[out.Namespace+"/"+out.Name] = out
}

func (s secretSet) sorted() []diagnose.Secret {
	out := make([]diagnose.Secret, 0, len(s))
	for _, v := range s {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b diagnose.Secret) int {
		return strings.Compare(a.Namespace+"/"+a.Name, b.Namespace+"/"+b.Name)
	})
	return out
}

// readPullSecrets lists the secrets of the two types, and no others: first
// for the whole cluster (one of another namespace can be the source of a
// copy), then, if that is forbidden, in the namespaces of the pods.
func (r *Reader) readPullSecrets(ctx context.Context, pods []diagnose.Pod) secretSet {
	out := secretSet{}
	failed := r.denied("secrets")
	narrow := r.scope.Sweep && len(r.scope.Namespaces) > 0 // no rights on others are needed to sweep a namespace
	for _, t := range PullSecretTypes {
		if failed == nil && !narrow {
			failed = r.listSecrets(ctx, "", t, out.put)
		}
	}
	if failed == nil && !narrow {
		return out
	}
	if failed != nil {
		if apierrors.IsForbidden(failed) {
			r.deny("secrets", failed)
		}
		r.refused.Add("list", "secrets", "", "", failed)
	}
	namespaces := namespacesOf(pods)
	var mu sync.Mutex
	inParallel(len(namespaces), func(i int) {
		for _, t := range PullSecretTypes {
			err := r.listSecrets(ctx, namespaces[i], t, func(s *corev1.Secret) {
				mu.Lock()
				defer mu.Unlock()
				out.put(s)
			})
			if err != nil {
				r.refused.Add("list", "secrets", namespaces[i], "", err)
				return
			}
		}
	})
	return out
}

func (r *Reader) listSecrets(ctx context.Context, ns string, t corev1.SecretType, each func(*corev1.Secret)) error {
	opts := metav1.ListOptions{FieldSelector: "type=" + string(t)}
	_, err := EachPage(ctx, opts, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Secret, metav1.ListMeta, error) {
		l, err := r.client.CoreV1().Secrets(ns).List(ctx, o)
		if err != nil {
			return nil, metav1.ListMeta{}, err
		}
		return l.Items, l.ListMeta, nil
	}, func(s *corev1.Secret) {
		if s.Type == t {
			each(s)
		}
	}, nil)
	return err
}

// readReferenced gets the secrets that are referenced and were not in the
// lists: they may be of another type, or the list was forbidden.
func (r *Reader) readReferenced(ctx context.Context, snap *diagnose.Snapshot, have secretSet) {
	var missing [][2]string
	for _, ref := range referenced(snap) {
		if _, ok := have[ref[0]+"/"+ref[1]]; !ok {
			missing = append(missing, ref)
		}
	}
	var mu sync.Mutex
	inParallel(len(missing), func(i int) {
		ns, name := missing[i][0], missing[i][1]
		ctx, cancel := context.WithTimeout(ctx, PageTimeout)
		defer cancel()
		s, err := r.client.CoreV1().Secrets(ns).Get(ctx, name, metav1.GetOptions{})
		switch {
		case err == nil:
			mu.Lock()
			defer mu.Unlock()
			have.put(s)
		case !apierrors.IsNotFound(err):
			r.refused.Add("get", "secrets", ns, name, err)
		}
	})
}

// referenced returns every namespace and name of a secret that a pod, its
// service account, its owners' templates or a misplaced list references;
// sorted, each once.
func referenced(snap *diagnose.Snapshot) [][2]string {
	var out [][2]string
	add := func(ns string, names []string) {
		for _, n := range names {
			if UsableName(n) {
				out = append(out, [2]string{ns, n})
			}
		}
	}
	used := map[string]bool{}
	pod := func(p *diagnose.Pod) {
		add(p.Namespace, p.PullSecrets)
		used[p.Namespace+"/"+p.ServiceAccount] = true
	}
	for i := range snap.Pods {
		pod(&snap.Pods[i])
	}
	if snap.Sweep != nil {
		for i := range snap.Sweep.Groups {
			pod(&snap.Sweep.Groups[i].Pod)
		}
		for i := range snap.Sweep.Templates {
			pod(&snap.Sweep.Templates[i])
		}
	}
	for i := range snap.Workloads {
		w := &snap.Workloads[i]
		add(w.Namespace, w.PullSecrets)
		used[w.Namespace+"/"+w.ServiceAccount] = true
	}
	for i := range snap.ServiceAccounts {
		if a := &snap.ServiceAccounts[i]; used[a.Namespace+"/"+a.Name] {
			add(a.Namespace, a.PullSecrets)
		}
	}
	for _, m := range snap.Misplaced {
		add(m.Object.Namespace, m.Names)
	}
	slices.SortFunc(out, func(a, b [2]string) int {
		return strings.Compare(a[0]+"/"+a[1], b[0]+"/"+b[1])
	})
	return slices.Compact(out)
}

// UsableName keeps an impossible name out of a request's path.
func UsableName(name string) bool {
	if name == "" || len(name) > 253 || name == "." || name == ".." {
		return false
	}
	return !strings.ContainsAny(name, "/%\\ ")
}
