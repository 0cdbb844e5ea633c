package cluster_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// How a right is taken away.
type taken int

const (
	everywhere  taken = iota // in the cluster and in each namespace
	clusterWide              // Roles in each namespace, no ClusterRole
	inOne                    // Roles in each namespace but one, no ClusterRole
	ways        = 3
)

// lockedOne is the namespace that inOne takes away.
const lockedOne = "shop"

// deny is a set of rights that the user does not have.
type deny struct {
	rights []string // "get secrets"
	how    taken
}

func (d deny) String() string {
	return fmt.Sprintf("%s %s", strings.Join(d.rights, ","), []string{"everywhere", "cluster-wide", "in " + lockedOne}[d.how])
}

// workloads means all kinds with a pod template.
var workloads = []string{"deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs", "replicationcontrollers"}

func (d deny) allows(r apitest.Request) bool {
	resource := r.Resource
	if slices.Contains(workloads, resource) {
		resource = "workloads"
	}
	if !slices.Contains(d.rights, r.Verb+" "+resource) {
		return true
	}
	inCluster := resource == "nodes" || resource == "namespaces" // what no Role can give
	switch d.how {
	case clusterWide:
		return r.Namespace != "" && !inCluster
	case inOne:
		return r.Namespace != "" && !inCluster && r.Namespace != lockedOne
	}
	return false
}

// allRights are verbs times resources.
func allRights() []string {
	var out []string
	for _, resource := range []string{"pods", "secrets", "serviceaccounts", "events", "namespaces", "nodes", "workloads"} {
		for _, verb := range []string{"get", "list", "watch"} {
			out = append(out, verb+" "+resource)
		}
	}
	return out
}

// randomSubsets is how many are tried beside the systematic ones.
const randomSubsets = 150

// subsets are every single right, every pair, each resource, each verb, and
// random ones.
func subsets() [][]string {
	all := allRights()
	var out [][]string
	for i := range all {
		out = append(out, []string{all[i]})
		for j := range i {
			out = append(out, []string{all[j], all[i]})
		}
	}
	for _, word := range []string{"pods", "secrets", "serviceaccounts", "events", "namespaces", "nodes", "workloads", "get", "list", "watch"} {
		out = append(out, slices.DeleteFunc(slices.Clone(all), func(r string) bool { return !slices.Contains(strings.Fields(r), word) }))
	}
	rnd := rand.New(rand.NewPCG(8, 21))
	for range randomSubsets {
		out = append(out, slices.DeleteFunc(slices.Clone(all), func(string) bool { return rnd.IntN(2) == 0 }))
	}
	return append(out, all)
}

// rightsWorld has, in each of three namespaces, a pod whose secret is there,
// one whose secret is missing, one with an owner, and one stuck at its sandbox.
func rightsWorld() []apitest.Object {
	yes := true
	out := []apitest.Object{&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-1"}}}
	for _, ns := range []string{"ci", "lab", lockedOne} {
		out = append(out, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}},
			&corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "default"}},
			login(ns, "there", "gchr.io"),
			waitingPod(ns, "typo", "there"), waitingPod(ns, "lost", "absent"), stuckPod(ns, "stuck"),
			&corev1.Event{
				ObjectMeta:     metav1.ObjectMeta{Namespace: ns, Name: "stuck.1"},
				InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: ns, Name: "stuck", UID: "uid-pods-" + "stuck"},
				Reason:         "FailedCreatePodSandBox", Type: "Warning",
				Message: `Failed to create pod sandbox: rpc error: code = NotFound desc = failed to get sandbox image "registry.k8s.io/pause:9": not found`,
			})
		owned := waitingPod(ns, "web-1-x", "there")
		owned.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "web-1", UID: "rs", Controller: &yes}}
		set := &appsv1.ReplicaSet{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "web-1", UID: "rs",
			OwnerReferences: []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "Deployment", Name: "web", UID: "d", Controller: &yes}}}}
		out = append(out, owned, set, &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "web", UID: "d"}})
	}
	return out
}

func waitingPod(ns, name, secret string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name},
		Spec: corev1.PodSpec{
			NodeName: "node-1", ServiceAccountName: "default", ImagePullSecrets: []corev1.LocalObjectReference{{Name: secret}},
			Containers: []corev1.Container{{Name: "app", Image: "ghcr.io/acme/web:1.4.2"}},
		},
		Status: corev1.PodStatus{Phase: corev1.PodPending, ContainerStatuses: []corev1.ContainerStatus{{
			Name: "app", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ErrImagePull",
				Message: `failed to pull and unpack image "ghcr.io/acme/web:1.4.2": failed to resolve image: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`}},
		}}},
	}
}

