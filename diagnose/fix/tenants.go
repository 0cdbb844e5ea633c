package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/tenant"
)

// tenantOf is the tenant of a namespace: "Capsule tenant oil"; empty if none is
// known.
func tenantOf(x *pull.Index, namespace string) string {
	for i := range x.Snap.Namespaces {
		if n := &x.Snap.Namespaces[i]; n.Name == namespace {
			if kind, name, ok := tenant.Of(n.Labels, n.Annotations); ok {
				return kind + " " + name
			}
		}
	}
	return ""
}

// foreignTenant reports whether a secret belongs to another tenant than a
// namespace: copying it there is possible, but never proposed first.
func foreignTenant(x *pull.Index, donor *diagnose.Secret, to string) bool {
	of := tenantOf(x, donor.Namespace)
	return of != "" && of != tenantOf(x, to)
}

// tenantWarnings say whose credentials a copy shares.
func tenantWarnings(x *pull.Index, donor *diagnose.Secret, to string) []string {
	if !foreignTenant(x, donor, to) {
		return nil
	}
	here := tenantOf(x, to)
	if here == "" {
		here = "no tenant"
	}
	return []string{fmt.Sprintf("%s belongs to another tenant (%s). Anyone who can read secrets in namespace %s (%s) gets its credentials.",
		donor.Object(), tenantOf(x, donor.Namespace), to, here)}
}

// rancherOverwrites warns about the name of a new secret in a namespace of a
// Rancher project.
func rancherOverwrites(x *pull.Index, o diagnose.Object) []string {
	if p := project(x, o.Namespace); p != "" {
		return []string{fmt.Sprintf("Namespace %s is in Rancher project %s: in Rancher 2.12 or later, a project's secret named %s would overwrite this one.", o.Namespace, p, o.Name)}
	}
	return nil
}
