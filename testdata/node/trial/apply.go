package trial

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// manager is the field manager of what the cases set up; it says that people did it.
const manager = "kubectl-create"

// Apply creates objects in order. One that is there already (the default account of a namespace) is
// changed to what the manifest says.
func (w *World) Apply(ctx context.Context, list []runtime.Object) error {
	for _, o := range list {
		if err := w.apply(ctx, o); err != nil {
			kind := o.GetObjectKind().GroupVersionKind().Kind
			return fmt.Errorf("applying a %s: %w", kind, err)
		}
	}
	return nil
}

func (w *World) apply(ctx context.Context, typed runtime.Object) error {
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed)
	if err != nil {
		return err
	}
	delete(content, "status")
	o := &unstructured.Unstructured{Object: content}
	client, err := w.resource(o)
	if err != nil {
		return err
	}
	if o.GetKind() == "Pod" {
		if err := w.waitForAccount(ctx, o); err != nil {
			return err
		}
	}
	_, err = client.Create(ctx, o, metav1.CreateOptions{FieldManager: manager})
	if !apierrors.IsAlreadyExists(err) {
		return err
	}
	patch, err := json.Marshal(content)
	if err != nil {
		return err
	}
	_, err = client.Patch(ctx, o.GetName(), types.MergePatchType, patch, metav1.PatchOptions{FieldManager: manager})
	return err
}

// resource is the endpoint of an object's kind, in its namespace.
func (w *World) resource(o *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	kind := o.GroupVersionKind()
	mapping, err := w.kinds.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		return w.objects.Resource(mapping.Resource), nil
	}
	return w.objects.Resource(mapping.Resource).Namespace(o.GetNamespace()), nil
}

// waitForAccount waits until the controller has made the pod's service account; without it the API
// server refuses the pod.
func (w *World) waitForAccount(ctx context.Context, pod *unstructured.Unstructured) error {
	name, _, err := unstructured.NestedString(pod.Object, "spec", "serviceAccountName")
	if err != nil {
		return err
	}
	if name == "" {
		name = "default"
	}
	return poll(ctx, 30*time.Second, func(ctx context.Context) error {
		_, err := w.Client.CoreV1().ServiceAccounts(pod.GetNamespace()).Get(ctx, name, metav1.GetOptions{})
		return err
	})
}

// poll asks until ok says nil; after the time is up it returns what ok said last.
func poll(ctx context.Context, limit time.Duration, ok func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		err := ok(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not within %v: %w", limit, err)
		case <-time.After(200 * time.Millisecond):
		}
	}
}
