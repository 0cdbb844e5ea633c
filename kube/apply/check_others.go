package apply

import (
	"context"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// How the pods of a service account are counted and named.
const (
	gainPage  = 500
	gainPages = 4
	gainNames = 3
)

// otherUsers counts the pods, besides those of the fix, that will get the
// list that a step writes into their service account once they are recreated.
// Pods with a list of their own do not count: admission does not change those
// (plugin/pkg/admission/serviceaccount). false if the pods may not be listed.
func (b *Fixer) otherUsers(ctx context.Context, f diagnose.Fix, s diagnose.Step) (diagnose.Precheck, bool) {
	var names []string
	more, err := b.somePods(ctx, s.Object.Namespace, "spec.serviceAccountName="+s.Object.Name, func(p *corev1.Pod) {
		if takesList(p, s) && !concerns(f, p) {
			names = append(names, clean.Line(p.Name))
		}
	})
	if err != nil {
		return diagnose.Precheck{}, false
	}
	text := fmt.Sprintf("no other pod uses the pull secrets of %s", s.Object)
	if n := len(names); n > 0 {
		pods := "pods run"
		if n == 1 && !more {
			pods = "pod runs"
		}
		text = fmt.Sprintf("%s other %s as %s and will use the new list once recreated: %s", atLeast(n, more), pods, s.Object, someNames(names))
	}
	return diagnose.Precheck{Text: text, OK: true, Note: len(names) > 0}, true
}

// atLeast words a number of pods, of which there may be more.
func atLeast(n int, more bool) string {
	if more {
		return fmt.Sprintf("more than %d", n)
	}
	return fmt.Sprint(n)
}

// someNames lists the first names, and how many others there are.
func someNames(names []string) string {
	slices.Sort(names)
	shown := strings.Join(names[:min(len(names), gainNames)], ", ")
	if n := len(names) - gainNames; n > 0 {
		shown += fmt.Sprintf(" and %d more", n)
	}
	return shown
}

// takesList says whether a pod uses the list of the step's service account:
// its own list is empty, or was copied from there.
func takesList(p *corev1.Pod, s diagnose.Step) bool {
	account := p.Spec.ServiceAccountName
	if account == "" {
		account = "default"
	}
	own := convert.PullSecretNames(p.Spec.ImagePullSecrets, convert.LocalName)
	before, _, _ := step.Lists(s)
	return account == s.Object.Name && !ended(p) && (len(own) == 0 || slices.Equal(own, before))
}

// concerns says whether a fix resolves or restarts the pod anyway.
func concerns(f diagnose.Fix, p *corev1.Pod) bool {
	o := diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}
	return slices.Contains(f.Recovers, o) || slices.Contains(f.Restarts, o)
}
