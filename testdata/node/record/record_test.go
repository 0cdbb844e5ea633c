package record

import (
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// said is what two runs of the same case would give; everything that may differ depends on n.
func said(n int) ([]corev1.Pod, []corev1.Event) {
	now := metav1.NewTime(time.Unix(1_700_000_000+int64(n)*1000, 0))
	id := func(c string) types.UID {
		return types.UID(strings.ReplaceAll("xxxxxxxx-1111-2222-3333-444455556666", "x", c))
	}
	end := []string{"b7k2x", "zz9ff"}[n]
	pod := corev1.Pod{ObjectMeta: metav1.ObjectMeta{
		Name: "web-5d4f-" + end, GenerateName: "web-5d4f-", Namespace: "shop",
		UID: id([]string{"a", "b"}[n]), ResourceVersion: []string{"17", "42"}[n], CreationTimestamp: now,
		ManagedFields: []metav1.ManagedFieldsEntry{{Manager: "kubelet"}},
	}}
	pod.Status.PodIP = []string{"10.244.0.2", "10.244.0.9"}[n]
	pod.Status.StartTime = &now
	pod.Status.Conditions = []corev1.PodCondition{{Type: "Ready", LastTransitionTime: now}, {Type: "Initialized"}}
	event := func(reason, message string, count int32) corev1.Event {
		return corev1.Event{
			ObjectMeta:     metav1.ObjectMeta{Name: "web.17" + end, Namespace: "shop", UID: id("c")},
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Name: pod.Name, UID: pod.UID, ResourceVersion: pod.ResourceVersion},
			Reason:         reason, Message: message, Count: count, FirstTimestamp: now, LastTimestamp: now,
		}
	}
	events := []corev1.Event{
		event("Failed", "Failed to pull image: read udp 127.0.0.1:"+[]string{"4711", "33333"}[n]+"->127.0.0.10:53", int32(2+n)),
		event("Pulling", "Pulling image", 1),
		event("Pulled", "Successfully pulled image in "+[]string{"76ms (76ms", "1.5s (2.5s"}[n]+" including waiting)", 1),
		event("Failed", "certificate has expired: current time "+now.UTC().Format(time.RFC3339)+" is after 2025-01-0"+[]string{"1", "2"}[n]+"T00:00:00Z", 1),
		event("FailedMount", `MountVolume.SetUp failed for volume "kube-api-access-ab1cd"`, 1),
	}
	if n == 1 {
		events[0], events[1] = events[1], events[0]
		events = events[:4]
	}
	return []corev1.Pod{pod}, events
}

// TestSteady writes two runs of one case and expects the same text.
func TestSteady(t *testing.T) {
	var texts []string
	for n := range 2 {
		text, err := Text(said(n))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if texts[0] != texts[1] {
		t.Errorf("two runs differ:\n%s\n----\n%s", texts[0], texts[1])
	}
	for _, want := range []string{"name: web-5d4f-aaaaa", "uid: uid-1", "127.0.0.1:40000->", "count: 2"} {
		if !strings.Contains(texts[0], want) {
			t.Errorf("%q is missing in\n%s", want, texts[0])
		}
	}
	for _, no := range []string{"managedFields", "resourceVersion", "10.244", "b7k2x", "FailedMount"} {
		if strings.Contains(texts[0], no) {
			t.Errorf("%q is left in\n%s", no, texts[0])
		}
	}
	if strings.Index(texts[0], "reason: Pulling") > strings.Index(texts[0], "reason: Failed") {
		t.Error("a node pulls before it fails")
	}
}

// TestUnfinished writes a pull that has not ended as what it is: said once.
func TestUnfinished(t *testing.T) {
	for _, tt := range []struct {
		keep func(corev1.Event) bool
		want string
	}{
		{func(e corev1.Event) bool { return e.Reason == "Pulling" }, "count: 1"},
		{func(e corev1.Event) bool { return e.Reason == "Pulling" || e.Reason == "Failed" }, "count: 2"},
	} {
		pods, events := said(0)
		events = slices.DeleteFunc(events, func(e corev1.Event) bool { return !tt.keep(e) })
		text, err := Text(pods, events)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), tt.want) {
			t.Errorf("want %s in\n%s", tt.want, text)
		}
	}
}

// TestOneOfAKind keeps one of two events that differ in a time only.
func TestOneOfAKind(t *testing.T) {
	pods, events := said(0)
	again := events[3]
	again.Message = strings.Replace(again.Message, "current time 2", "current time 1", 1)
	text, err := Text(pods, append(events, again))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "certificate has expired"); n != 1 {
		t.Errorf("%d events of one kind in\n%s", n, text)
	}
}
