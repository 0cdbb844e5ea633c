package apply

import (
	"context"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// losing reports which pods use a secret for an image that it has no
// credentials for after the step: the image's key was renamed or removed. The
// snapshot holds hardly any running pods, so it asks the server for them. If
// they may not be listed, it says that this is not known.
func (b *Fixer) losing(ctx context.Context, s diagnose.Step) diagnose.Precheck {
	var names []string
	loses := fix.LosesCredentials(&s)
	more, err := b.somePods(ctx, s.Object.Namespace, "", func(p *corev1.Pod) {
		if slices.Contains(convert.PullSecretNames(p.Spec.ImagePullSecrets, convert.LocalName), s.Object.Name) && !ended(p) && slices.ContainsFunc(images(p), loses) {
			names = append(names, clean.Line(p.Name))
		}
	})
	out := diagnose.Precheck{OK: true, Note: true}
	switch n := len(names); {
	case err != nil:
		out.Text = fmt.Sprintf("pods in %s cannot be listed, so it is not known whether some still need what is removed from %s", s.Object.Namespace, s.Object)
	case n == 1:
		out.Text = fmt.Sprintf("1 pod needs the credentials removed from %s at its next pull: %s", s.Object, names[0])
	case n > 1:
		out.Text = fmt.Sprintf("%s pods need the credentials removed from %s at their next pull: %s", atLeast(n, more), s.Object, someNames(names))
	case more:
		out.Text = fmt.Sprintf("none of the first %d pods in %s needs what is removed from %s; the others were not checked", gainPage*gainPages, s.Object.Namespace, s.Object)
	default:
		out.Text, out.Note = fmt.Sprintf("no present pod needs what is removed from %s", s.Object), false
	}
	return out
}

// images returns the images of all containers of a pod.
func images(p *corev1.Pod) []string {
	var out []string
	for _, list := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
		for i := range list {
			out = append(out, list[i].Image)
		}
	}
	for i := range p.Spec.EphemeralContainers {
		out = append(out, p.Spec.EphemeralContainers[i].Image)
	}
	return out
}

func ended(p *corev1.Pod) bool {
	return p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed
}

// somePods calls fn for a limited number of pods of a namespace; more says
// that there are others.
func (b *Fixer) somePods(ctx context.Context, namespace, fields string, fn func(*corev1.Pod)) (more bool, err error) {
	o := metav1.ListOptions{FieldSelector: fields, Limit: gainPage}
	for page := 1; ; page++ {
		list, err := b.client.CoreV1().Pods(namespace).List(ctx, o)
		if err != nil {
			return false, err
		}
		for i := range list.Items {
			fn(&list.Items[i])
		}
		if o.Continue = list.Continue; o.Continue == "" || page == gainPages {
			return o.Continue != "", nil
		}
	}
}
