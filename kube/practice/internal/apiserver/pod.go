package apiserver

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// podChangeText is the API server's message about any other change of a pod. The real one adds a
// diff of its internal types after a newline, which is omitted here.
const podChangeText = "pod updates may not change fields other than `spec.containers[*].image`," +
	"`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
	"`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"

// validatePod mirrors the part of ValidatePodCreate that concerns pulls. The syntax of an image is
// not checked by the API server, only white space around it.
func validatePod(p *corev1.Pod) field.ErrorList {
	spec := field.NewPath("spec")
	var errs field.ErrorList
	if len(p.Spec.Containers) == 0 {
		errs = append(errs, field.Required(spec.Child("containers"), ""))
	}
	seen := map[string]bool{}
	errs = append(errs, validateContainers(p.Spec.InitContainers, spec.Child("initContainers"), seen)...)
	return append(errs, validateContainers(p.Spec.Containers, spec.Child("containers"), seen)...)
}

func validateContainers(list []corev1.Container, path *field.Path, seen map[string]bool) field.ErrorList {
	var errs field.ErrorList
	for i, c := range list {
		at := path.Index(i)
		switch {
		case c.Name == "":
			errs = append(errs, field.Required(at.Child("name"), ""))
		case seen[c.Name]:
			errs = append(errs, field.Duplicate(at.Child("name"), c.Name))
		default:
			for _, why := range validation.IsDNS1123Label(c.Name) {
				errs = append(errs, field.Invalid(at.Child("name"), c.Name, why))
			}
		}
		seen[c.Name] = true
		if c.Image == "" {
			errs = append(errs, field.Required(at.Child("image"), ""))
		} else if strings.TrimSpace(c.Image) != c.Image {
			errs = append(errs, field.Invalid(at.Child("image"), c.Image, "must not have leading or trailing whitespace"))
		}
		switch c.ImagePullPolicy {
		case corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever:
		default:
			errs = append(errs, field.NotSupported(at.Child("imagePullPolicy"), c.ImagePullPolicy,
				[]corev1.PullPolicy{corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever}))
		}
	}
	return errs
}

// validatePodChange mirrors ValidatePodUpdate: little more than images can be changed in a pod.
func validatePodChange(p, old *corev1.Pod) field.ErrorList {
	if len(p.Spec.Containers) != len(old.Spec.Containers) {
		return field.ErrorList{field.Forbidden(field.NewPath("spec", "containers"), "pod updates may not add or remove containers")}
	}
	if len(p.Spec.InitContainers) != len(old.Spec.InitContainers) {
		return field.ErrorList{field.Forbidden(field.NewPath("spec", "initContainers"), "pod updates may not add or remove containers")}
	}
	frozen := p.Spec.DeepCopy()
	for i := range frozen.Containers {
		frozen.Containers[i].Image = old.Spec.Containers[i].Image
	}
	for i := range frozen.InitContainers {
		frozen.InitContainers[i].Image = old.Spec.InitContainers[i].Image
	}
	frozen.ActiveDeadlineSeconds = old.Spec.ActiveDeadlineSeconds
	if n := len(old.Spec.Tolerations); len(frozen.Tolerations) >= n && equality.Semantic.DeepEqual(frozen.Tolerations[:n:n], old.Spec.Tolerations) {
		frozen.Tolerations = old.Spec.Tolerations
	}
	if old.Spec.NodeName == "" {
		frozen.NodeName = "" // the scheduler's binding is the one change of its kind
	}
	if !equality.Semantic.DeepEqual(frozen, &old.Spec) {
		return field.ErrorList{field.Forbidden(field.NewPath("spec"), podChangeText)}
	}
	return nil
}

// describe names a pod in a refusal: by generateName as long as it has no
// name.
func describe(p *corev1.Pod) string {
	if p.Name == "" {
		return p.GenerateName
	}
	return p.Name
}

// mountName is the volume that admission adds for the account's token.
func mountName(p *corev1.Pod) string {
	base := fmt.Sprintf("%s/%s", p.Namespace, describe(p))
	return "kube-api-access-" + suffix(base, 0)
}
