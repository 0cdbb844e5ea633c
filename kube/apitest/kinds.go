package apitest

import (
	"reflect"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
)

// Object is what the server stores.
type Object interface {
	runtime.Object
	metav1.Object
}

// kind is one resource.
type kind struct {
	apiVersion, name string
	list             func() runtime.Object
}

// kinds are the served resources, by their plural.
var kinds = map[string]kind{
	"pods":                   {"v1", "Pod", func() runtime.Object { return &corev1.PodList{} }},
	"secrets":                {"v1", "Secret", func() runtime.Object { return &corev1.SecretList{} }},
	"serviceaccounts":        {"v1", "ServiceAccount", func() runtime.Object { return &corev1.ServiceAccountList{} }},
	"events":                 {"v1", "Event", func() runtime.Object { return &corev1.EventList{} }},
	"namespaces":             {"v1", "Namespace", func() runtime.Object { return &corev1.NamespaceList{} }},
	"nodes":                  {"v1", "Node", func() runtime.Object { return &corev1.NodeList{} }},
	"replicationcontrollers": {"v1", "ReplicationController", func() runtime.Object { return &corev1.ReplicationControllerList{} }},
	"deployments":            {"apps/v1", "Deployment", func() runtime.Object { return &appsv1.DeploymentList{} }},
	"replicasets":            {"apps/v1", "ReplicaSet", func() runtime.Object { return &appsv1.ReplicaSetList{} }},
	"statefulsets":           {"apps/v1", "StatefulSet", func() runtime.Object { return &appsv1.StatefulSetList{} }},
	"daemonsets":             {"apps/v1", "DaemonSet", func() runtime.Object { return &appsv1.DaemonSetList{} }},
	"jobs":                   {"batch/v1", "Job", func() runtime.Object { return &batchv1.JobList{} }},
	"cronjobs":               {"batch/v1", "CronJob", func() runtime.Object { return &batchv1.CronJobList{} }},
}

// resourceOf returns the plural of an object's kind.
func resourceOf(o Object) string {
	name := reflect.TypeOf(o).Elem().Name()
	for resource, k := range kinds {
		if k.name == name {
			return resource
		}
	}
	panic("apitest serves no " + name)
}

// stamped sets the kind of an object, as responses carry it.
func stamped(o Object, resource string) Object {
	k := kinds[resource]
	o = o.DeepCopyObject().(Object)
	group, version, ok := strings.Cut(k.apiVersion, "/")
	if !ok {
		group, version = "", k.apiVersion
	}
	gvk := o.GetObjectKind().GroupVersionKind()
	gvk.Group, gvk.Version, gvk.Kind = group, version, k.name
	o.GetObjectKind().SetGroupVersionKind(gvk)
	return o
}

// listOf is a list of objects with its kind.
func listOf(resource string, items []Object, m metav1.ListMeta) runtime.Object {
	list := kinds[resource].list()
	objects := make([]runtime.Object, len(items))
	for i := range items {
		objects[i] = items[i]
	}
	if err := meta.SetList(list, objects); err != nil {
		panic(err)
	}
	t, err := meta.TypeAccessor(list)
	if err != nil {
		panic(err)
	}
	t.SetAPIVersion(kinds[resource].apiVersion)
	t.SetKind(kinds[resource].name + "List")
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
