package kube

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// workload is what all kinds with a pod template have in common.
type workload struct {
	kind, apiVersion string
	meta             *metav1.ObjectMeta
	spec             *corev1.PodSpec   // of the template; points into the object
	labels           map[string]string // of the template
	replicas         *int32
	onDelete         bool
	ordered          bool
	paused           bool
}

// workloadIn finds the template of a workload of any built-in kind; false for
// other objects.
func workloadIn(obj any) (workload, bool) {
	switch o := obj.(type) {
	case *appsv1.Deployment:
		return workload{kind: "Deployment", apiVersion: "apps/v1", meta: &o.ObjectMeta, spec: &o.Spec.Template.Spec, labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas,
			paused: o.Spec.Paused}, true
	case *appsv1.ReplicaSet:
		return workload{kind: "ReplicaSet", apiVersion: "apps/v1", meta: &o.ObjectMeta, spec: &o.Spec.Template.Spec, labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas,
			onDelete: metav1.GetControllerOf(o) == nil}, true // no roll-out: only new pods have the new template
	case *appsv1.StatefulSet:
		return workload{kind: "StatefulSet", apiVersion: "apps/v1", meta: &o.ObjectMeta, spec: &o.Spec.Template.Spec, labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas,
			onDelete: o.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType,
			ordered:  o.Spec.PodManagementPolicy != appsv1.ParallelPodManagement}, true
	case *appsv1.DaemonSet:
		return workload{kind: "DaemonSet", apiVersion: "apps/v1", meta: &o.ObjectMeta, spec: &o.Spec.Template.Spec, labels: o.Spec.Template.Labels,
			onDelete: o.Spec.UpdateStrategy.Type == appsv1.OnDeleteDaemonSetStrategyType}, true
	case *corev1.ReplicationController:
		if o.Spec.Template == nil {
			return workload{}, false
		}
		return workload{kind: "ReplicationController", apiVersion: "v1", meta: &o.ObjectMeta, spec: &o.Spec.Template.Spec, labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas, onDelete: true}, true
	case *batchv1.Job:
		return workload{kind: "Job", apiVersion: "batch/v1", meta: &o.ObjectMeta, spec: &o.Spec.Template.Spec, labels: o.Spec.Template.Labels, replicas: o.Spec.Parallelism}, true
	case *corev1.PodTemplate:
		return workload{kind: "PodTemplate", apiVersion: "v1", meta: &o.ObjectMeta, spec: &o.Template.Spec, labels: o.Template.Labels, onDelete: true}, true
	case *batchv1.CronJob:
		return workload{kind: "CronJob", apiVersion: "batch/v1", meta: &o.ObjectMeta, spec: &o.Spec.JobTemplate.Spec.Template.Spec, labels: o.Spec.JobTemplate.Spec.Template.Labels, onDelete: true}, true
	}
	return workload{}, false
}

// value is the workload as a diagnosis sees it.
func (w workload) value() diagnose.Workload {
	pod := podSpecOf(w.spec)
	out := diagnose.Workload{
		Meta:           metaOf(w.kind, w.apiVersion, w.meta),
		ServiceAccount: pod.ServiceAccount,
		PullSecrets:    pod.PullSecrets,
		OnDelete:       w.onDelete,
		OrderedReady:   w.ordered,
		Paused:         w.paused,
		Replicas:       1,
	}
	for _, c := range pod.Containers {
		out.Images, out.Policies = append(out.Images, c.Image), append(out.Policies, c.PullPolicy)
	}
	for _, v := range pod.Volumes {
		out.Images, out.Policies = append(out.Images, v.Image), append(out.Policies, v.PullPolicy)
	}
	if w.replicas != nil {
		out.Replicas = int(*w.replicas)
	}
	return out
}

// template is the pod that the workload would make. It bears the workload's
// own kind and name, because that is the object which stands in the manifest.
func (w workload) template() diagnose.Pod {
	out := podSpecOf(w.spec)
	out.Meta = metaOf(w.kind, w.apiVersion, w.meta)
	out.Node = ""
	out.Template = true
	return out
}
