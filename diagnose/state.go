package diagnose

import "github.com/pulldoctor/pulldoctor/diagnose/symptom"

// State says where the pod stands. A pod is failing when any of its
// containers waits for an image that could not be pulled.
func (p *Pod) State() PodState {
	waiting := false
	for i := range p.Containers {
		c := &p.Containers[i]
		if c.Waiting && symptom.PullFailure(c.Reason, c.Message) {
			return PodFailing
		}
		waiting = waiting || c.Waiting
	}
	switch {
	case p.Phase == "Succeeded":
		return PodRunning
	case p.Phase == "Running" && !waiting:
		return PodRunning
	}
	return PodWaiting
}
