package track

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// State says where the pod stands. A pod is failing when any of its
// containers waits for an image that could not be pulled.
func State(p *diagnose.Pod) diagnose.PodState {
	waiting := false
	for i := range p.Containers {
		c := &p.Containers[i]
		if Failing(p, c) {
			return diagnose.PodFailing
		}
		waiting = waiting || c.Waiting
	}
	switch {
	case p.Phase == "Succeeded":
		return diagnose.PodRunning
	case p.Phase == "Running" && !waiting:
		return diagnose.PodRunning
	}
	return diagnose.PodWaiting
}

// Undecided says whether it is still open if the pod's images can be pulled:
// it is pending and no container has failed yet.
func Undecided(p *diagnose.Pod) bool {
	if p.Phase != "Pending" || State(p) == diagnose.PodFailing {
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
func Passing(f *diagnose.Failure) bool {
	switch f.Findings[0].Check {
	case diagnose.CheckRateLimited, diagnose.CheckRegistryUnreachable, diagnose.CheckRegistryError, diagnose.CheckPullThrottled, diagnose.CheckPullCancelled, diagnose.CheckPullSlow, diagnose.CheckWaitingForRetry, diagnose.CheckUnknown:
		return true
	}
	return false
}

// Failing says whether a container waits for an image that it cannot have.
func Failing(p *diagnose.Pod, c *diagnose.Container) bool {
	if p.Template {
		return c.Image != ""
	}
	return c.Waiting && (c.Type == diagnose.TypeSandbox || symptom.PullFailure(c.Reason, c.Message))
}
