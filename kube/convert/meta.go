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

// MetaOf converts the metadata that every object has.
func MetaOf(kind, apiVersion string, m *metav1.ObjectMeta) diagnose.Meta {
	out := diagnose.Meta{
		Kind:            kind,
		APIVersion:      apiVersion,
		Namespace:       clean.Line(m.Namespace),
		Name:            clean.Line(m.Name),
		UID:             clean.Line(string(m.UID)),
		ResourceVersion: clean.Line(m.ResourceVersion),
		Created:         m.CreationTimestamp.Time,
		Deleting:        m.DeletionTimestamp != nil,
		Labels:          clean.Map(m.Labels),
		Annotations:     annotations(m.Annotations),
	}
	if out.Name == "" && m.GenerateName != "" {
		out.Name = clean.Line(m.GenerateName)
	}
	for _, o := range m.OwnerReferences {
		out.Owners = append(out.Owners, diagnose.Owner{
			APIVersion: clean.Line(o.APIVersion),
			Kind:       clean.Line(o.Kind),
			Name:       clean.Line(o.Name),
			UID:        clean.Line(string(o.UID)),
			Controller: o.Controller != nil && *o.Controller,
		})
	}
	for _, f := range m.ManagedFields {
		g := diagnose.Manager{Name: clean.Line(f.Manager), Operation: clean.Line(string(f.Operation))}
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

// annotations omits copies of the whole object, because they can contain a
// secret in clear text, and shortens long values: their presence and their
// beginning tell who manages the object.
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
	return clean.Map(kept)
}

// PullSecretNames returns a list of references in order; it keeps empty
// names, because even one of them prevents the use of the service account's
// list.
func PullSecretNames[T any](refs []T, name func(T) string) []string {
	if len(refs) == 0 {
		return nil
	}
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = clean.Line(name(r))
	}
	return out
}
