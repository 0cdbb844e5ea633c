package apiserver

import (
	"errors"
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Create stores a new object and returns it as stored. The given object is not changed.
func (s *Server) Create(gvr schema.GroupVersionResource, namespace string, given store.Object, o Options) (store.Object, error) {
	gr := gvr.GroupResource()
	obj := given.DeepCopyObject().(store.Object)
	if err := s.place(gr, namespace, obj); err != nil {
		return nil, err
	}
	if obj.GetResourceVersion() != "" {
		return nil, apierrors.NewBadRequest("resourceVersion should not be set on objects to be created")
	}
	obj.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{}) // typed clients do not see it either
	rule := kinds[gr]
	if rule.defaults != nil {
		rule.defaults(obj)
	}
	generated := obj.GetName() == ""
	if rule.admit != nil { // before the name is made: a refusal names the generateName, as the real one does
		if err := rule.admit(s, obj); err != nil {
			return nil, err
		}
	}
	s.begin(gr, obj, o)
	errs := validateMetadata(gr, obj)
	if rule.validate != nil {
		errs = append(errs, rule.validate(obj)...)
	}
	if err := invalid(obj, errs); err != nil {
		return nil, err
	}
	if o.DryRun {
		if s.store.Get(gr, obj.GetNamespace(), obj.GetName()) != nil {
			return nil, apierrors.NewAlreadyExists(gr, obj.GetName())
		}
		return obj, nil
	}
	err := s.store.Create(gr, obj)
	switch {
	case errors.Is(err, store.ErrExists) && generated:
		return s.Create(gvr, namespace, given, o)
	case errors.Is(err, store.ErrExists):
		return nil, s.exists(gr, obj)
	}
	return obj, err
}

// exists words the refusal of a name that exists, even if that object is being deleted.
func (s *Server) exists(gr schema.GroupResource, obj store.Object) error {
	err := apierrors.NewAlreadyExists(gr, obj.GetName())
	old := s.store.Get(gr, obj.GetNamespace(), obj.GetName())
	if old != nil && old.GetDeletionTimestamp() != nil {
		err.ErrStatus.Message = fmt.Sprintf("object is being deleted: %s", err.ErrStatus.Message)
	}
	return err
}

// place puts an object into the namespace of the request, which must exist.
func (s *Server) place(gr schema.GroupResource, namespace string, obj store.Object) error {
	if clusterWide[gr] {
		return nil
	}
	if obj.GetNamespace() == "" {
		obj.SetNamespace(namespace)
	}
	if obj.GetNamespace() != namespace {
		return apierrors.NewBadRequest("the namespace of the provided object does not match the namespace sent on the request")
	}
	if s.store.Get(Namespaces.GroupResource(), "", namespace) == nil {
		return apierrors.NewNotFound(Namespaces.GroupResource(), namespace)
	}
	return nil
}

// invalid turns the faults of an object into the API server's error, nil if there are none.
func invalid(obj store.Object, errs field.ErrorList) error {
	if len(errs) == 0 {
		return nil
	}
	return apierrors.NewInvalid(kindOf(obj).GroupKind(), obj.GetName(), errs)
}
