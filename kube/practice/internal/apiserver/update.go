package apiserver

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// errModified is the API server's reason for a conflict.
var errModified = errors.New("the object has been modified; please apply your changes to the latest version and try again")

// Update replaces an object and returns it as stored. If the given object has a resourceVersion or
// a uid, the stored one must still have the same.
func (s *Server) Update(gvr schema.GroupVersionResource, namespace string, given store.Object, o Options) (store.Object, error) {
	return s.change(gvr, namespace, given.GetName(), o, func(store.Object) (store.Object, error) {
		return given.DeepCopyObject().(store.Object), nil
	})
}

// change reads an object, lets edit change it, checks the result and stores it. As in a real API
// server it starts over after a concurrent write, unless the caller named the version to change.
func (s *Server) change(gvr schema.GroupVersionResource, namespace, name string, o Options, edit func(old store.Object) (store.Object, error)) (store.Object, error) {
	gr := gvr.GroupResource()
	for {
		old := s.store.Get(gr, namespace, name)
		if old == nil {
			return nil, apierrors.NewNotFound(gr, name)
		}
		obj, err := edit(old)
		if err != nil {
			return nil, err
		}
		if err := s.mayChange(gr, obj, old); err != nil {
			return nil, err
		}
		pinned := obj.GetResourceVersion() != ""
		s.carry(gr, obj, old, o)
		if err := s.checkChange(gr, obj, old, o); err != nil {
			return nil, err
		}
		if o.DryRun || equality.Semantic.DeepEqual(obj, old) {
			return obj, nil
		}
		s.manage(obj, o)
		err = s.store.Update(gr, obj, old.GetResourceVersion())
		switch {
		case err == nil:
			return obj, nil
		case errors.Is(err, store.ErrConflict) && !pinned:
			continue
		case errors.Is(err, store.ErrMissing):
			return nil, apierrors.NewNotFound(gr, name)
		}
		return nil, apierrors.NewConflict(gr, name, errModified)
	}
}

// mayChange checks that the caller means this object, and this version of it.
func (s *Server) mayChange(gr schema.GroupResource, obj, old store.Object) error {
	if obj.GetName() != old.GetName() || obj.GetNamespace() != "" && obj.GetNamespace() != old.GetNamespace() {
		return apierrors.NewBadRequest("the name or namespace of the object does not match the one on the request")
	}
	if err := wrongUID(gr, old, obj.GetUID()); err != nil {
		return err
	}
	if v := obj.GetResourceVersion(); v != "" && v != old.GetResourceVersion() {
		return apierrors.NewConflict(gr, obj.GetName(), errModified)
	}
	return nil
}

// wrongUID returns the refusal of a UID that is not the stored object's; nil if it is or none is
// given.
func wrongUID(gr schema.GroupResource, old store.Object, uid types.UID) error {
	if uid == "" || uid == old.GetUID() {
		return nil
	}
	//lint:ignore ST1005 the server's words
	why := fmt.Errorf("Precondition failed: UID in precondition: %v, UID in object meta: %v", uid, old.GetUID())
	return apierrors.NewConflict(gr, old.GetName(), why)
}

// carry copies what a writer cannot set: the identity, and the status or all but the status.
func (s *Server) carry(gr schema.GroupResource, obj, old store.Object, o Options) {
	obj.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	if o.Subresource == "status" {
		whole := old.DeepCopyObject().(store.Object)
		if status := part(whole, "Status"); status.IsValid() {
			status.Set(part(obj, "Status"))
			reflect.ValueOf(obj).Elem().Set(reflect.ValueOf(whole).Elem())
		}
	} else if status := part(old, "Status"); status.IsValid() {
		part(obj, "Status").Set(part(old.DeepCopyObject().(store.Object), "Status"))
	}
	obj.SetNamespace(old.GetNamespace())
	obj.SetUID(old.GetUID())
	obj.SetResourceVersion(old.GetResourceVersion())
	obj.SetCreationTimestamp(old.GetCreationTimestamp())
	obj.SetDeletionTimestamp(old.GetDeletionTimestamp())
	obj.SetDeletionGracePeriodSeconds(old.GetDeletionGracePeriodSeconds())
	obj.SetGenerateName(old.GetGenerateName())
	obj.SetManagedFields(old.GetManagedFields())
	obj.SetGeneration(old.GetGeneration())
	rule := kinds[gr]
	if rule.keep != nil {
		rule.keep(obj, old)
	}
	if rule.defaults != nil {
		rule.defaults(obj)
	}
	spec := part(obj, "Spec")
	if o.Subresource == "binding" || o.Subresource == "status" {
		return // the scheduler's binding does not count as a change; a status changes no spec
	}
	if spec.IsValid() && old.GetGeneration() > 0 && !equality.Semantic.DeepEqual(spec.Interface(), part(old, "Spec").Interface()) {
		obj.SetGeneration(old.GetGeneration() + 1)
	}
}

// checkChange validates the object and the change from the old one, which is always valid if only
// the status was written.
func (s *Server) checkChange(gr schema.GroupResource, obj, old store.Object, o Options) error {
	errs := validateMetadata(gr, obj)
	rule := kinds[gr]
	if rule.changes != nil && o.Subresource != "status" {
		errs = append(errs, rule.changes(obj, old)...)
	}
	if rule.validate != nil {
		errs = append(errs, rule.validate(obj)...)
	}
	return invalid(obj, errs)
}
