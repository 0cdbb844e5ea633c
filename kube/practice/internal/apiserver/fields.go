package apiserver

import (
	"fmt"
	"strconv"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// selector makes a filter out of the label and field selectors. It refuses fields that the real
// server does not support for the resource, in its words.
func selector(gr schema.GroupResource, o metav1.ListOptions) (func(store.Object) bool, error) {
	byLabel, err := labels.Parse(o.LabelSelector)
	if err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	byField, err := fields.ParseSelector(o.FieldSelector)
	if err != nil {
		return nil, apierrors.NewBadRequest(err.Error())
	}
	known := selectable[gr]
	for _, r := range byField.Requirements() {
		if r.Field == "metadata.name" || r.Field == "metadata.namespace" {
			continue
		}
		if len(known) == 0 {
			return nil, apierrors.NewBadRequest(fmt.Sprintf(
				"%q is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", r.Field))
		}
		if !known[r.Field] {
			return nil, apierrors.NewBadRequest("field label not supported: " + r.Field)
		}
	}
	return func(obj store.Object) bool {
		return byLabel.Matches(labels.Set(obj.GetLabels())) && (byField.Empty() || byField.Matches(fieldsOf(gr, obj)))
	}, nil
}

// selectable are the fields beyond the name and namespace, by resource.
var selectable = map[schema.GroupResource]map[string]bool{
	Secrets.GroupResource(): names(secretFields(&corev1.Secret{})),
	Pods.GroupResource():    names(podFields(&corev1.Pod{})),
	Events.GroupResource():  names(eventFields(&corev1.Event{})),
}

func names(set fields.Set) map[string]bool {
	m := map[string]bool{}
	for name := range set {
		m[name] = true
	}
	return m
}

func fieldsOf(gr schema.GroupResource, obj store.Object) fields.Set {
	set := fields.Set{}
	if f := kinds[gr].fields; f != nil {
		set = f(obj)
	}
	set["metadata.name"], set["metadata.namespace"] = obj.GetName(), obj.GetNamespace()
	return set
}

func secretFields(s *corev1.Secret) fields.Set { return fields.Set{"type": string(s.Type)} }

func podFields(p *corev1.Pod) fields.Set {
	return fields.Set{
		"spec.nodeName":            p.Spec.NodeName,
		"spec.restartPolicy":       string(p.Spec.RestartPolicy),
		"spec.schedulerName":       p.Spec.SchedulerName,
		"spec.serviceAccountName":  p.Spec.ServiceAccountName,
		"spec.hostNetwork":         strconv.FormatBool(p.Spec.HostNetwork),
		"status.phase":             string(p.Status.Phase),
		"status.podIP":             p.Status.PodIP,
		"status.nominatedNodeName": p.Status.NominatedNodeName,
	}
}

func eventFields(e *corev1.Event) fields.Set {
	o := e.InvolvedObject
	source := e.Source.Component
	if source == "" {
		source = e.ReportingController
	}
	return fields.Set{
		"involvedObject.kind":            o.Kind,
		"involvedObject.namespace":       o.Namespace,
		"involvedObject.name":            o.Name,
		"involvedObject.uid":             string(o.UID),
		"involvedObject.apiVersion":      o.APIVersion,
		"involvedObject.resourceVersion": o.ResourceVersion,
		"involvedObject.fieldPath":       o.FieldPath,
		"reason":                         e.Reason,
		"reportingComponent":             e.ReportingController,
		"source":                         source,
		"type":                           e.Type,
	}
}
