package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// crowd is so many pods in so many namespaces; every tenth cannot pull.
func crowd(pods, namespaces int) []apitest.Object {
	var out []apitest.Object
	for i := range namespaces {
		ns := fmt.Sprintf("team-%d", i)
		big := login(ns, "release", "x")
		big.Type = "helm.sh/release.v1"
		out = append(out, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}}, account(ns, "default"), login(ns, "there", "gchr.io"), big)
	}
	for i := range pods {
		p := waitingPod(fmt.Sprintf("team-%d", i%namespaces), fmt.Sprintf("web-%d", i), "there")
		p.CreationTimestamp = metav1.Now() // after its secrets
		if i/namespaces%10 > 0 {
			p.Status.Phase = corev1.PodRunning
			p.Status.ContainerStatuses[0].State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
		} else if i/namespaces%20 == 0 {
			p.Spec.ImagePullSecrets[0].Name = "absent"
		}
		out = append(out, p)
	}
	return out
}

// TestRequestsFollowPagesAndNamespaces counts them: ten times the pods cost
// pages and nothing else.
func TestRequestsFollowPagesAndNamespaces(t *testing.T) {
	const namespaces, pages = 4, 500
	count := func(pods int) map[string]int {
		api := apitest.New(crowd(pods, namespaces)...)
		s, err := read.Collect(t.Context(), api.Client(), kube.Scope{}, diagnose.Source{}, nil)
		if err != nil || s.PodsRead != pods {
			t.Fatalf("%d pods read, %v", s.PodsRead, err)
		}
		failing := 0 // a few running pods are kept as well, which show where an image works
		for i := range s.Pods {
			if track.State(&s.Pods[i]) == diagnose.PodFailing {
				failing++
			}
		}
		if failing != pods/10 || len(s.Pods) > failing+6 {
			t.Fatalf("%d failing of %d kept pods", failing, len(s.Pods))
		}
		out := map[string]int{}
		for _, r := range api.Requests() {
			out[r.Verb+" "+r.Resource]++
			if fields := r.Query.Get("fieldSelector"); r.Verb == "list" && (r.Resource == "secrets" && !strings.HasPrefix(fields, "type=") || r.Resource == "events" && fields == "") {
				t.Errorf("all %s are listed", r.Resource)
			}
		}
		return out
	}
	few, many := count(800), count(8000)
	if got := many["list pods"]; got > 8000/pages+2 {
		t.Errorf("%d lists of pods", got)
	}
	delete(few, "list pods")
	delete(many, "list pods")
	for what, n := range many {
		if n != few[what] {
			t.Errorf("%s: %d requests with 800 pods, %d with 8000", what, few[what], n)
		}
	}
	if many["get secrets"] > namespaces || many["list events"] > 0 {
		t.Errorf("%v", many)
	}
}
