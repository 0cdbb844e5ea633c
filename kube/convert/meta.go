package convert

import (
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

const (
	LastApplied   = "kubectl.kubernetes.io/last-applied-configuration"
	maxAnnotation = 1 << 10 // bytes of one annotation's value that are kept
)

// MetaOf takes over what every object carries.
func MetaOf(kind, apiVersion string, m *metav1.ObjectMeta) diagnose.Meta {
	out := diagnose.Meta{
		Kind:            kind,
		APIVersion:      apiVersion,
		Namespace:       clean.CleanLine(m.Namespace),
		Name:            clean.CleanLine(m.Name),
		UID:             clean.CleanLine(string(m.UID)),
		ResourceVersion: clean.CleanLine(m.ResourceVersion),
		Created:         m.CreationTimestamp.Time,
		Deleting:        m.DeletionTimestamp != nil,
		Labels:          clean.CleanMap(m.Labels),
		Annotations:     annotations(m.Annotations),
	}
	if out.Name == "" && m.GenerateName != "" {
		out.Name = clean.CleanLine(m.GenerateName)
	}
	for _, o := range m.OwnerReferences {
		out.Owners = append(out.Owners, diagnose.Owner{
			APIVersion: clean.CleanLine(o.APIVersion),
			Kind:       clean.CleanLine(o.Kind),
			Name:       clean.CleanLine(o.Name),
			UID:        clean.CleanLine(string(o.UID)),
			Controller: o.Controller != nil && *o.Controller,
		})
	}
	for _, f := range m.ManagedFields {
		g := diagnose.Manager{Name: clean.CleanLine(f.Manager), Operation: clean.CleanLine(string(f.Operation))}
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
		if k == LastApplied {
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
	return clean.CleanMap(kept)
}

// PullSecretNames is a list of references in order; empty names stay, because
// one of them already stops the service account's list from being used.
func PullSecretNames[T any](refs []T, name func(T) string) []string {
	if len(refs) == 0 {
		return nil
	}
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = clean.CleanLine(name(r))
	}
	return out
}
