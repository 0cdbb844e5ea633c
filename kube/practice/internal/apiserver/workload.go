package apiserver

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

var (
	selectorPath = field.NewPath("spec", "selector")
	templatePath = field.NewPath("spec", "template")
)

func validateDeploymentChange(d, old *appsv1.Deployment) field.ErrorList {
	return validation.ValidateImmutableField(d.Spec.Selector, old.Spec.Selector, selectorPath)
}

func validateDaemonSetChange(d, old *appsv1.DaemonSet) field.ErrorList {
	return validation.ValidateImmutableField(d.Spec.Selector, old.Spec.Selector, selectorPath)
}

// validateStatefulSetChange mirrors ValidateStatefulSetUpdate.
func validateStatefulSetChange(s, old *appsv1.StatefulSet) field.ErrorList {
	frozen := s.Spec.DeepCopy()
	frozen.Replicas, frozen.Ordinals, frozen.Template = old.Spec.Replicas, old.Spec.Ordinals, old.Spec.Template
	frozen.UpdateStrategy, frozen.RevisionHistoryLimit = old.Spec.UpdateStrategy, old.Spec.RevisionHistoryLimit
	frozen.PersistentVolumeClaimRetentionPolicy = old.Spec.PersistentVolumeClaimRetentionPolicy
	frozen.MinReadySeconds = old.Spec.MinReadySeconds
	if equality.Semantic.DeepEqual(frozen, &old.Spec) {
		return nil
	}
	return field.ErrorList{field.Forbidden(field.NewPath("spec"), "updates to statefulset spec for fields other than "+
		"'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "+
		"'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")}
}

// validateJobChange mirrors ValidateJobSpecUpdate: a Job's template never changes. For a suspended
// Job Kubernetes 1.36 allows scheduling fields, so it blames the pod's spec and not the template.
func validateJobChange(j, old *batchv1.Job) field.ErrorList {
	errs := validation.ValidateImmutableField(j.Spec.Selector, old.Spec.Selector, selectorPath)
	if old.Spec.Suspend == nil || !*old.Spec.Suspend {
		return append(errs, validation.ValidateImmutableField(j.Spec.Template, old.Spec.Template, templatePath)...)
	}
	template := j.Spec.Template.DeepCopy()
	template.Spec.NodeSelector, template.Spec.Affinity = old.Spec.Template.Spec.NodeSelector, old.Spec.Template.Spec.Affinity
	template.Spec.Tolerations, template.Spec.SchedulingGates = old.Spec.Template.Spec.Tolerations, old.Spec.Template.Spec.SchedulingGates
	return append(errs, validation.ValidateImmutableField(template.Spec, old.Spec.Template.Spec, templatePath.Child("spec"))...)
}
