package apiserver

import (
	"fmt"
	"slices"

	authorizationv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// User is who calls through the client.
const User = "learner"

// denial is a right that the user does not have. "*" in a field means any.
type denial struct{ verb, resource, namespace string }

// attributes are one request as RBAC sees it.
type attributes struct {
	verb                   string
	gr                     schema.GroupResource
	subresource, namespace string
	name                   string
}

// resource returns the name that a rule uses: "pods", "pods/log".
func (a attributes) resource() string {
	if a.subresource == "" {
		return a.gr.Resource
	}
	return a.gr.Resource + "/" + a.subresource
}

// Deny removes a right from the user: their requests fail with 403, and access reviews say so. "*"
// means any verb, resource or namespace; the empty namespace means calls over all namespaces and on
// resources without one.
func (s *Server) Deny(verb, resource, namespace string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.denials = append(s.denials, denial{verb, resource, namespace})
}

func (d denial) covers(verb, resource, namespace string) bool {
	return (d.verb == "*" || d.verb == verb) && (d.resource == "*" || d.resource == resource) &&
		(d.namespace == "*" || d.namespace == namespace)
}

func (s *Server) denied(verb, resource, namespace string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.denials, func(d denial) bool { return d.covers(verb, resource, namespace) })
}

// authorize returns nil if the user may do this, else the API server's
// refusal.
func (s *Server) authorize(a attributes) error {
	if !s.denied(a.verb, a.resource(), a.namespace) {
		return nil
	}
	where := "at the cluster scope"
	if a.namespace != "" {
		where = fmt.Sprintf("in the namespace %q", a.namespace)
	}
	//lint:ignore ST1005 the server's words
	why := fmt.Errorf("User %q cannot %s resource %q in API group %q %s", User, a.verb, a.resource(), a.gr.Group, where)
	return apierrors.NewForbidden(a.gr, a.name, why)
}

// review answers a SelfSubjectAccessReview. It keeps what the object already has.
func (s *Server) review(in *authorizationv1.SelfSubjectAccessReview) *authorizationv1.SelfSubjectAccessReview {
	out := in.DeepCopy()
	out.Status = authorizationv1.SubjectAccessReviewStatus{Allowed: true}
	if r := in.Spec.ResourceAttributes; r != nil {
		a := attributes{r.Verb, schema.GroupResource{Group: r.Group, Resource: r.Resource}, r.Subresource, r.Namespace, r.Name}
		out.Status.Allowed = !s.denied(a.verb, a.resource(), a.namespace)
	}
	return out
}

// verbs are those that rules name.
var verbs = []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}

// rulesFor answers a SelfSubjectRulesReview: everything, or resource by resource if a right was
// removed.
func (s *Server) rulesFor(in *authorizationv1.SelfSubjectRulesReview) *authorizationv1.SelfSubjectRulesReview {
	out := in.DeepCopy()
	out.Status = authorizationv1.SubjectRulesReviewStatus{NonResourceRules: []authorizationv1.NonResourceRule{{Verbs: []string{"*"}, NonResourceURLs: []string{"*"}}}}
	s.mu.Lock()
	untouched := len(s.denials) == 0
	s.mu.Unlock()
	if untouched {
		out.Status.ResourceRules = []authorizationv1.ResourceRule{{Verbs: []string{"*"}, APIGroups: []string{"*"}, Resources: []string{"*"}}}
		return out
	}
	for _, gvr := range []schema.GroupVersionResource{
		Namespaces, Nodes, Pods, Secrets, ServiceAccounts, Events, Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, CronJobs,
	} {
		rule := authorizationv1.ResourceRule{APIGroups: []string{gvr.Group}, Resources: []string{gvr.Resource}}
		for _, verb := range verbs {
			if !s.denied(verb, gvr.Resource, in.Spec.Namespace) {
				rule.Verbs = append(rule.Verbs, verb)
			}
		}
		if len(rule.Verbs) > 0 {
			out.Status.ResourceRules = append(out.Status.ResourceRules, rule)
		}
	}
	return out
}
