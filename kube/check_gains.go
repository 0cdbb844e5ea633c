package kube

import (
	"context"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// How the pods of a service account are counted and named.
const (
	gainPage  = 500
	gainPages = 4
	gainNames = 3
)

// gainers says how many pods, beside those of the fix, will have the list that
// a step writes into their service account once they are made anew. Pods with
// a list of their own do not count: admission leaves those alone
// (plugin/pkg/admission/serviceaccount). false where the pods may not be
// listed.
func (b *Backend) gainers(ctx context.Context, f diagnose.Fix, s diagnose.Step) (diagnose.Precheck, bool) {
	var names []string
	more := false
	o := metav1.ListOptions{FieldSelector: "spec.serviceAccountName=" + s.Object.Name, Limit: gainPage}
	for page := 1; ; page++ {
		list, err := b.client.CoreV1().Pods(s.Object.Namespace).List(ctx, o)
		if err != nil {
			return diagnose.Precheck{}, false
		}
		for i := range list.Items {
			if p := &list.Items[i]; gains(p, s) && !concerns(f, p) {
				names = append(names, CleanLine(p.Name))
			}
		}
		o.Continue = list.Continue
		if more = o.Continue != ""; !more || page == gainPages {
			break
		}
	}
	text := fmt.Sprintf("no other pod runs as %s and takes its list", s.Object)
	if n := len(names); n > 0 {
		slices.Sort(names)
		shown := strings.Join(names[:min(n, gainNames)], ", ")
		if n > gainNames {
			shown += fmt.Sprintf(" and %d more", n-gainNames)
		}
		pods, count := "pods run", fmt.Sprint(n)
		switch {
		case more:
			count = "more than " + count
		case n == 1:
			pods = "pod runs"
		}
		text = fmt.Sprintf("%s other %s as %s and will have its new list when made anew: %s", count, pods, s.Object, shown)
	}
	return diagnose.Precheck{Text: text, OK: true, Note: len(names) > 0}, true
}

// gains says whether a pod takes the list of the step's account: it names none
// itself, or what it names was copied from there.
func gains(p *corev1.Pod, s diagnose.Step) bool {
	account := p.Spec.ServiceAccountName
	if account == "" {
		account = "default"
	}
	own := pullSecretNames(p.Spec.ImagePullSecrets, localName)
	return account == s.Object.Name && p.Status.Phase != corev1.PodSucceeded && p.Status.Phase != corev1.PodFailed &&
		(len(own) == 0 || slices.Equal(own, s.PullSecretsBefore))
}

// concerns says whether a fix heals or restarts the pod anyway.
func concerns(f diagnose.Fix, p *corev1.Pod) bool {
	o := diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}
	return slices.Contains(f.Heals, o) || slices.Contains(f.Restarts, o)
}
