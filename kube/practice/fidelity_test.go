package practice_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice"
)

// shown is what a node says of the pod of a case, as far as a diagnosis depends on it.
type shown struct {
	Phase   corev1.PodPhase
	Waiting map[string]string // container: reason, and the class of its message
	Events  []string          // reasons
}

// TestAsTheRecordings plays every case and compares the practice node with what a real one said when
// the case was recorded. Where they differ, the practice node is wrong.
func TestAsTheRecordings(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.NodeFile == nil || c.NotPlayed.Practice != "" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			want := recordedOf(t, c)
			cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100, Only: []string{c.Name}})
			if err != nil {
				t.Fatal(err)
			}
			cluster.Start(t.Context())
			if err := cluster.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			pods, err := cluster.Client().CoreV1().Pods(c.Expect.Namespace).List(t.Context(), metav1.ListOptions{})
			if err != nil {
				t.Fatal(err)
			}
			events, err := cluster.Client().CoreV1().Events(c.Expect.Namespace).List(t.Context(), metav1.ListOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, shownBy(c.Expect, pods.Items, events.Items)); diff != "" {
				t.Errorf("(-real +practice):\n%s", diff)
			}
		})
	}
}

// recordedOf reads the node.yaml of a case. Pods and events share too few fields to get in each
// other's way, so the list is read as both.
func recordedOf(t *testing.T, c cases.Case) shown {
	t.Helper()
	var pods struct{ Items []corev1.Pod }
	var events struct{ Items []corev1.Event }
	for _, into := range []any{&pods, &events} {
		if err := yaml.Unmarshal(c.NodeFile, into); err != nil {
			t.Fatal(err)
		}
	}
	return shownBy(c.Expect, pods.Items, events.Items)
}

// shownBy is what is said of the first pod of the case.
func shownBy(e cases.Expect, pods []corev1.Pod, events []corev1.Event) shown {
	s := shown{Waiting: map[string]string{}}
	i := slices.IndexFunc(pods, func(p corev1.Pod) bool {
		return p.Kind != "Event" && (p.Name == e.Pod || strings.HasPrefix(p.Name, e.Pod+"-"))
	})
	if i < 0 {
		return s
	}
	p := &pods[i]
	s.Phase = p.Status.Phase
	for _, c := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
		if w := c.State.Waiting; w != nil {
			reason := w.Reason
			// The node says the two in turn, and of several failing containers each has its own turn.
			if len(p.Status.ContainerStatuses) > 1 && reason == "ErrImagePull" {
				reason = "ImagePullBackOff"
			}
			s.Waiting[c.Name] = reason + ", " + string(symptom.Read(w.Reason, w.Message).Class)
		}
	}
	for _, event := range events {
		if event.InvolvedObject.Kind == "Pod" && event.InvolvedObject.Name == p.Name {
			s.Events = append(s.Events, event.Reason)
		}
	}
	slices.Sort(s.Events)
	s.Events = slices.Compact(s.Events)
	return s
}
