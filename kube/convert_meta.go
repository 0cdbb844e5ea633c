package kube

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

const (
	lastApplied   = "kubectl.kubernetes.io/last-applied-configuration"
	maxAnnotation = 1 << 10 // bytes of one annotation's value that are kept
)

// metaOf takes over what every object carries.
func metaOf(kind, apiVersion string, m *metav1.ObjectMeta) diagnose.Meta {
	out := diagnose.Meta{
		Kind:            kind,
		APIVersion:      apiVersion,
		Namespace:       CleanLine(m.Namespace),
		Name:            CleanLine(m.Name),
		UID:             CleanLine(string(m.UID)),
		ResourceVersion: CleanLine(m.ResourceVersion),
		Created:         m.CreationTimestamp.Time,
		Deleting:        m.DeletionTimestamp != nil,
		Labels:          cleanMap(m.Labels),
		Annotations:     annotations(m.Annotations),
	}
	if out.Name == "" && m.GenerateName != "" {
		out.Name = CleanLine(m.GenerateName)
	}
	for _, o := range m.OwnerReferences {
		out.Owners = append(out.Owners, diagnose.Owner{
			APIVersion: CleanLine(o.APIVersion),
			Kind:       CleanLine(o.Kind),
			Name:       CleanLine(o.Name),
			UID:        CleanLine(string(o.UID)),
			Controller: o.Controller != nil && *o.Controller,
		})
	}
	for _, f := range m.ManagedFields {
		g := diagnose.Manager{Name: CleanLine(f.Manager), Operation: CleanLine(string(f.Operation))}
		if f.Time != nil {
			g.Time = f.Time.Time
		}
		out.Managers = append(out.Managers, g)
	}
	slices.SortStableFunc(out.Managers, func(a, b diagnose.Manager) int { return a.Time.Compare(b.Time) })
	out.Changed = out.Created
	if n := len(out.Managers); n > 0 && out.Managers[n-1].Time.After(out.Changed) {
		out.Changed = out.Managers[n-1].Time
	}
	return out
}

// annotations leaves out copies of the whole object, because they can hold a
// secret in clear text, and shortens long values: their presence and their
// beginning tell who looks after the object.
func annotations(in map[string]string) map[string]string {
	kept := make(map[string]string, len(in))
	for k, v := range in {
		if k == lastApplied {
			continue
		}
		if strings.HasPrefix(k, "kapp.k14s.io/original") || strings.Contains(k, "last-applied") {
			v = ""
		}
		if len(v) > maxAnnotation {
			v = v[:maxAnnotation]
		}
		kept[k] = v
	}
	return cleanMap(kept)
}

// pullSecretNames is a list of references in order; empty names stay, because
// one of them already stops the service account's list from being used.
func pullSecretNames[T any](refs []T, name func(T) string) []string {
	if len(refs) == 0 {
		return nil
	}
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = CleanLine(name(r))
	}
	return out
}
