package diagnose

import "time"

// Tracked identifies a pod, also after a controller has replaced it.
type Tracked struct {
	Pod     Object
	Created time.Time // when the pod was created
	Lineage string    // what it has in common with the pods that replace it
}

// PodState is the state of a pod after a fix was applied.
type PodState string

const (
	PodFailing PodState = "failing" // still cannot pull
	PodWaiting PodState = "waiting" // not decided: scheduled, pulling, starting
	PodRunning PodState = "running" // its images were pulled and it runs, or has completed
	PodGone    PodState = "gone"    // deleted, and not replaced
)

// Followed is the state of a tracked pod, or of the pod that replaced it.
type Followed struct {
	Pod   Object
	State PodState
}
