package convert

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Workload is what all kinds with a pod template have in common.
type Workload struct {
	kind, apiVersion string
	Meta             *metav1.ObjectMeta
	Spec             *corev1.PodSpec   // of the template; points into the object
	Labels           map[string]string // of the template
	replicas         *int32
	onDelete         bool
	ordered          bool
	paused           bool
}

// WorkloadIn finds the template of a workload of any built-in kind; false for
// other objects.
func WorkloadIn(obj any) (Workload, bool) {
	switch o := obj.(type) {
	case *appsv1.Deployment:
		return Workload{kind: "Deployment", apiVersion: "apps/v1", Meta: &o.ObjectMeta, Spec: &o.Spec.Template.Spec, Labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas,
			paused: o.Spec.Paused}, true
	case *appsv1.ReplicaSet:
		return Workload{kind: "ReplicaSet", apiVersion: "apps/v1", Meta: &o.ObjectMeta, Spec: &o.Spec.Template.Spec, Labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas,
			onDelete: metav1.GetControllerOf(o) == nil}, true // no roll-out: only new pods have the new template
	case *appsv1.StatefulSet:
		return Workload{kind: "StatefulSet", apiVersion: "apps/v1", Meta: &o.ObjectMeta, Spec: &o.Spec.Template.Spec, Labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas,
			onDelete: o.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType,
			ordered:  o.Spec.PodManagementPolicy != appsv1.ParallelPodManagement}, true
	case *appsv1.DaemonSet:
		return Workload{kind: "DaemonSet", apiVersion: "apps/v1", Meta: &o.ObjectMeta, Spec: &o.Spec.Template.Spec, Labels: o.Spec.Template.Labels,
			onDelete: o.Spec.UpdateStrategy.Type == appsv1.OnDeleteDaemonSetStrategyType}, true
	case *corev1.ReplicationController:
		if o.Spec.Template == nil {
			return Workload{}, false
		}
		return Workload{kind: "ReplicationController", apiVersion: "v1", Meta: &o.ObjectMeta, Spec: &o.Spec.Template.Spec, Labels: o.Spec.Template.Labels, replicas: o.Spec.Replicas, onDelete: true}, true
	case *batchv1.Job:
		return Workload{kind: "Job", apiVersion: "batch/v1", Meta: &o.ObjectMeta, Spec: &o.Spec.Template.Spec, Labels: o.Spec.Template.Labels, replicas: o.Spec.Parallelism}, true
	case *corev1.PodTemplate:
		return Workload{kind: "PodTemplate", apiVersion: "v1", Meta: &o.ObjectMeta, Spec: &o.Template.Spec, Labels: o.Template.Labels, onDelete: true}, true
	case *batchv1.CronJob:
		return Workload{kind: "CronJob", apiVersion: "batch/v1", Meta: &o.ObjectMeta, Spec: &o.Spec.JobTemplate.Spec.Template.Spec, Labels: o.Spec.JobTemplate.Spec.Template.Labels, onDelete: true}, true
	}
	return Workload{}, false
}

// Value returns the workload in the types of package diagnose.
func (w Workload) Value() diagnose.Workload {
	pod := PodSpecOf(w.Spec)
	out := diagnose.Workload{
		Meta:           MetaOf(w.kind, w.apiVersion, w.Meta),
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

// Template returns the pod that the workload would create. It has the
// workload's own kind and name, because that is the object in the manifest.
func (w Workload) Template() diagnose.Pod {
	out := PodSpecOf(w.Spec)
	out.Meta = MetaOf(w.kind, w.apiVersion, w.Meta)
	out.Node = ""
	out.Template = true
	return out
}
