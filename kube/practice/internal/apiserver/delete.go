package apiserver

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// Delete removes an object. A pod on a node is only marked, and removed when the node has released
// it. What the object owns is deleted later (package controller), or orphaned if the caller asks
// for that, which is the default for Jobs.
func (s *Server) Delete(gvr schema.GroupVersionResource, namespace, name string, o metav1.DeleteOptions) error {
	gr := gvr.GroupResource()
	for {
		old := s.store.Get(gr, namespace, name)
		if old == nil {
			return apierrors.NewNotFound(gr, name)
		}
		if err := mayDelete(gr, old, o.Preconditions); err != nil {
			return err
		}
		if len(o.DryRun) > 0 {
			return nil
		}
		err := s.remove(gr, old, o)
		if errors.Is(err, store.ErrConflict) {
			continue // the preconditions are checked again
		}
		if err == nil && orphans(gvr, o) {
			s.setFree(old.GetUID())
		}
		return err
	}
}

// remove removes the object, or marks a pod whose node must release it first.
func (s *Server) remove(gr schema.GroupResource, old store.Object, o metav1.DeleteOptions) error {
	pod, ok := old.(*corev1.Pod)
	if !ok || pod.Spec.NodeName == "" || o.GracePeriodSeconds != nil && *o.GracePeriodSeconds == 0 {
		return s.store.Delete(gr, old.GetNamespace(), old.GetName(), old.GetResourceVersion())
	}
	if pod.DeletionTimestamp != nil {
		return nil
	}
	grace := int64(30)
	if pod.Spec.TerminationGracePeriodSeconds != nil {
		grace = *pod.Spec.TerminationGracePeriodSeconds
	}
	if o.GracePeriodSeconds != nil {
		grace = *o.GracePeriodSeconds
	}
	marked := pod.DeepCopy()
	at := metav1.NewTime(s.stamp().Add(time.Duration(grace) * time.Second))
	marked.DeletionTimestamp, marked.DeletionGracePeriodSeconds = &at, &grace
	return s.store.Update(gr, marked, old.GetResourceVersion())
}

func mayDelete(gr schema.GroupResource, old store.Object, p *metav1.Preconditions) error {
	if p == nil {
		return nil
	}
	if p.UID != nil {
		if err := wrongUID(gr, old, *p.UID); err != nil {
			return err
		}
	}
	if p.ResourceVersion != nil && *p.ResourceVersion != old.GetResourceVersion() {
		//lint:ignore ST1005 the server's words
		why := fmt.Errorf("Precondition failed: ResourceVersion in precondition: %v, ResourceVersion in object meta: %v",
			*p.ResourceVersion, old.GetResourceVersion())
		return apierrors.NewConflict(gr, old.GetName(), why)
	}
	return nil
}

// orphans says whether what the object owns is to stay.
func orphans(gvr schema.GroupVersionResource, o metav1.DeleteOptions) bool {
	if o.PropagationPolicy != nil {
		return *o.PropagationPolicy == metav1.DeletePropagationOrphan
	}
	return gvr == Jobs // batch/v1 keeps this old default
}

// setFree removes an owner from everything it owns.
func (s *Server) setFree(owner types.UID) {
	for _, gvr := range []schema.GroupVersionResource{Pods, ReplicaSets, Jobs} {
		owned, _ := s.store.List(gvr.GroupResource(), "")
		for _, o := range owned {
			ours := func(r metav1.OwnerReference) bool { return r.UID == owner }
			if !slices.ContainsFunc(o.GetOwnerReferences(), ours) {
				continue
			}
			free := o.DeepCopyObject().(store.Object)
			free.SetOwnerReferences(slices.DeleteFunc(free.GetOwnerReferences(), ours))
			free.SetResourceVersion("")
			_, _ = s.Update(gvr, free.GetNamespace(), free, Options{}) // gone in the meantime is fine
		}
	}
}
