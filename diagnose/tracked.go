package diagnose

import "time"

// Tracked remembers a pod over its re-creation by a controller.
type Tracked struct {
	Pod     Object
	Created time.Time // when the pod was made
	Lineage string    // what it has in common with the pods that take its place
}

// PodState is where a pod stands while one waits for a fix to take hold.
type PodState string

const (
	PodFailing PodState = "failing" // still cannot pull
	PodWaiting PodState = "waiting" // not decided: scheduled, pulling, starting
	PodRunning PodState = "running" // its images are there and it runs, or has completed
	PodGone    PodState = "gone"    // deleted, and nobody made another
)

// Followed is where a tracked pod, or the one in its place, stands.
type Followed struct {
	Pod   Object
	State PodState
}
