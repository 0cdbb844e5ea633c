package workload

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
)

// Key identifies a kind of workload, in the spelling of its manifests: Deployment, apps/v1.
type Key struct{ Kind, APIVersion string }

// Requests are the API requests for one kind of workload. Resource is its plural, as RBAC rules spell it.
type Requests struct {
	group, Resource string
	Get             func(context.Context, kubernetes.Interface, string, string) (runtime.Object, error)
	List            func(context.Context, kubernetes.Interface, string, metav1.ListOptions) ([]runtime.Object, metav1.ListMeta, error)
	Patch           func(context.Context, kubernetes.Interface, string, string, types.PatchType, []byte, metav1.PatchOptions) (runtime.Object, error)
}

// Kinds are the built-in kinds with a pod template.
var Kinds = map[Key]Requests{
	{"Deployment", "apps/v1"}: Define("apps", "deployments",
		func(c kubernetes.Interface, ns string) API[*appsv1.Deployment, *appsv1.DeploymentList] {
			return c.AppsV1().Deployments(ns)
		}),
	{"ReplicaSet", "apps/v1"}: Define("apps", "replicasets",
		func(c kubernetes.Interface, ns string) API[*appsv1.ReplicaSet, *appsv1.ReplicaSetList] {
			return c.AppsV1().ReplicaSets(ns)
		}),
	{"StatefulSet", "apps/v1"}: Define("apps", "statefulsets",
		func(c kubernetes.Interface, ns string) API[*appsv1.StatefulSet, *appsv1.StatefulSetList] {
			return c.AppsV1().StatefulSets(ns)
		}),
	{"DaemonSet", "apps/v1"}: Define("apps", "daemonsets",
		func(c kubernetes.Interface, ns string) API[*appsv1.DaemonSet, *appsv1.DaemonSetList] {
			return c.AppsV1().DaemonSets(ns)
		}),
	{"ReplicationController", "v1"}: Define("", "replicationcontrollers",
		func(c kubernetes.Interface, ns string) API[*corev1.ReplicationController, *corev1.ReplicationControllerList] {
			return c.CoreV1().ReplicationControllers(ns)
		}),
	{"Job", "batch/v1"}: Define("batch", "jobs",
		func(c kubernetes.Interface, ns string) API[*batchv1.Job, *batchv1.JobList] {
			return c.BatchV1().Jobs(ns)
		}),
	{"CronJob", "batch/v1"}: Define("batch", "cronjobs",
		func(c kubernetes.Interface, ns string) API[*batchv1.CronJob, *batchv1.CronJobList] {
			return c.BatchV1().CronJobs(ns)
		}),
}

// timeout bounds one request for one object, because a server may accept a
// connection and never answer.
const timeout = 60 * time.Second

// API is the part of a typed client that is used here.
type API[T, L any] interface {
	Get(context.Context, string, metav1.GetOptions) (T, error)
	List(context.Context, metav1.ListOptions) (L, error)
	Patch(context.Context, string, types.PatchType, []byte, metav1.PatchOptions, ...string) (T, error)
}

// Define makes the requests of a kind out of its typed client.
func Define[T runtime.Object, L metav1.ListInterface](group, resource string, in func(kubernetes.Interface, string) API[T, L]) Requests {
	return Requests{
		group: group, Resource: resource,
		Get: func(ctx context.Context, c kubernetes.Interface, ns, name string) (runtime.Object, error) {
			ctx, cancel := context.WithTimeout(ctx, timeout)
			defer cancel()
			return in(c, ns).Get(ctx, name, metav1.GetOptions{})
		},
		List: func(ctx context.Context, c kubernetes.Interface, ns string, o metav1.ListOptions) ([]runtime.Object, metav1.ListMeta, error) {
			l, err := in(c, ns).List(ctx, o)
			if err != nil {
				return nil, metav1.ListMeta{}, err
			}
			meta := metav1.ListMeta{ResourceVersion: l.GetResourceVersion(), Continue: l.GetContinue()}
			return itemsOf(l), meta, nil
		},
		Patch: func(ctx context.Context, c kubernetes.Interface, ns, name string, form types.PatchType, patch []byte, o metav1.PatchOptions) (runtime.Object, error) {
			return in(c, ns).Patch(ctx, name, form, patch, o)
		},
	}
}

// itemsOf returns the objects of a typed list.
func itemsOf(list any) []runtime.Object {
	var out []runtime.Object
	switch l := list.(type) {
	case *appsv1.DeploymentList:
		out = pointers(l.Items, func(o *appsv1.Deployment) runtime.Object { return o })
	case *appsv1.ReplicaSetList:
		out = pointers(l.Items, func(o *appsv1.ReplicaSet) runtime.Object { return o })
	case *appsv1.StatefulSetList:
		out = pointers(l.Items, func(o *appsv1.StatefulSet) runtime.Object { return o })
	case *appsv1.DaemonSetList:
		out = pointers(l.Items, func(o *appsv1.DaemonSet) runtime.Object { return o })
	case *corev1.PodList:
		out = pointers(l.Items, func(o *corev1.Pod) runtime.Object { return o })
	case *corev1.ReplicationControllerList:
		out = pointers(l.Items, func(o *corev1.ReplicationController) runtime.Object { return o })
	case *batchv1.JobList:
		out = pointers(l.Items, func(o *batchv1.Job) runtime.Object { return o })
	case *batchv1.CronJobList:
		out = pointers(l.Items, func(o *batchv1.CronJob) runtime.Object { return o })
	}
	return out
}

func pointers[T any](items []T, as func(*T) runtime.Object) []runtime.Object {
	out := make([]runtime.Object, len(items))
	for i := range items {
		out[i] = as(&items[i])
	}
	return out
}
