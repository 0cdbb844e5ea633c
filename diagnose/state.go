package diagnose

import "github.com/pulldoctor/pulldoctor/diagnose/symptom"

// State says where the pod stands. A pod is failing when any of its
// containers waits for an image that could not be pulled.
func (p *Pod) State() PodState {
	waiting := false
	for i := range p.Containers {
		c := &p.Containers[i]
		if failing(p, c) {
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

// Undecided says whether it is still open if the pod's images can be pulled:
// it is pending and no container has failed yet.
func (p *Pod) Undecided() bool {
	if p.Phase != "Pending" || p.State() == PodFailing {
		return false
	}
	for i := range p.Containers {
		switch c := &p.Containers[i]; {
		case c.Running:
		case !c.Waiting, c.Reason == "", c.Reason == "ContainerCreating", c.Reason == "PodInitializing":
			return true
		}
	}
	return len(p.Containers) == 0
}

// Passing says whether a failure may go away by itself: the registry or the
// network is not well, the node has not tried again since it was mended, or
// nobody knows the cause. A wrong secret does not heal by waiting.
func (f *Failure) Passing() bool {
	switch f.Findings[0].Check {
	case CheckRateLimited, CheckRegistryUnreachable, CheckRegistryError, CheckPullThrottled, CheckPullCancelled, CheckWaitingForRetry, CheckUnknown:
		return true
	}
	return false
}

// failing says whether a container waits for an image that it cannot have.
func failing(p *Pod, c *Container) bool {
	if p.Template {
		return c.Image != ""
	}
	return c.Waiting && (c.Type == TypeSandbox || symptom.PullFailure(c.Reason, c.Message))
}
