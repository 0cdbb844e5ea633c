package convert

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// SandboxFailed is the reason of the event, and of the container that
// represents the pause image.
const SandboxFailed = "FailedCreatePodSandBox"

// SandboxSuspect says whether the pod may be stuck before its first
// container: then only an event shows the failure of the pause image.
func SandboxSuspect(p *diagnose.Pod) bool {
	if p.Phase != "Pending" || p.Node == "" || p.Template {
		return false
	}
	for i := range p.Containers {
		c := &p.Containers[i]
		started := c.Running || !c.Waiting || c.Restarts > 0
		if started || !(c.Reason == "ContainerCreating" || c.Reason == "PodInitializing" || c.Reason == "") {
			return false
		}
	}
	return true
}

// BlameSandbox adds a container of type sandbox if the newest event of that
// kind is about pulling the pause image. Events are newest first.
func BlameSandbox(p *diagnose.Pod, events []diagnose.Event) {
	if !SandboxSuspect(p) {
		return
	}
	for _, e := range events {
		if e.PodUID != p.UID || e.Pod.Name != p.Name || e.Pod.Namespace != p.Namespace || e.Reason != SandboxFailed {
			continue
		}
		if image, ok := symptom.SandboxImage(e.Message); ok {
			p.Containers = slices.Insert(slices.Clone(p.Containers), 0, diagnose.Container{
				Name: "sandbox", Type: diagnose.TypeSandbox, Image: image,
				Waiting: true, Reason: SandboxFailed, Message: e.Message,
			})
		}
		return
	}
}

// Failing says whether the pod belongs in the list.
func Failing(p *diagnose.Pod) bool {
	if track.State(p) == diagnose.PodFailing {
		return true
	}
	return len(p.Containers) > 0 && p.Containers[0].Type == diagnose.TypeSandbox
}
