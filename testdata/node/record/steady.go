package record

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The clock of all recordings: pods were made at birth, events came in the minute after.
var birth = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// later is so many seconds after birth.
func later(seconds int) metav1.Time {
	return metav1.NewTime(birth.Add(time.Duration(seconds) * time.Second))
}

// steadyPod drops and evens out what differs from run to run.
func steadyPod(p *corev1.Pod) {
	p.APIVersion, p.Kind = "v1", "Pod"
	p.ManagedFields, p.ResourceVersion = nil, ""
	p.CreationTimestamp = later(0)
	start := later(0)
	if p.Status.StartTime != nil {
		p.Status.StartTime = &start
	}
	p.Status.PodIP, p.Status.PodIPs = "", nil
	for i := range p.Status.Conditions {
		p.Status.Conditions[i].LastTransitionTime = later(0)
		p.Status.Conditions[i].LastProbeTime = metav1.Time{}
	}
	slices.SortFunc(p.Status.Conditions, func(a, b corev1.PodCondition) int { return cmp.Compare(a.Type, b.Type) })
	for _, list := range [][]corev1.ContainerStatus{
		p.Status.InitContainerStatuses, p.Status.ContainerStatuses, p.Status.EphemeralContainerStatuses,
	} {
		for i := range list {
			list[i].ContainerID = ""
			if r := list[i].State.Running; r != nil {
				r.StartedAt = later(1)
			}
			if w := list[i].State.Waiting; w != nil {
				w.Message = steadyWords(w.Message)
			}
		}
	}
}

// moments finds the times in what a node says: of a certificate that ended or has not begun, and how
// long a pull took.
var moments = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`current time \S+ is after [0-9TZ:-]+`), "current time 2026-01-02T03:04:06Z is after 2026-01-02T02:04:05Z"},
	{regexp.MustCompile(`current time \S+ is before [0-9TZ:-]+`), "current time 2026-01-02T03:04:06Z is before 2026-01-02T06:04:05Z"},
	{regexp.MustCompile(` in [0-9.]+m?s \([0-9.]+m?s including waiting\)`), " in 100ms (100ms including waiting)"},
}

// steadyWords evens out the times in a message.
func steadyWords(text string) string {
	for _, m := range moments {
		text = m.find.ReplaceAllString(text, m.put)
	}
	return text
}

// noise are events of a busy node that have nothing to do with the case.
func noise(e corev1.Event) bool {
	return e.Reason == "FailedMount" && strings.Contains(e.Message, "kube-api-access-")
}

// alike says whether two events differ only in the times that their words contain: the kubelet
// sends a new event when a time in it has changed.
func alike(a, b corev1.Event) bool {
	return a.InvolvedObject.Name == b.InvolvedObject.Name && a.InvolvedObject.FieldPath == b.InvolvedObject.FieldPath &&
		a.Reason == b.Reason && steadyWords(a.Message) == steadyWords(b.Message)
}

// compareEvents sorts by pod, then as a node goes about pulling, then by words. The times of events
// count whole seconds and would sort them differently in each run.
func compareEvents(a, b corev1.Event) int {
	return cmp.Or(
		cmp.Compare(a.InvolvedObject.Name, b.InvolvedObject.Name),
		cmp.Compare(stage(a), stage(b)),
		cmp.Compare(a.Message, b.Message))
}

// stages are the events of a pull in the order in which a node sends them, by the beginning of
// "reason: message".
var stages = []string{
	"Scheduled", "FailedToRetrieveImagePullSecret", "Pulling", "InspectFailed", "ErrImageNeverPull",
	"Failed: Failed to pull", "Failed: Error: ErrImage", "BackOff", "Failed: Error: ImagePullBackOff",
}

func stage(e corev1.Event) int {
	text := e.Reason + ": " + e.Message
	for i, s := range stages {
		if strings.HasPrefix(text, s) {
			return i
		}
	}
	return len(stages)
}

// unfinished says whether an event is about a pull that has not ended: nothing that the kubelet says at
// the end of one is among the events of its container.
func unfinished(e corev1.Event, all []corev1.Event) bool {
	return e.Reason == "Pulling" && !slices.ContainsFunc(all, func(other corev1.Event) bool {
		return (other.Reason == "Failed" || other.Reason == "Pulled") &&
			other.InvolvedObject.Name == e.InvolvedObject.Name && other.InvolvedObject.FieldPath == e.InvolvedObject.FieldPath
	})
}

// steadyEvent gives an event a place in the recording's time. What the kubelet said it said again;
// how often depends on the moment of the recording, so it is written as twice. What it said once stays
// so.
func steadyEvent(e *corev1.Event, index int, once bool) {
	e.APIVersion, e.Kind = "v1", "Event"
	e.ManagedFields, e.ResourceVersion, e.UID = nil, "", ""
	e.Message = steadyWords(e.Message)
	e.Name = fmt.Sprintf("%s.%d", e.InvolvedObject.Name, index+1)
	e.InvolvedObject.ResourceVersion = ""
	e.CreationTimestamp = later(index + 1)
	if !e.EventTime.IsZero() {
		e.EventTime = metav1.NewMicroTime(later(index + 1).Time)
	}
	if !e.FirstTimestamp.IsZero() {
		e.FirstTimestamp, e.LastTimestamp = later(index+1), later(60+index)
		e.Count = 2
	}
	if once {
		e.LastTimestamp, e.Count = e.FirstTimestamp, 1
	}
}
