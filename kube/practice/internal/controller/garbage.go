package controller

import (
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// owners are the kinds that can own others here, dependents those that can be owned.
var (
	owners = []schema.GroupVersionResource{
		apiserver.Deployments, apiserver.ReplicaSets, apiserver.StatefulSets, apiserver.DaemonSets, apiserver.Jobs, apiserver.CronJobs,
	}
	dependents = []schema.GroupVersionResource{apiserver.ReplicaSets, apiserver.Jobs, apiserver.Pods}
)

// collectGarbage deletes what belongs only to owners that no longer exist. Owners of kinds that the
// practice cluster does not run count as present.
func (m *Manager) collectGarbage() {
	alive := map[types.UID]bool{}
	kinds := map[string]bool{}
	for _, gvr := range owners {
		for _, o := range apiserver.All[store.Object](m.s, gvr, "") {
			alive[o.GetUID()] = true
		}
	}
	for _, kind := range []string{"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob"} {
		kinds[kind] = true
	}
	for _, gvr := range dependents {
		for _, o := range apiserver.All[store.Object](m.s, gvr, "") {
			if o.GetDeletionTimestamp() != nil || !abandoned(o.GetOwnerReferences(), alive, kinds) {
				continue
			}
			uid, background := o.GetUID(), metav1.DeletePropagationBackground
			_ = m.s.Delete(gvr, o.GetNamespace(), o.GetName(), metav1.DeleteOptions{ // else at the next pass
				Preconditions: &metav1.Preconditions{UID: &uid}, PropagationPolicy: &background,
			})
		}
	}
}

// abandoned: there were owners, and none is left.
func abandoned(refs []metav1.OwnerReference, alive map[types.UID]bool, kinds map[string]bool) bool {
	for _, r := range refs {
		if alive[r.UID] || !kinds[r.Kind] {
			return false
		}
	}
	return len(refs) > 0
}
