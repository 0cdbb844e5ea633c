package apiserver

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	authorizationv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	clienttesting "k8s.io/client-go/testing"
)

// defaultManager is the field manager of a client that names none; a real server takes the
// program's name from the user agent.
const defaultManager = "pulldoctor"

// React answers a call of the fake clientset. It handles every call on objects, so that nothing
// reaches the clientset's own tracker, and leaves discovery to the clientset.
func (s *Server) React(action clienttesting.Action) (bool, runtime.Object, error) {
	if _, discovery := action.(clienttesting.ActionImpl); discovery {
		return false, nil, nil
	}
	obj, err := s.answer(action)
	if err != nil || obj == nil {
		return true, nil, err // a nil of a pointer type would not be nil for the clientset
	}
	return true, obj, nil
}

func (s *Server) answer(action clienttesting.Action) (runtime.Object, error) {
	gvr, ns := action.GetResource(), action.GetNamespace()
	a := attributes{action.GetVerb(), gvr.GroupResource(), action.GetSubresource(), ns, ""}
	switch action := action.(type) {
	case clienttesting.GetActionImpl:
		a.name = action.Name
	case clienttesting.UpdateActionImpl:
		if o, ok := action.Object.(store.Object); ok {
			a.name = o.GetName()
		}
	case clienttesting.PatchActionImpl:
		a.name = action.Name
	case clienttesting.DeleteActionImpl:
		a.name = action.Name
	case clienttesting.DeleteCollectionActionImpl:
		a.verb = "deletecollection"
	}
	if err := s.authorize(a); err != nil {
		return nil, err
	}
	switch action := action.(type) {
	case clienttesting.ListActionImpl:
		return s.List(gvr, action.Kind, ns, action.ListOptions)
	case clienttesting.GetActionImpl:
		if a.subresource != "" {
			return nil, noSubresource(a)
		}
		return nilIfFailed(s.Get(gvr, ns, action.Name))
	case clienttesting.CreateActionImpl:
		return s.create(a, action)
	case clienttesting.UpdateActionImpl:
		obj, ok := action.Object.(store.Object)
		if !ok || a.subresource != "" && a.subresource != "status" {
			return nil, noSubresource(a)
		}
		o := action.UpdateOptions
		return nilIfFailed(s.Update(gvr, ns, obj, options(o.DryRun, o.FieldManager, a.subresource)))
	case clienttesting.PatchActionImpl:
		if a.subresource != "" && a.subresource != "status" {
			return nil, noSubresource(a)
		}
		o := action.PatchOptions
		return nilIfFailed(s.Patch(gvr, ns, action.Name, action.PatchType, action.Patch, options(o.DryRun, o.FieldManager, a.subresource)))
	case clienttesting.DeleteActionImpl:
		return nil, s.Delete(gvr, ns, action.Name, action.DeleteOptions)
	case clienttesting.DeleteCollectionActionImpl:
		return nil, s.deleteAll(action)
	}
	return nil, fmt.Errorf("the practice cluster cannot %s %s", a.verb, a.resource())
}

// create also answers the reviews, which are created but never stored.
func (s *Server) create(a attributes, action clienttesting.CreateActionImpl) (runtime.Object, error) {
	switch obj := action.Object.(type) {
	case *authorizationv1.SelfSubjectAccessReview:
		return s.review(obj), nil
	case *authorizationv1.SelfSubjectRulesReview:
		return s.rulesFor(obj), nil
	case store.Object:
		if a.subresource == "" {
			o := action.CreateOptions
			return nilIfFailed(s.Create(action.GetResource(), a.namespace, obj, options(o.DryRun, o.FieldManager, "")))
		}
	}
	return nil, noSubresource(a)
}

func (s *Server) deleteAll(action clienttesting.DeleteCollectionActionImpl) error {
	match, err := selector(action.GetResource().GroupResource(), action.ListOptions)
	if err != nil {
		return err
	}
	objs, _ := s.store.List(action.GetResource().GroupResource(), action.GetNamespace())
	for _, obj := range objs {
		if !match(obj) {
			continue
		}
		err := s.Delete(action.GetResource(), obj.GetNamespace(), obj.GetName(), action.DeleteOptions)
		if err != nil && !apierrors.IsNotFound(err) {
			return err
		}
	}
	return nil
}

// ReactWatch answers a watch of the fake clientset.
func (s *Server) ReactWatch(action clienttesting.Action) (bool, watch.Interface, error) {
	var o metav1.ListOptions
	if w, ok := action.(clienttesting.WatchActionImpl); ok {
		o = w.ListOptions
	}
	gvr, ns := action.GetResource(), action.GetNamespace()
	if err := s.authorize(attributes{"watch", gvr.GroupResource(), "", ns, ""}); err != nil {
		return true, nil, err
	}
	w, err := s.Watch(gvr, ns, o)
	return true, w, err
}

func options(dryRun []string, manager, subresource string) Options {
	if manager == "" {
		manager = defaultManager
	}
	return Options{DryRun: len(dryRun) > 0, Manager: manager, Subresource: subresource}
}

// nilIfFailed keeps a nil object from becoming an interface that is not nil, and returns a copy.
func nilIfFailed(obj store.Object, err error) (runtime.Object, error) {
	if err != nil {
		return nil, err
	}
	return obj.DeepCopyObject(), nil
}

func noSubresource(a attributes) error {
	return apierrors.NewNotFound(a.gr, a.resource())
}
