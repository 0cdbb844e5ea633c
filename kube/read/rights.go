package read

import (
	"context"
	"slices"
	"sync"

	authv1 "k8s.io/api/authorization/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// manyRights is the number of namespaces in which the user's rights are read;
// in the others they show when a fix is checked.
const manyRights = 16

// readRights asks what the user may do in the namespaces of the pods. It is
// only a hint: a list that is incomplete, as with an authorizer outside of
// the API server, or that cannot be read, is skipped.
func (r *Reader) readRights(ctx context.Context, pods []diagnose.Pod) []diagnose.Rights {
	namespaces := namespacesOf(pods)
	namespaces = namespaces[:min(len(namespaces), manyRights)]
	var mu sync.Mutex
	var out []diagnose.Rights
	inParallel(len(namespaces), func(i int) {
		if got, ok := r.rightsIn(ctx, namespaces[i]); ok {
			mu.Lock()
			defer mu.Unlock()
			out = append(out, got)
		}
	})
	slices.SortFunc(out, func(a, b diagnose.Rights) int {
		if a.Namespace < b.Namespace {
			return -1
		}
		return 1
	})
	return out
}

func (r *Reader) rightsIn(ctx context.Context, namespace string) (diagnose.Rights, bool) {
	key := "rights/" + namespace
	if v, ok := r.recall(key); ok {
		known := v.(diagnose.Rights)
		return known, len(known.Rules) > 0
	}
	if r.denied("rights") != nil {
		return diagnose.Rights{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, PageTimeout)
	defer cancel()
	review := &authv1.SelfSubjectRulesReview{Spec: authv1.SelfSubjectRulesReviewSpec{Namespace: namespace}}
	got, err := r.client.AuthorizationV1().SelfSubjectRulesReviews().Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		r.deny("rights", err)
		return diagnose.Rights{}, false
	}
	out := diagnose.Rights{Namespace: namespace}
	if !got.Status.Incomplete {
		for _, rule := range got.Status.ResourceRules {
			out.Rules = append(out.Rules, diagnose.Rule{Verbs: rule.Verbs, Groups: rule.APIGroups, Resources: rule.Resources, Names: rule.ResourceNames})
		}
	}
	r.remember(key, out, clusterTTL)
	return out, len(out.Rules) > 0
}
