package track

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// State is the state of a pod. It is failing if any of its containers waits for an
// image that could not be pulled.
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

// Undecided reports whether it is not yet known if the pod's images can be pulled:
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

// Passing reports whether a failure may end by itself: the registry or the network
// has a problem, the kubelet has not tried again since the fix, or the cause is
// unknown. Waiting does not fix a wrong secret.
func Passing(f *diagnose.Failure) bool {
	switch f.Findings[0].Check {
	case diagnose.CheckRateLimited, diagnose.CheckRegistryUnreachable, diagnose.CheckRegistryError, diagnose.CheckPullThrottled, diagnose.CheckPullCancelled, diagnose.CheckPullSlow, diagnose.CheckWaitingForRetry, diagnose.CheckUnknown:
		return true
	}
	return false
}

// Failing reports whether a container waits for an image that could not be pulled.
func Failing(p *diagnose.Pod, c *diagnose.Container) bool {
	if p.Template {
		return c.Image != ""
	}
	return c.Waiting && (c.Type == diagnose.TypeSandbox || symptom.PullFailure(c.Reason, c.Message))
}
