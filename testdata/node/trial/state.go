package trial

import (
	"context"
	"crypto/sha256"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// watched are the kinds that a fix may touch.
var watched = []schema.GroupVersionResource{
	{Version: "v1", Resource: "secrets"},
	{Version: "v1", Resource: "serviceaccounts"},
	{Version: "v1", Resource: "pods"},
	{Group: "apps", Version: "v1", Resource: "deployments"},
	{Group: "apps", Version: "v1", Resource: "statefulsets"},
	{Group: "apps", Version: "v1", Resource: "daemonsets"},
	{Group: "apps", Version: "v1", Resource: "replicasets"},
	{Version: "v1", Resource: "replicationcontrollers"},
	{Group: "batch", Version: "v1", Resource: "jobs"},
	{Group: "batch", Version: "v1", Resource: "cronjobs"},
}

// State is everything in a namespace that a fix may touch, by "resource/name", without what the API
// server counts by itself. Pods that a controller makes again under other names are left out: their
// controller's template stands for them.
func (w *World) State(ctx context.Context, namespace string) (map[string]any, error) {
	return w.state(ctx, namespace, fingerprint)
}

// state is State with a way to hide what is in secrets.
func (w *World) state(ctx context.Context, namespace string, hide func(secret map[string]any)) (map[string]any, error) {
	state := map[string]any{}
	for _, resource := range watched {
		list, err := w.objects.Resource(resource).Namespace(namespace).List(ctx, metav1.ListOptions{})
		if err != nil {
			return nil, fmt.Errorf("listing %s: %w", resource.Resource, err)
		}
		for i := range list.Items {
			o := &list.Items[i]
			if owned := metav1.GetControllerOf(o) != nil; owned && (resource.Resource == "pods" || resource.Resource == "replicasets") {
				continue
			}
			state[resource.Resource+"/"+o.GetName()] = essence(o, hide)
		}
	}
	return state, nil
}

// counted are the fields that change with every write or with the node's work.
var counted = [][]string{
	{"status"},
	{"metadata", "uid"},
	{"metadata", "resourceVersion"},
	{"metadata", "generation"},
	{"metadata", "creationTimestamp"},
	{"metadata", "managedFields"},
	{"metadata", "annotations", "deployment.kubernetes.io/revision"},
	{"metadata", "annotations", "deprecated.daemonset.template.generation"},
	{"spec", "nodeName"},
}

// essence is an object without what is counted.
func essence(o *unstructured.Unstructured, hide func(secret map[string]any)) map[string]any {
	for _, path := range counted {
		unstructured.RemoveNestedField(o.Object, path...)
	}
	if len(o.GetAnnotations()) == 0 {
		unstructured.RemoveNestedField(o.Object, "metadata", "annotations")
	}
	switch o.GetKind() {
	case "Pod":
		forgetToken(o)
	case "Secret":
		hide(o.Object)
	}
	return o.Object
}

// fingerprint puts hashes in the place of a secret's content, so that a difference can be printed.
func fingerprint(secret map[string]any) {
	data, _, err := unstructured.NestedMap(secret, "data")
	if err != nil || data == nil {
		return
	}
	for key, value := range data {
		data[key] = fmt.Sprintf("sha256:%x", sha256.Sum256(fmt.Append(nil, value)))
	}
	_ = unstructured.SetNestedMap(secret, data, "data") // the path was just read
}

// forgetToken removes the volume with the account's token, whose name the API server makes up.
func forgetToken(pod *unstructured.Unstructured) {
	unstructured.RemoveNestedField(pod.Object, "spec", "volumes")
	for _, list := range []string{"containers", "initContainers"} {
		containers, _, err := unstructured.NestedSlice(pod.Object, "spec", list)
		if err != nil || containers == nil {
			continue
		}
		for _, c := range containers {
			if c, ok := c.(map[string]any); ok {
				delete(c, "volumeMounts")
			}
		}
		_ = unstructured.SetNestedSlice(pod.Object, containers, "spec", list) // the path was just read
	}
}
