package read

import (
	"context"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// rancherProject marks the namespaces of a Rancher project, as an annotation
// and, written after it, as a label.
const rancherProject = "field.cattle.io/projectId"

// withSiblings adds, in a cluster of Rancher, the other namespaces of a
// project: a fix can be offered for all of them, and a finding can say why
// one has a project's secret and another does not.
func (r *Reader) withSiblings(ctx context.Context, have []diagnose.Namespace) []diagnose.Namespace {
	inProject := func(n diagnose.Namespace) bool {
		return n.Annotations[rancherProject] != "" || n.Labels[rancherProject] != ""
	}
	if !slices.ContainsFunc(have, inProject) || r.denied("all namespaces") != nil {
		return have
	}
	all, ok := r.recall("all namespaces")
	if !ok {
		var found []diagnose.Namespace
		_, err := EachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]corev1.Namespace, metav1.ListMeta, error) {
			l, err := r.client.CoreV1().Namespaces().List(ctx, o)
			if err != nil {
				return nil, metav1.ListMeta{}, err
			}
			return l.Items, l.ListMeta, nil
		}, func(n *corev1.Namespace) {
			if v := convert.NamespaceOf(n); inProject(v) {
				found = append(found, v)
			}
		}, func() { found = nil })
		if err != nil { // a fix for one namespace is still offered
			r.deny("all namespaces", err)
			return have
		}
		r.remember("all namespaces", found, clusterTTL)
		all = found
	}
	out := slices.Clone(have)
	for _, n := range all.([]diagnose.Namespace) {
		if !slices.ContainsFunc(have, func(h diagnose.Namespace) bool { return h.Name == n.Name }) {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b diagnose.Namespace) int { return strings.Compare(a.Name, b.Name) })
	return out
}
