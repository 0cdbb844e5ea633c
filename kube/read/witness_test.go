package read

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// runs is a pod that runs an image on a node.
func runs(name, image, node string, policy corev1.PullPolicy) *corev1.Pod {
	p := fakecluster.RunningPod("other", name)
	p.Spec.NodeName = node
	p.Spec.Containers[0].Image, p.Spec.Containers[0].ImagePullPolicy = image, policy
	return p
}

// What runs elsewhere is found among the pages that pass by: pods with the image that another pod
// fails to pull, and their nodes; no other pod, and nothing else around them.
func TestWhatRunsElsewhere(t *testing.T) {
	fails := fakecluster.FailingPod("shop", "web")
	image := fails.Spec.Containers[0].Image
	node := func(name string) *corev1.Node {
		return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}, Status: corev1.NodeStatus{
			NodeInfo: corev1.NodeSystemInfo{ContainerRuntimeVersion: "containerd://2.1.1"}, Addresses: []corev1.NodeAddress{{Type: corev1.NodeExternalIP, Address: "203.0.113.7"}, {Type: corev1.NodeInternalIP, Address: "10.0.0.2"}}}}
	}
	objects := []runtime.Object{fails, runs("good", image, "node-2", corev1.PullAlways), runs("twin", image, "node-2", corev1.PullAlways), runs("else", "nginx:1", "node-3", corev1.PullAlways), node("node-1"), node("node-2"), node("node-3")}
	for i := range 20 {
		objects = append(objects, runs(fmt.Sprint("many-", i), image, fmt.Sprint("far-", i), corev1.PullIfNotPresent))
	}
	c := fakecluster.New(t, objects...)
	s := collect(t, c, kube.Scope{})
	found := map[string]bool{}
	for _, p := range s.Pods {
		found[p.Node] = true
		if p.Name == "else" {
			t.Error("a pod with another image is kept")
		}
	}
	if len(s.Pods) != 1+nodesPerImage {
		t.Errorf("%d pods: %v", len(s.Pods), fakecluster.PodNames(s))
	}
	if s.PodsRead != len(objects)-3 {
		t.Errorf("%d pods read", s.PodsRead)
	}
	for _, n := range s.Nodes {
		if n.Name == "node-3" {
			t.Error("a node without the image is read")
		}
		if d := cmp.Diff("10.0.0.2", n.Address); d != "" {
			t.Error(d)
		}
	}
	for _, a := range c.Actions() {
		if a.GetNamespace() == "other" {
			t.Errorf("reads %s of a pod that only runs", a.GetResource().Resource)
		}
	}
}

// A pod that is deleted, or that fails itself, shows nothing any more.
func TestWitnessesComeAndGo(t *testing.T) {
	set := NewPodSet(&Keep{})
	fails := fakecluster.FailingPod("shop", "web")
	image := fails.Spec.Containers[0].Image
	set.Put(fails)
	of := func() int { return len(set.seen.of([]diagnose.Pod{convert.PodOf(fails)})) }
	good := runs("good", image, "node-2", corev1.PullAlways)
	if set.Put(good); of() != 1 {
		t.Error("it is not seen")
	}
	if set.Put(good); of() != 1 {
		t.Error("it is not seen again")
	}
	if set.Drop("other", "good"); of() != 0 {
		t.Error("it is deleted and still there")
	}
	if set.Put(runs("next", image, "node-2", corev1.PullAlways)); of() != 1 {
		t.Error("another one on that node is not seen")
	}
	if n := len(set.seen.of(nil)); n != 0 {
		t.Errorf("%d without a failure", n)
	}
}

// TestSpellings: an image of Docker Hub is found under each of its names, another
// only under its own.
func TestSpellings(t *testing.T) {
	for image, want := range map[string][]string{
		"redis:7":                 {"docker.io/library/redis:7", "library/redis:7", "docker.io/redis:7"},
		"docker.io/library/redis": {"redis", "redis:latest"},
		"acme/web:1":              {"docker.io/acme/web:1", "index.docker.io/acme/web:1"},
		"quay.io/acme/web:latest": {"quay.io/acme/web"},
	} {
		got := spellings(image)
		for _, name := range append(want, image) {
			if !slices.Contains(got, name) {
				t.Errorf("%s: %q lacks %s", image, got, name)
			}
		}
		if slices.Contains(got, "acme/web") && image == "quay.io/acme/web:latest" {
			t.Errorf("%s is taken for an image of Docker Hub: %q", image, got)
		}
	}
}
