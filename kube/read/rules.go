package read

import rbacv1 "k8s.io/api/rbac/v1"

// SweepRules are the rights that a sweep needs: in the namespaces that it reads,
// and in the cluster. They are those of the requests in this package, and no more.
func SweepRules() (inNamespace, inCluster []rbacv1.PolicyRule) {
	rule := func(group string, verbs []string, resources ...string) rbacv1.PolicyRule {
		return rbacv1.PolicyRule{APIGroups: []string{group}, Resources: resources, Verbs: verbs}
	}
	inNamespace = []rbacv1.PolicyRule{
		rule("", []string{"list"}, "pods", "events", "serviceaccounts"),
		rule("", []string{"get", "list"}, "secrets"), // by name where the list, of pull secrets only, lacks one
		rule("apps", []string{"list"}, "deployments", "statefulsets", "daemonsets"),
		rule("apps", []string{"get", "list"}, "replicasets"), // of pods whose Deployment is not known by its name
		rule("batch", []string{"list"}, "cronjobs", "jobs"),
	}
	inCluster = []rbacv1.PolicyRule{
		rule("", []string{"get", "list"}, "namespaces", "nodes"),
	}
	return inNamespace, inCluster
}
