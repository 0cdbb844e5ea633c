package apiserver

import (
	"slices"
	"testing"

	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
)

func TestSelectors(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	must(createSecret(ctx, c, pullSecret("a")))(t)
	opaque := pullSecret("b")
	opaque.Type = ""
	must(createSecret(ctx, c, opaque))(t)
	for _, test := range []struct {
		fields, labels string
		want           []string
	}{
		{"", "", []string{"a", "b"}},
		{"type=kubernetes.io/dockerconfigjson", "", []string{"a"}},
		{"type!=kubernetes.io/dockerconfigjson", "", []string{"b"}},
		{"metadata.name=b", "", []string{"b"}},
		{"metadata.namespace=other", "", nil},
		{"", "app=b", []string{"b"}},
		{"type=Opaque", "app=a", nil},
	} {
		list := must(c.CoreV1().Secrets("").List(ctx, metav1.ListOptions{FieldSelector: test.fields, LabelSelector: test.labels}))(t)
		var got []string
		for _, s := range list.Items {
			got = append(got, s.Name)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("fields %q labels %q: got %v, want %v", test.fields, test.labels, got, test.want)
		}
		if list.ResourceVersion == "" {
			t.Error("the list has no version")
		}
	}
	_, err := c.CoreV1().Secrets("").List(ctx, metav1.ListOptions{FieldSelector: "data.x=y"})
	if !apierrors.IsBadRequest(err) || err.Error() != "field label not supported: data.x" {
		t.Errorf("unknown field: %v", err)
	}
}

func TestPodAndEventFields(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	p := must(createPod(ctx, c, pod("app", func(p *corev1.Pod) { p.Spec.NodeName = "n1" })))(t)
	must(createPod(ctx, c, pod("free", nil)))(t)
	e := &corev1.Event{
		ObjectMeta: metav1.ObjectMeta{Name: "app.1"}, Reason: "Failed", Type: "Warning",
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Name: "app", Namespace: "shop", UID: p.UID},
	}
	must(c.CoreV1().Events("shop").Create(ctx, e, metav1.CreateOptions{}))(t)
	for _, test := range []struct {
		fields string
		want   int
	}{{"spec.nodeName=n1", 1}, {"spec.nodeName=", 1}, {"status.phase=Pending", 2}, {"status.phase!=Pending", 0}, {"spec.serviceAccountName=default", 2}} {
		if list := must(c.CoreV1().Pods("shop").List(ctx, metav1.ListOptions{FieldSelector: test.fields}))(t); len(list.Items) != test.want {
			t.Errorf("%s: %d pods, want %d", test.fields, len(list.Items), test.want)
		}
	}
	for _, test := range []struct {
		fields string
		want   int
	}{{"involvedObject.uid=" + string(p.UID), 1}, {"involvedObject.uid=x", 0}, {"involvedObject.kind=Pod,type=Warning,reason=Failed", 1}, {"type=Normal", 0}} {
		if list := must(c.CoreV1().Events("").List(ctx, metav1.ListOptions{FieldSelector: test.fields}))(t); len(list.Items) != test.want {
			t.Errorf("%s: %d events, want %d", test.fields, len(list.Items), test.want)
		}
	}
}

func TestWatchFollowsAList(t *testing.T) {
	s, c := setup(t)
	ctx := t.Context()
	secrets := c.CoreV1().Secrets("shop")
	must(createSecret(ctx, c, pullSecret("before")))(t)
	list := must(secrets.List(ctx, metav1.ListOptions{}))(t)
	made := must(createSecret(ctx, c, pullSecret("between")))(t)
	w := must(secrets.Watch(ctx, metav1.ListOptions{ResourceVersion: list.ResourceVersion, FieldSelector: "metadata.name=between"}))(t)
	must(createSecret(ctx, c, pullSecret("another")))(t)
	if err := secrets.Delete(ctx, "between", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	added, deleted := <-w.ResultChan(), <-w.ResultChan()
	if added.Type != watch.Added || added.Object.(*corev1.Secret).UID != made.UID || deleted.Type != watch.Deleted {
		t.Errorf("received %s, %s", added.Type, deleted.Type)
	}
	if _, err := secrets.Watch(ctx, metav1.ListOptions{ResourceVersion: "x"}); !apierrors.IsBadRequest(err) {
		t.Errorf("bad version: %v", err)
	}
	soon := int64(0)
	short := must(secrets.Watch(ctx, metav1.ListOptions{TimeoutSeconds: &soon, ResourceVersion: "1000"}))(t)
	if _, open := <-short.ResultChan(); open {
		t.Error("the watch outlives its time")
	}
	s.Close()
	if _, open := <-w.ResultChan(); open {
		t.Error("the watch outlives the server")
	}
}

func TestAccess(t *testing.T) {
	s, c := setup(t)
	ctx := t.Context()
	ask := func(verb, group, resource, namespace string) bool {
		r := &authorizationv1.SelfSubjectAccessReview{Spec: authorizationv1.SelfSubjectAccessReviewSpec{
			ResourceAttributes: &authorizationv1.ResourceAttributes{Verb: verb, Group: group, Resource: resource, Namespace: namespace},
		}}
		return must(c.AuthorizationV1().SelfSubjectAccessReviews().Create(ctx, r, metav1.CreateOptions{}))(t).Status.Allowed
	}
	rules := func(namespace string) []authorizationv1.ResourceRule {
		r := &authorizationv1.SelfSubjectRulesReview{Spec: authorizationv1.SelfSubjectRulesReviewSpec{Namespace: namespace}}
		return must(c.AuthorizationV1().SelfSubjectRulesReviews().Create(ctx, r, metav1.CreateOptions{}))(t).Status.ResourceRules
	}
	if !ask("get", "", "secrets", "shop") || len(rules("shop")) != 1 || rules("shop")[0].Verbs[0] != "*" {
		t.Error("not everything is allowed at first")
	}
	s.Deny("get", "secrets", "shop")
	s.Deny("list", "deployments", "")
	if ask("get", "", "secrets", "shop") || !ask("get", "", "secrets", "other") || !ask("list", "", "secrets", "shop") {
		t.Error("the answer does not fit what was denied")
	}
	for _, r := range rules("shop") {
		if r.Resources[0] == "secrets" && slices.Contains(r.Verbs, "get") {
			t.Error("the rules still allow it")
		}
	}
	_, err := c.CoreV1().Secrets("shop").Get(ctx, "regcred", metav1.GetOptions{})
	refused(t, "deny get", err)
	_, err = c.AppsV1().Deployments("").List(ctx, metav1.ListOptions{})
	refused(t, "deny list", err)
	s.Deny("watch", "*", "*")
	if _, err := c.CoreV1().Pods("other").Watch(ctx, metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("watch: %v", err)
	}
}
