package practice_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube/practice"
)

// The nodes that cases bring along are nodes of the cluster, and only their own pods go there.
func TestCasesBringTheirNodes(t *testing.T) {
	cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100, Only: []string{"sandbox-image", "pull-throttled", "host-mismatch"}})
	if err != nil {
		t.Fatal(err)
	}
	cluster.Start(t.Context())
	if err := cluster.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	nodes, err := cluster.Client().CoreV1().Nodes().List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range nodes.Items {
		names = append(names, n.Name)
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"fresh-node", "practice-node", "tuned-node"}) {
		t.Errorf("nodes %v", names)
	}
	pods, err := cluster.Client().CoreV1().Pods("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"harbour": "fresh-node", "rush": "tuned-node", "web": "practice-node"}
	for _, p := range pods.Items {
		if on, ok := want[p.Namespace]; ok && p.Spec.NodeName != on {
			t.Errorf("%s/%s is on %q, want %s", p.Namespace, p.Name, p.Spec.NodeName, on)
		}
		if p.Namespace == "harbour" && (p.Status.PodIP != "" || p.Status.ContainerStatuses[0].State.Waiting.Reason != "ContainerCreating") {
			t.Errorf("without its first container the pod shows %q and %+v", p.Status.PodIP, p.Status.ContainerStatuses[0].State)
		}
	}
}

// A case that takes rights away is played by itself only, one that cannot be played here not at all.
func TestCasesThatAreLeftOut(t *testing.T) {
	cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100})
	if err != nil {
		t.Fatal(err)
	}
	cluster.Start(t.Context())
	if err := cluster.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, ns := range []string{"quiet", "patience"} {
		if _, err := cluster.Client().CoreV1().Namespaces().Get(t.Context(), ns, metav1.GetOptions{}); err == nil {
			t.Errorf("namespace %s is there", ns)
		}
	}
	if _, err := cluster.Client().CoreV1().Secrets("web").List(t.Context(), metav1.ListOptions{}); err != nil {
		t.Errorf("a right is missing: %v", err)
	}
	alone, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100, Only: []string{"secret-unreadable"}})
	if err != nil {
		t.Fatal(err)
	}
	alone.Start(t.Context())
	if err := alone.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, ns := range []string{"quiet", ""} {
		if _, err := alone.Client().CoreV1().Secrets(ns).List(t.Context(), metav1.ListOptions{}); err == nil || !strings.Contains(err.Error(), "forbidden") {
			t.Errorf("secrets of %q can be listed: %v", ns, err)
		}
	}
}