// stuckPod is one of which only an event tells.
func stuckPod(ns, name string) *corev1.Pod {
	p := waitingPod(ns, name, "there")
	p.UID = "uid-pods-stuck"
	p.Status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}
	return p
}

func login(ns, name, host string) *corev1.Secret {
	return &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}, Type: corev1.SecretTypeDockerConfigJson,
		Data: map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{"` + host + `":{"username":"bot","password":"swordfish-9"}}}`)},
	}
}

// causes are the root findings by pod.
func causes(s *diagnose.Snapshot) map[string]string {
	out := map[string]string{}
	for _, d := range engine.Run(s, diagnose.Options{}).Diagnoses {
		out[d.Failure.Namespace+"/"+d.Failure.Pod] = string(d.Root().Check)
	}
	return out
}

func readWorld(t *testing.T, d deny, s kube.Scope) (*diagnose.Snapshot, *apitest.Server, error) {
	t.Helper()
	server := apitest.New(rightsWorld()...)
	server.Allow = d.allows
	snap, err := read.Collect(t.Context(), server.Client(), s, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
	return snap, server, err
}

// TestRefusedRights takes rights away: there is always an answer, it never
// calls missing what may not be looked at, and it says what it could not see
// and which right would show it.
func TestRefusedRights(t *testing.T) {
	full, _, err := readWorld(t, deny{}, kube.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	want := causes(full)
	if len(want) != 12 || len(full.Unreadable) > 0 {
		t.Fatalf("with all rights: %v, unreadable %v", want, full.Unreadable)
	}
	for _, rights := range subsets() {
		for how := range taken(ways) {
			d := deny{rights, how}
			snap, server, err := readWorld(t, d, kube.Scope{})
			if err != nil {
				var c *kube.ConnectError
				if !errors.As(err, &c) || !slices.Contains(rights, "list pods") || !strings.Contains(err.Error(), "ClusterRole that allows get, list and watch on pods") {
					t.Errorf("%s: %v", d, err)
				}
				continue
			}
			judge(t, d, snap, server, want)
		}
	}
}

// judge compares a reading with fewer rights with the full one.
func judge(t *testing.T, d deny, s *diagnose.Snapshot, server *apitest.Server, want map[string]string) {
	t.Helper()
	got := causes(s)
	for pod, check := range got {
		if check == want[pod] || check == "secret-unreadable" || check == "unknown" {
			continue
		}
		t.Errorf("%s: %s is called %s instead of %s", d, pod, check, want[pod])
	}
	for pod := range want {
		ns, name, _ := strings.Cut(pod, "/")
		if _, ok := got[pod]; !ok && !hides(s.Unreadable, "pods", ns) && !(name == "stuck" && hides(s.Unreadable, "events", ns)) {
			t.Errorf("%s: %s is not there", d, pod)
		}
	}
	roles := strings.Join(fix.RolesToRead(s.Unreadable), "\n")
	for _, r := range server.Refused() {
		if r.Namespace == "" && inNamespaces(server, r) {
			continue // nothing is lost, or the namespace that is lost will be reported
		}
		if !reported(s.Unreadable, r) {
			t.Errorf("%s: it does not say that it may not %s %s in %q: %v", d, r.Verb, r.Resource, r.Namespace, s.Unreadable)
		}
		if !strings.Contains(roles, r.Resource) {
			t.Errorf("%s: no Role with %s: %s", d, r.Resource, roles)
		}
	}
}

func hides(list []diagnose.Unreadable, resource, ns string) bool {
	return slices.ContainsFunc(list, func(u diagnose.Unreadable) bool {
		return u.Resource == resource && (u.Namespace == "" || u.Namespace == ns)
	})
}

// reported says whether a refusal is reported.
func reported(list []diagnose.Unreadable, r apitest.Request) bool {
	return hides(list, r.Resource, r.Namespace)
}

// inNamespaces says whether the same was then read namespace by namespace, or
// one by one.
func inNamespaces(server *apitest.Server, r apitest.Request) bool {
	return slices.ContainsFunc(server.Requests(), func(q apitest.Request) bool {
		return q.Resource == r.Resource && (q.Namespace != "" || q.Name != "" && r.Name == "")
	})
}
