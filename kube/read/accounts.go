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
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// manyNamespaces is the number from which one list of the whole cluster is
// cheaper than one in each namespace.
const manyNamespaces = 8

// readAccounts lists the service accounts in the namespaces of the pods; if
// that is forbidden, it gets the ones that the pods use.
func (r *Reader) readAccounts(ctx context.Context, pods []diagnose.Pod) []diagnose.ServiceAccount {
	var (
		mu  sync.Mutex
		out []diagnose.ServiceAccount
	)
	namespaces := namespacesOf(pods)
	put := func(a *corev1.ServiceAccount) {
		mu.Lock()
		defer mu.Unlock()
		if _, ok := slices.BinarySearch(namespaces, clean.Line(a.Namespace)); ok {
			out = append(out, convert.ServiceAccountOf(a))
		}
	}
	done := false
	if len(namespaces) > manyNamespaces && r.denied("serviceaccounts") == nil {
		err := r.listAccounts(ctx, "", put)
		if done = err == nil; !done {
			out = nil
			if apierrors.IsForbidden(err) {
				r.deny("serviceaccounts", err)
			}
		}
	}
	if !done {
		inParallel(len(namespaces), func(i int) {
			err := r.listAccounts(ctx, namespaces[i], put)
			if err == nil {
				return
			}
			r.getAccounts(ctx, namespaces[i], pods, put)
			r.refused.Add("list", "serviceaccounts", namespaces[i], "", err)
		})
	}
	slices.SortFunc(out, func(a, b diagnose.ServiceAccount) int {
		return strings.Compare(a.Namespace+"/"+a.Name, b.Namespace+"/"+b.Name)
	})
	return slices.CompactFunc(out, func(a, b diagnose.ServiceAccount) bool {
		return a.Namespace == b.Namespace && a.Name == b.Name
	})
}

func (r *Reader) listAccounts(ctx context.Context, ns string, each func(*corev1.ServiceAccount)) error {
	_, err := EachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]corev1.ServiceAccount, metav1.ListMeta, error) {
		l, err := r.client.CoreV1().ServiceAccounts(ns).List(ctx, o)
		if err != nil {
			return nil, metav1.ListMeta{}, err
		}
		return l.Items, l.ListMeta, nil
	}, each, nil)
	return err
}

func (r *Reader) getAccounts(ctx context.Context, ns string, pods []diagnose.Pod, put func(*corev1.ServiceAccount)) {
	var names []string
	for i := range pods {
		if p := &pods[i]; p.Namespace == ns && UsableName(p.ServiceAccount) {
			names = append(names, p.ServiceAccount)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		a, err := r.client.CoreV1().ServiceAccounts(ns).Get(ctx, name, metav1.GetOptions{})
		switch {
		case err == nil:
			put(a)
		case !apierrors.IsNotFound(err):
			r.refused.Add("get", "serviceaccounts", ns, name, err)
		}
	}
}
