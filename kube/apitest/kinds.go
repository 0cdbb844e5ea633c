package apitest

import (
	"reflect"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
)

// Object is what the server stores.
type Object interface {
	runtime.Object
	metav1.Object
}

// kinds are the resources that are served, by their plural.
var kinds = map[string]schema.GroupVersionKind{
	"pods":                   corev1.SchemeGroupVersion.WithKind("Pod"),
	"secrets":                corev1.SchemeGroupVersion.WithKind("Secret"),
	"serviceaccounts":        corev1.SchemeGroupVersion.WithKind("ServiceAccount"),
	"events":                 corev1.SchemeGroupVersion.WithKind("Event"),
	"namespaces":             corev1.SchemeGroupVersion.WithKind("Namespace"),
	"nodes":                  corev1.SchemeGroupVersion.WithKind("Node"),
	"replicationcontrollers": corev1.SchemeGroupVersion.WithKind("ReplicationController"),
	"deployments":            appsv1.SchemeGroupVersion.WithKind("Deployment"),
	"replicasets":            appsv1.SchemeGroupVersion.WithKind("ReplicaSet"),
	"statefulsets":           appsv1.SchemeGroupVersion.WithKind("StatefulSet"),
	"daemonsets":             appsv1.SchemeGroupVersion.WithKind("DaemonSet"),
	"jobs":                   batchv1.SchemeGroupVersion.WithKind("Job"),
	"cronjobs":               batchv1.SchemeGroupVersion.WithKind("CronJob"),
}

// resourceOf returns the plural of an object's kind.
func resourceOf(o Object) string {
	name := reflect.TypeOf(o).Elem().Name()
	for resource, k := range kinds {
		if k.Kind == name {
			return resource
		}
	}
	panic("apitest serves no " + name)
}

// stamped sets the kind of an object, as responses carry it.
func stamped(o Object, resource string) Object {
	o = o.DeepCopyObject().(Object)
	o.GetObjectKind().SetGroupVersionKind(kinds[resource])
	return o
}

// listOf is a list of objects with its kind.
func listOf(resource string, items []Object, m metav1.ListMeta) runtime.Object {
	kind := kinds[resource]
	kind.Kind += "List"
	list, err := scheme.Scheme.New(kind)
	if err != nil {
		panic(err)
	}
	objects := make([]runtime.Object, len(items))
	for i := range items {
		objects[i] = items[i]
	}
	if err := meta.SetList(list, objects); err != nil {
		panic(err)
	}
	list.GetObjectKind().SetGroupVersionKind(kind)
	l, err := meta.ListAccessor(list)
	if err != nil {
		panic(err)
	}
	l.SetResourceVersion(m.ResourceVersion)
	l.SetContinue(m.Continue)
	l.SetRemainingItemCount(m.RemainingItemCount)
	return list
}

// fieldsOf returns the fields of an object that a field selector may use.
func fieldsOf(o Object) fields.Set {
	out := fields.Set{"metadata.name": o.GetName(), "metadata.namespace": o.GetNamespace()}
	switch o := o.(type) {
	case *corev1.Pod:
		out["status.phase"], out["spec.nodeName"] = string(o.Status.Phase), o.Spec.NodeName
	case *corev1.Secret:
		out["type"] = string(o.Type)
	case *corev1.Event:
		out["type"], out["reason"] = o.Type, o.Reason
		out["involvedObject.kind"], out["involvedObject.name"] = o.InvolvedObject.Kind, o.InvolvedObject.Name
		out["involvedObject.uid"] = string(o.InvolvedObject.UID)
	}
	return out
}
