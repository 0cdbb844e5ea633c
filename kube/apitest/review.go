package apitest

import (
	"net/http"

	authv1 "k8s.io/api/authorization/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// review answers what the user may do. With a custom Allow the list of rules
// is incomplete, as with an authorizer outside of the API server.
func (s *Server) review(w http.ResponseWriter, q *http.Request, r Request) {
	var o runtime.Object
	switch r.Resource {
	case "selfsubjectrulesreviews":
		review := &authv1.SelfSubjectRulesReview{Status: authv1.SubjectRulesReviewStatus{Incomplete: s.Allow != nil}}
		review.APIVersion, review.Kind = "authorization.k8s.io/v1", "SelfSubjectRulesReview"
		review.Status.ResourceRules = []authv1.ResourceRule{{Verbs: []string{"*"}, APIGroups: []string{"*"}, Resources: []string{"*"}}}
		review.Status.NonResourceRules = []authv1.NonResourceRule{}
		o = review
	default:
		fail(w, q, http.StatusNotFound, "NotFound", "the server could not find the requested resource", "")
		return
	}
	send(w, q, http.StatusCreated, o)
}
