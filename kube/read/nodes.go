package read

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// clusterTTL is how long nodes and namespaces are cached.
const clusterTTL = 2 * time.Minute

// clusterKind reads objects without a namespace by name.
type clusterKind[T any] struct {
	resource string
	get      func(context.Context, string) (T, error)
	list     func(context.Context, metav1.ListOptions) ([]T, metav1.ListMeta, error)
	name     func(T) string
}

// readNodes reads the nodes that the pods are assigned to.
func (r *Reader) readNodes(ctx context.Context, pods []diagnose.Pod) []diagnose.Node {
	var names []string
	for i := range pods {
		names = append(names, pods[i].Node)
	}
	client := r.client.CoreV1().Nodes()
	return readNamed(ctx, r, names, clusterKind[diagnose.Node]{
		resource: "nodes",
		get: func(ctx context.Context, name string) (diagnose.Node, error) {
			n, err := client.Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return diagnose.Node{}, err
			}
			return convert.NodeOf(n), nil
		},
		list: func(ctx context.Context, o metav1.ListOptions) ([]diagnose.Node, metav1.ListMeta, error) {
			l, err := client.List(ctx, o)
			if err != nil {
				return nil, metav1.ListMeta{}, err
			}
			return converted(l.Items, func(n *corev1.Node) diagnose.Node { return convert.NodeOf(n) }), l.ListMeta, nil
		},
		name: func(n diagnose.Node) string { return n.Name },
	})
}

// readNamespaces reads the pods' namespaces for their labels and annotations.
func (r *Reader) readNamespaces(ctx context.Context, pods []diagnose.Pod) []diagnose.Namespace {
	client := r.client.CoreV1().Namespaces()
	return readNamed(ctx, r, namespacesOf(pods), clusterKind[diagnose.Namespace]{
		resource: "namespaces",
		get: func(ctx context.Context, name string) (diagnose.Namespace, error) {
			n, err := client.Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return diagnose.Namespace{}, err
			}
			return convert.NamespaceOf(n), nil
		},
		list: func(ctx context.Context, o metav1.ListOptions) ([]diagnose.Namespace, metav1.ListMeta, error) {
			l, err := client.List(ctx, o)
			if err != nil {
				return nil, metav1.ListMeta{}, err
			}
			return converted(l.Items, func(n *corev1.Namespace) diagnose.Namespace { return convert.NamespaceOf(n) }), l.ListMeta, nil
		},
		name: func(n diagnose.Namespace) string { return n.Name },
	})
}

// readNamed reads objects by name, or lists them all when there are many; it
// does not repeat recent reads. A refusal is noted once: it applies to all
// objects of the kind.
func readNamed[T any](ctx context.Context, r *Reader, names []string, k clusterKind[T]) []T {
	found := map[string]T{}
	var missing []string
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if v, ok := r.recall(k.resource + "/" + name); ok {
			found[name] = v.(T)
		} else if UsableName(name) {
			missing = append(missing, name)
		}
	}
	var mu sync.Mutex
	put := func(v T) {
		mu.Lock()
		defer mu.Unlock()
		found[k.name(v)] = v
		r.remember(k.resource+"/"+k.name(v), v, clusterTTL)
	}
	if err := r.denied(k.resource); err != nil && len(missing) > 0 {
		r.refused.Add("get", k.resource, "", "", err)
		missing = nil
	}
	if len(missing) > manyNamespaces {
		if _, err := EachPage(ctx, metav1.ListOptions{}, k.list, func(v *T) {
			if _, wanted := slices.BinarySearch(missing, k.name(*v)); wanted {
				put(*v)
			}
		}, nil); err == nil {
			missing = nil
		}
	}
	inParallel(len(missing), func(i int) {
		if r.denied(k.resource) != nil {
			return
		}
		ctx, cancel := context.WithTimeout(ctx, PageTimeout)
		defer cancel()
		v, err := k.get(ctx, missing[i])
		switch {
		case err == nil:
			put(v)
		case apierrors.IsForbidden(err):
			r.refused.Add("get", k.resource, "", "", err)
			r.deny(k.resource, err)
		case !apierrors.IsNotFound(err):
			r.refused.Add("get", k.resource, "", missing[i], err)
		}
	})
	out := make([]T, 0, len(found))
	for _, v := range found {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b T) int { return strings.Compare(k.name(a), k.name(b)) })
	return out
}

func converted[A, B any](in []A, as func(*A) B) []B {
	out := make([]B, len(in))
	for i := range in {
		out[i] = as(&in[i])
	}
	return out
}
