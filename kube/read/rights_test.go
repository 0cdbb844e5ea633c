package read

import (
	"context"
	"testing"

	authv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

func TestRightsAreReadOnceAndOnlyIfComplete(t *testing.T) {
	for name, tc := range map[string]struct {
		status authv1.SubjectRulesReviewStatus
		want   int
	}{
		"complete":   {authv1.SubjectRulesReviewStatus{ResourceRules: []authv1.ResourceRule{{Verbs: []string{"get"}, APIGroups: []string{""}, Resources: []string{"pods"}}}}, 1},
		"incomplete": {authv1.SubjectRulesReviewStatus{Incomplete: true, ResourceRules: []authv1.ResourceRule{{Verbs: []string{"get"}}}}, 0},
		"nothing":    {authv1.SubjectRulesReviewStatus{}, 0}, // nobody has no right at all: it was not answered
	} {
		t.Run(name, func(t *testing.T) {
			c := fakecluster.New(t, fakecluster.FailingPod("shop", "web"))
			asked := 0
			c.PrependReactor("create", "selfsubjectrulesreviews", func(k8stesting.Action) (bool, runtime.Object, error) {
				asked++
				return true, &authv1.SelfSubjectRulesReview{Status: tc.status}, nil
			})
			r := NewReader(c, kube.Scope{}, diagnose.Source{})
			pods := []diagnose.Pod{{Meta: diagnose.Meta{Namespace: "shop"}}}
			for range 2 {
				if got := r.readRights(context.Background(), pods); len(got) != tc.want {
					t.Errorf("%+v", got)
				}
			}
			if asked != 1 {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}

func TestSiblingsOfAProjectAreRead(t *testing.T) {
	ns := func(name, project string) *corev1.Namespace {
		n := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
		if project != "" {
			n.Annotations = map[string]string{rancherProject: project}
		}
		return n
	}
	c := fakecluster.New(t, fakecluster.FailingPod("shop", "web"), ns("shop", "c-1:p-1"), ns("cart", "c-1:p-1"), ns("other", "c-1:p-2"), ns("plain", ""))
	var names []string
	for _, n := range collect(t, c, kube.Scope{}).Namespaces {
		names = append(names, n.Name)
	}
	if len(names) != 3 || names[0] != "cart" || names[1] != "other" || names[2] != "shop" {
		t.Errorf("namespaces %v", names)
	}
	c = fakecluster.New(t, fakecluster.FailingPod("plain", "web"), ns("plain", ""), ns("cart", "c-1:p-1"))
	if got := collect(t, c, kube.Scope{}).Namespaces; len(got) != 1 {
		t.Errorf("namespaces %+v are of no use here", got)
	}
}
