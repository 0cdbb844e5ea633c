package practice

import (
	"context"
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
)

// manager is the field manager of what a case applies: the fault was made with kubectl apply.
const manager = "kubectl-client-side-apply"

// setUp applies the cases. Their pods exist afterwards, so that what a case applies later comes too
// late for them, as intended. It gives up between two cases when ctx ends.
func (c *Cluster) setUp(ctx context.Context, list []cases.Case) error {
	for _, name := range []string{"default", "kube-system"} {
		if err := c.apply(&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}); err != nil {
			return err
		}
	}
	for i := range list {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, obj := range list[i].Manifests {
			if err := c.apply(obj); err != nil {
				return fmt.Errorf("case %s: %w", list[i].Name, err)
			}
		}
	}
	for i := range list {
		c.deny(list[i])
	}
	for range rounds {
		c.controllers.Sync()
		select {
		case <-c.changed:
			continue
		default:
		}
		break
	}
	for i := range list {
		for _, obj := range list[i].Then {
			if err := c.apply(obj); err != nil {
				return fmt.Errorf("case %s: then.yaml: %w", list[i].Name, err)
			}
		}
	}
	return nil
}

// apply creates an object, or replaces the one of that name, as kubectl apply does.
func (c *Cluster) apply(given runtime.Object) error {
	obj, ok := given.DeepCopyObject().(store.Object)
	if !ok {
		return fmt.Errorf("%T is not an object with a name", given)
	}
	kinds, _, err := scheme.Scheme.ObjectKinds(obj)
	if err != nil {
		return err
	}
	gvr, _ := meta.UnsafeGuessKindToResource(kinds[0])
	o := apiserver.Options{Manager: manager}
	namespace := obj.GetNamespace()
	if namespace == "" && !apiserver.ClusterWide(gvr) {
		namespace = "default"
	}
	_, err = c.server.Create(gvr, namespace, obj, o)
	if apierrors.IsAlreadyExists(err) {
		obj.SetNamespace(namespace)
		_, err = c.server.Update(gvr, namespace, obj, o)
	}
	if err != nil {
		return fmt.Errorf("%s %s/%s: %w", kinds[0].Kind, namespace, obj.GetName(), err)
	}
	if gvr == apiserver.Namespaces {
		c.controllers.SyncNamespaces() // its service account "default" must exist before its pods
	}
	return nil
}
