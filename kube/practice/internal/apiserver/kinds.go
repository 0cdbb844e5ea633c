package apiserver

import (
	"reflect"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/client-go/kubernetes/scheme"
)

// Resources that have rules of their own here.
var (
	Namespaces      = corev1.SchemeGroupVersion.WithResource("namespaces")
	Nodes           = corev1.SchemeGroupVersion.WithResource("nodes")
	Pods            = corev1.SchemeGroupVersion.WithResource("pods")
	Secrets         = corev1.SchemeGroupVersion.WithResource("secrets")
	ServiceAccounts = corev1.SchemeGroupVersion.WithResource("serviceaccounts")
	Events          = corev1.SchemeGroupVersion.WithResource("events")
	Deployments     = appsv1.SchemeGroupVersion.WithResource("deployments")
	ReplicaSets     = appsv1.SchemeGroupVersion.WithResource("replicasets")
	StatefulSets    = appsv1.SchemeGroupVersion.WithResource("statefulsets")
	DaemonSets      = appsv1.SchemeGroupVersion.WithResource("daemonsets")
	Jobs            = batchv1.SchemeGroupVersion.WithResource("jobs")
	CronJobs        = batchv1.SchemeGroupVersion.WithResource("cronjobs")
)

// rules are what the API server does with one resource beyond storing it. Any may be nil.
type rules struct {
	defaults func(obj store.Object)
	// keep copies from the old object what an update may omit.
	keep     func(obj, old store.Object)
	admit    func(s *Server, obj store.Object) error // at creation
	validate func(obj store.Object) field.ErrorList
	changes  func(obj, old store.Object) field.ErrorList // validation of an update
	fields   func(obj store.Object) fields.Set           // field selectors beyond the name and namespace
}

// kinds holds the rules by resource. Any other resource is stored unchanged.
var kinds = map[schema.GroupResource]rules{
	Secrets.GroupResource(): {
		defaults: as(secretDefaults), keep: both(keepSecretType),
		validate: list(validateSecret), changes: lists(validateSecretChange), fields: set(secretFields),
	},
	Pods.GroupResource(): {
		defaults: as(podDefaults), admit: admitPod,
		validate: list(validatePod), changes: lists(validatePodChange), fields: set(podFields),
	},
	Events.GroupResource():       {fields: set(eventFields)},
	Deployments.GroupResource():  {defaults: as(deploymentDefaults), changes: lists(validateDeploymentChange)},
	ReplicaSets.GroupResource():  {defaults: as(replicaSetDefaults)},
	StatefulSets.GroupResource(): {defaults: as(statefulSetDefaults), changes: lists(validateStatefulSetChange)},
	DaemonSets.GroupResource():   {defaults: as(daemonSetDefaults), changes: lists(validateDaemonSetChange)},
	Jobs.GroupResource():         {defaults: as(jobDefaults), changes: lists(validateJobChange)},
	CronJobs.GroupResource():     {defaults: as(cronJobDefaults)},
	Namespaces.GroupResource():   {defaults: as(namespaceDefaults)},
}

// The four functions below let rules be written for their own type.

func as[T store.Object](f func(T)) func(store.Object) {
	return func(o store.Object) {
		if t, ok := o.(T); ok {
			f(t)
		}
	}
}

func both[T store.Object](f func(obj, old T)) func(obj, old store.Object) {
	return func(a, b store.Object) {
		obj, ok := a.(T)
		if old, also := b.(T); ok && also {
			f(obj, old)
		}
	}
}

func list[T store.Object](f func(T) field.ErrorList) func(store.Object) field.ErrorList {
	return func(o store.Object) field.ErrorList {
		if t, ok := o.(T); ok {
			return f(t)
		}
		return nil
	}
}

func lists[T store.Object](f func(obj, old T) field.ErrorList) func(obj, old store.Object) field.ErrorList {
	return func(a, b store.Object) field.ErrorList {
		obj, ok := a.(T)
		if old, also := b.(T); ok && also {
			return f(obj, old)
		}
		return nil
	}
}

func set[T store.Object](f func(T) fields.Set) func(store.Object) fields.Set {
	return func(o store.Object) fields.Set {
		if t, ok := o.(T); ok {
			return f(t)
		}
		return nil
	}
}

// kindOf returns the kind of a typed object, whose TypeMeta may be empty.
func kindOf(obj store.Object) schema.GroupVersionKind {
	known, _, err := scheme.Scheme.ObjectKinds(obj)
	if err != nil || len(known) == 0 {
		return schema.GroupVersionKind{}
	}
	return known[0]
}

// clusterWide are the resources without a namespace that are used here.
var clusterWide = map[schema.GroupResource]bool{
	Namespaces.GroupResource():                                                           true,
	Nodes.GroupResource():                                                                true,
	{Group: "", Resource: "persistentvolumes"}:                                           true,
	{Group: "rbac.authorization.k8s.io", Resource: "clusterroles"}:                       true,
	{Group: "rbac.authorization.k8s.io", Resource: "clusterrolebindings"}:                true,
	{Group: "storage.k8s.io", Resource: "storageclasses"}:                                true,
	{Group: "scheduling.k8s.io", Resource: "priorityclasses"}:                            true,
	{Group: "apiextensions.k8s.io", Resource: "customresourcedefinitions"}:               true,
	{Group: "node.k8s.io", Resource: "runtimeclasses"}:                                   true,
	{Group: "admissionregistration.k8s.io", Resource: "validatingwebhookconfigurations"}: true,
}

// ClusterWide says whether the objects of a resource have no namespace.
func ClusterWide(gvr schema.GroupVersionResource) bool { return clusterWide[gvr.GroupResource()] }

// part returns the Spec or Status of an object, the zero Value if its kind
// has none.
func part(obj store.Object, name string) reflect.Value {
	v := reflect.ValueOf(obj)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.Elem().FieldByName(name)
}
