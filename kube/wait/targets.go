package wait

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// findTargets reads the targets and finds out which pods count. latest
// excludes the pods of earlier templates: they go away by themselves. A
// target that does not exist is a *UsageError; one that may not be read is
// matched by name and noted in refused.
func findTargets(ctx context.Context, client kubernetes.Interface, s kube.Scope, latest bool) (*watched, error) {
	w := &watched{client: client, latest: latest, owners: map[string]*ownedPods{}}
	for _, t := range s.Targets {
		found := false
		for _, ns := range s.List() {
			objects, err := targetObjects(ctx, client, ns, t)
			switch {
			case apierrors.IsForbidden(err):
				w.refused.Add("get", t.Resource(), ns, t.Name, err)
				w.byName = append(w.byName, namedTarget{ns, t})
				found = true
				continue
			case err != nil && !apierrors.IsNotFound(err):
				return nil, connect.ReachError(err, "")
			}
			for _, o := range objects {
				found = true
				if err := w.take(ctx, o); err != nil {
					return nil, err
				}
			}
		}
		if !found {
			return nil, kube.UsageErrorf(nil, "There is no %s %s in %s. Check the name and -n.", t.Kind, t.Name, where(s))
		}
	}
	return w, nil
}

// where words the scope's namespaces.
func where(s kube.Scope) string {
	switch l := s.List(); {
	case l[0] == "":
		return "any namespace"
	case len(l) == 1:
		return "namespace " + l[0]
	}
	return "these namespaces"
}

// targetObjects reads one object, or without a namespace all of that name.
func targetObjects(ctx context.Context, client kubernetes.Interface, ns string, t kube.Target) ([]runtime.Object, error) {
	ops := podKind
	for key, k := range workload.Kinds {
		if key.Kind == t.Kind {
			ops = k
		}
	}
	if ns != "" {
		o, err := ops.Get(ctx, client, ns, t.Name)
		if err != nil {
			return nil, err
		}
		return []runtime.Object{o}, nil
	}
	var out []runtime.Object
	_, err := read.EachPage(ctx, metav1.ListOptions{FieldSelector: "metadata.name=" + t.Name},
		func(ctx context.Context, o metav1.ListOptions) ([]runtime.Object, metav1.ListMeta, error) {
			return ops.List(ctx, client, ns, o)
		},
		func(o *runtime.Object) {
			if m, ok := (*o).(metav1.ObjectMetaAccessor); ok && m.GetObjectMeta().GetName() == t.Name {
				out = append(out, *o)
			}
		},
		func() { out = nil })
	return out, err
}

// podKind is what workload.Kinds has for the others.
var podKind = workload.Define("", "pods", func(c kubernetes.Interface, ns string) workload.API[*corev1.Pod, *corev1.PodList] {
	return c.CoreV1().Pods(ns)
})
