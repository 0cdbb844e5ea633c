package apiserver

import (
	"maps"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// or sets a pointer that is nil.
func or[T any](p **T, value T) {
	if *p == nil {
		*p = &value
	}
}

func deploymentDefaults(d *appsv1.Deployment) {
	or(&d.Spec.Replicas, 1)
	or(&d.Spec.RevisionHistoryLimit, 10)
	or(&d.Spec.ProgressDeadlineSeconds, 600)
	if d.Spec.Strategy.Type == "" {
		d.Spec.Strategy.Type = appsv1.RollingUpdateDeploymentStrategyType
	}
	if d.Spec.Strategy.Type == appsv1.RollingUpdateDeploymentStrategyType {
		or(&d.Spec.Strategy.RollingUpdate, appsv1.RollingUpdateDeployment{})
		or(&d.Spec.Strategy.RollingUpdate.MaxSurge, intstr.FromString("25%"))
		or(&d.Spec.Strategy.RollingUpdate.MaxUnavailable, intstr.FromString("25%"))
	}
	specDefaults(&d.Spec.Template.Spec)
}

func replicaSetDefaults(r *appsv1.ReplicaSet) {
	or(&r.Spec.Replicas, 1)
	specDefaults(&r.Spec.Template.Spec)
}

func statefulSetDefaults(s *appsv1.StatefulSet) {
	or(&s.Spec.Replicas, 1)
	or(&s.Spec.RevisionHistoryLimit, 10)
	if s.Spec.PodManagementPolicy == "" {
		s.Spec.PodManagementPolicy = appsv1.OrderedReadyPodManagement
	}
	if s.Spec.UpdateStrategy.Type == "" {
		s.Spec.UpdateStrategy.Type = appsv1.RollingUpdateStatefulSetStrategyType
	}
	if s.Spec.UpdateStrategy.Type == appsv1.RollingUpdateStatefulSetStrategyType {
		or(&s.Spec.UpdateStrategy.RollingUpdate, appsv1.RollingUpdateStatefulSetStrategy{})
		or(&s.Spec.UpdateStrategy.RollingUpdate.Partition, 0)
	}
	specDefaults(&s.Spec.Template.Spec)
}

func daemonSetDefaults(d *appsv1.DaemonSet) {
	or(&d.Spec.RevisionHistoryLimit, 10)
	if d.Spec.UpdateStrategy.Type == "" {
		d.Spec.UpdateStrategy.Type = appsv1.RollingUpdateDaemonSetStrategyType
	}
	if d.Spec.UpdateStrategy.Type == appsv1.RollingUpdateDaemonSetStrategyType {
		or(&d.Spec.UpdateStrategy.RollingUpdate, appsv1.RollingUpdateDaemonSet{})
		or(&d.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable, intstr.FromInt32(1))
		or(&d.Spec.UpdateStrategy.RollingUpdate.MaxSurge, intstr.FromInt32(0))
	}
	specDefaults(&d.Spec.Template.Spec)
}

// jobDefaults also does what the Job strategy does at creation: a selector of its own.
func jobDefaults(j *batchv1.Job) {
	jobSpecDefaults(&j.Spec)
	if j.Spec.Selector != nil || j.Name == "" {
		return
	}
	own := map[string]string{batchv1.JobNameLabel: j.Name, "job-name": j.Name}
	if j.Spec.Template.Labels == nil {
		j.Spec.Template.Labels = map[string]string{}
	}
	maps.Copy(j.Spec.Template.Labels, own)
	j.Spec.Selector = &metav1.LabelSelector{MatchLabels: map[string]string{batchv1.JobNameLabel: j.Name}}
}

func jobSpecDefaults(spec *batchv1.JobSpec) {
	or(&spec.Parallelism, 1)
	or(&spec.Completions, 1)
	or(&spec.BackoffLimit, 6)
	or(&spec.Suspend, false)
	or(&spec.CompletionMode, batchv1.NonIndexedCompletion)
	specDefaults(&spec.Template.Spec)
}

func cronJobDefaults(c *batchv1.CronJob) {
	or(&c.Spec.Suspend, false)
	or(&c.Spec.SuccessfulJobsHistoryLimit, 3)
	or(&c.Spec.FailedJobsHistoryLimit, 1)
	if c.Spec.ConcurrencyPolicy == "" {
		c.Spec.ConcurrencyPolicy = batchv1.AllowConcurrent
	}
	specDefaults(&c.Spec.JobTemplate.Spec.Template.Spec)
}

// namespaceDefaults sets what every namespace has.
func namespaceDefaults(n *corev1.Namespace) {
	if n.Labels == nil {
		n.Labels = map[string]string{}
	}
	n.Labels[corev1.LabelMetadataName] = n.Name
	n.Status.Phase = corev1.NamespaceActive
	if len(n.Spec.Finalizers) == 0 {
		n.Spec.Finalizers = []corev1.FinalizerName{corev1.FinalizerKubernetes}
	}
}
