package manifest

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation"
	invalids "k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// invalidFields are the values that validation refuses, as far as they concern
// whether and how images are pulled. It mirrors k8s.io/kubernetes/pkg/apis.
// Nothing is missed where an unknown field explains it.
func invalidFields(kind string, doc map[string]any, obj runtime.Object, unknown []fault) []fault {
	base, hasPods := convert.PodSpecPath(kind)
	var found []invalidField
	if m, err := meta.Accessor(obj); err == nil && judgedKind(kind) && !indentationLost(doc) {
		found = append(found, invalidName(m.GetName(), m.GetGenerateName())...)
	}
	if spec := podSpecIn(obj); hasPods && spec != nil {
		found = append(found, invalidPodSpec(base, spec, len(unknown) > 0)...)
	}
	var out []fault
	for _, v := range found {
		f := fault{at: v.at, hint: v.hint, atValue: v.err.Type != invalids.ErrorTypeRequired}
		f.words = "The " + apierrors.NewInvalid(schema.GroupKind{Kind: kind}, nameIn(doc), invalids.ErrorList{v.err}).Error()
		out = append(out, f)
	}
	return out
}

// judgedKind says whether names of this kind are validated here.
func judgedKind(kind string) bool {
	_, hasPods := convert.PodSpecPath(kind)
	return hasPods || kind == "Secret" || kind == "ServiceAccount"
}

func podSpecIn(obj runtime.Object) *corev1.PodSpec {
	if p, ok := obj.(*corev1.Pod); ok {
		return &p.Spec
	}
	if w, ok := convert.WorkloadIn(obj); ok {
		return w.Spec
	}
	return nil
}

// invalidField is a field that validation refuses.
type invalidField struct {
	at   convert.Path
	err  *invalids.Error
	hint string
}

func invalidName(name, generated string) []invalidField {
	at := invalids.NewPath("metadata", "name")
	path := convert.Path{"metadata", "name"}
	if name == "" {
		if generated != "" {
			return nil
		}
		return []invalidField{{path, invalids.Required(at, "name or generateName is required"), ""}}
	}
	if msgs := validation.IsDNS1123Subdomain(name); len(msgs) > 0 {
		return []invalidField{{path, invalids.Invalid(at, name, msgs[0]), ""}}
	}
	return nil
}

var pullPolicies = []corev1.PullPolicy{corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever}

// invalidPodSpec validates what a pull depends on. explained says that unknown
// fields were found: what is missing is then likely under one of them.
func invalidPodSpec(base convert.Path, spec *corev1.PodSpec, explained bool) []invalidField {
	var at *invalids.Path
	for _, s := range base {
		if name := s.(string); at == nil {
			at = invalids.NewPath(name)
		} else {
			at = at.Child(name)
		}
	}
	var out []invalidField
	if len(spec.Containers) == 0 && !explained {
		out = append(out, invalidField{append(slices.Clone(base), "containers"), invalids.Required(at.Child("containers"), ""), "A pod has at least one container with a name and an image."})
	}
	check := func(list string, i int, name, image string, policy corev1.PullPolicy) {
		path := append(slices.Clone(base), list, i)
		here := at.Child(list).Index(i)
		if name == "" && !explained {
			out = append(out, invalidField{append(slices.Clone(path), "name"), invalids.Required(here.Child("name"), ""), ""})
		} else if msgs := validation.IsDNS1123Label(name); name != "" && len(msgs) > 0 {
			out = append(out, invalidField{append(slices.Clone(path), "name"), invalids.Invalid(here.Child("name"), name, msgs[0]), ""})
		}
		if image == "" && !explained {
			out = append(out, invalidField{append(slices.Clone(path), "image"), invalids.Required(here.Child("image"), ""), ""})
		}
		if policy != "" && !slices.Contains(pullPolicies, policy) {
			out = append(out, invalidField{append(slices.Clone(path), "imagePullPolicy"), invalids.NotSupported(here.Child("imagePullPolicy"), policy, pullPolicies), policyHint(policy)})
		}
	}
	for i, c := range spec.InitContainers {
		check("initContainers", i, c.Name, c.Image, c.ImagePullPolicy)
	}
	for i, c := range spec.Containers {
		check("containers", i, c.Name, c.Image, c.ImagePullPolicy)
	}
	return out
}

// policyHint is the policy that a misspelt one was meant to be.
func policyHint(policy corev1.PullPolicy) string {
	for _, p := range pullPolicies {
		if near(string(p), string(policy)) {
			return fmt.Sprintf("Write imagePullPolicy: %s.", p)
		}
	}
	return ""
}
