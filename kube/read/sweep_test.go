package read

import (
	"fmt"
	"slices"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
)

// sweptCluster has replicas of two Deployments that run, a pod of its own that
// references a secret of another type, and a pod of a ReplicaSet without a
// Deployment.
func sweptCluster(t *testing.T, replicas int) *apitest.Server {
	t.Helper()
	s := apitest.New(&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop"}}, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-0"}}, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-1"}},
		&corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "default", Namespace: "shop"}},
		&corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "opaque", Namespace: "shop"}, Type: corev1.SecretTypeOpaque},
		&corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "pull", Namespace: "shop"}, Type: corev1.SecretTypeDockerConfigJson,
			Data: map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{"ghcr.io":{"username":"bot","password":"invented"}}}`)}})
	yes := true
	pod := func(name, node, kind, owner, image string, secrets ...string) *corev1.Pod {
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "shop", Labels: map[string]string{"pod-template-hash": "1"}},
			Spec:   corev1.PodSpec{NodeName: node, ServiceAccountName: "default", Containers: []corev1.Container{{Name: "app", Image: image}}},
			Status: corev1.PodStatus{Phase: corev1.PodRunning, ContainerStatuses: []corev1.ContainerStatus{{Name: "app", State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}}}}
		if owner != "" {
			p.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: kind, Name: owner, UID: "u", Controller: &yes}}
		}
		for _, n := range secrets {
			p.Spec.ImagePullSecrets = append(p.Spec.ImagePullSecrets, corev1.LocalObjectReference{Name: n})
		}
		return p
	}
	for _, name := range []string{"api", "web"} {
		d := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "shop"}}
		d.Spec.Template.Spec.Containers = []corev1.Container{{Name: "app", Image: "ghcr.io/acme/" + name + ":1"}}
		d.Spec.Template.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "pull"}}
		s.Put(d)
		for i := range replicas {
			s.Put(pod(fmt.Sprintf("%s-1-%03d", name, i), fmt.Sprintf("node-%d", i%2), "ReplicaSet", name+"-1", "ghcr.io/acme/"+name+":1", "pull"))
		}
	}
	s.Put(pod("alone", "node-0", "", "", "ghcr.io/acme/x:1", "opaque"))
	s.Put(pod("set-1", "node-0", "ReplicaSet", "set", "ghcr.io/acme/y:1", "pull"))
	return s
}

// swept reads for a sweep.
func swept(t *testing.T, s *apitest.Server) *diagnose.Snapshot {
	t.Helper()
	snap, err := Collect(t.Context(), s.Client(), kube.Scope{Namespaces: []string{"shop"}, Sweep: true}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// Pods that are alike are one group, over pages too, and all of them are in it.
func TestSweepGroupsPods(t *testing.T) {
	const replicas = 700 // more than a page
	snap := swept(t, sweptCluster(t, replicas))
	if snap.PodsRead != 2*replicas+2 || len(snap.Pods) != 0 || len(snap.Sweep.Groups) != 4 {
		t.Fatalf("%d pods read, %d kept, %d groups", snap.PodsRead, len(snap.Pods), len(snap.Sweep.Groups))
	}
	for _, g := range snap.Sweep.Groups {
		want := 1
		if g.Pod.Labels["pod-template-hash"] != "" && len(g.Members) > 1 {
			want = replicas
		}
		names := map[string]bool{}
		for _, m := range g.Members {
			names[m.Name] = true
			if m.Node == "" {
				t.Errorf("%s has no node", m.Name)
			}
		}
		if len(g.Members) != want || len(names) != want {
			t.Errorf("%s: %d members, %d names, want %d", g.Pod.Name, len(g.Members), len(names), want)
		}
	}
	if len(snap.Sweep.Templates) != 2 || len(snap.Nodes) != 2 || len(snap.Secrets) != 2 || len(snap.ServiceAccounts) != 1 {
		t.Errorf("%d templates, %d nodes, %d secrets, %d accounts", len(snap.Sweep.Templates), len(snap.Nodes), len(snap.Secrets), len(snap.ServiceAccounts))
	}
}

// The printed roles are enough for a sweep, and each of their rules is needed or
// is for what this cluster happens not to have.
func TestSweepRules(t *testing.T) {
	inNamespace, inCluster := SweepRules()
	rules := append(inNamespace, inCluster...)
	used := map[string]bool{}
	s := sweptCluster(t, 3)
	s.Allow = func(r apitest.Request) bool {
		if r.Resource == "selfsubjectrulesreviews" { // everyone may
			return true
		}
		for _, rule := range rules {
			if slices.Contains(rule.APIGroups, r.Group) && slices.Contains(rule.Resources, r.Resource) && slices.Contains(rule.Verbs, r.Verb) && (r.Namespace == "shop" || inClusterRule(inCluster, r)) {
				used[r.Verb+" "+r.Resource] = true
				return true
			}
		}
		return false
	}
	snap := swept(t, s)
	if len(snap.Unreadable) > 0 {
		t.Errorf("unreadable: %+v", snap.Unreadable)
	}
	for _, want := range []string{"list pods", "list secrets", "get secrets", "list serviceaccounts", "list deployments", "list statefulsets", "list daemonsets", "list cronjobs", "list jobs", "get replicasets", "get nodes", "get namespaces"} {
		if !used[want] {
			t.Errorf("%s is not needed", want)
		}
	}
}

func inClusterRule(rules []rbacv1.PolicyRule, r apitest.Request) bool {
	return slices.ContainsFunc(rules, func(rule rbacv1.PolicyRule) bool { return slices.Contains(rule.Resources, r.Resource) })
}

// Whatever is refused is unreadable, and the rest is read.
func TestSweepWithRefusedReads(t *testing.T) {
	resources := []string{"secrets", "serviceaccounts", "deployments", "replicasets", "cronjobs", "nodes", "namespaces"}
	for set := range 1 << len(resources) {
		refused := map[string]bool{}
		for i, r := range resources {
			if set&(1<<i) != 0 {
				refused[r] = true
			}
		}
		s := sweptCluster(t, 2)
		s.Allow = func(r apitest.Request) bool { return !refused[r.Resource] }
		snap := swept(t, s)
		for name := range refused {
			if !slices.ContainsFunc(snap.Unreadable, func(u diagnose.Unreadable) bool { return u.Resource == name }) {
				t.Errorf("refused %v: %s is not unreadable: %+v", refused, name, snap.Unreadable)
			}
		}
		if len(snap.Sweep.Groups) != 4 {
			t.Errorf("refused %v: %d groups", refused, len(snap.Sweep.Groups))
		}
	}
}
