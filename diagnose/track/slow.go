package track

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// SlowAfter is how long a pull has to be in progress before it is reported as
// slow. Within this time large images arrive over slow connections, and containerd
// cancels a download without progress (after 5 minutes unless configured).
const SlowAfter = 10 * time.Minute

// Slow reports whether the node has been pulling the container's image for at
// least SlowAfter without an end or an error: the container waits to be created,
// or for another attempt after one that failed, and the newest event about its
// image is Pulling. Events are newest first, and may be of several pods.
func Slow(p *diagnose.Pod, c *diagnose.Container, events []diagnose.Event, now time.Time) (since time.Time, ok bool) {
	since, ok = Pulling(p, c, events)
	return since, ok && now.Sub(since) >= SlowAfter
}

// Pulling reports whether a pull of the container's image is in progress, and
// since when.
func Pulling(p *diagnose.Pod, c *diagnose.Container, events []diagnose.Event) (since time.Time, ok bool) {
	if !Creating(p, c) && !Retrying(p, c) {
		return time.Time{}, false
	}
	var mine []symptom.Event
	var at []time.Time
	for _, e := range events {
		if e.Pod.Name != p.Name || e.Pod.Namespace != p.Namespace || e.PodUID != "" && p.UID != "" && e.PodUID != p.UID || e.Container != "" && e.Container != c.Name {
			continue
		}
		mine, at = append(mine, symptom.Event{Reason: e.Reason, Message: e.Message}), append(at, e.Last)
	}
	last, i, ok := symptom.LastPull(c.Image, mine)
	if !ok || last.Step != symptom.PullStarted || at[i].IsZero() {
		return time.Time{}, false
	}
	return at[i], true
}

// Retrying reports whether the container waits for another attempt to pull its
// image. While that attempt runs, the state and its message are those of the one
// before.
func Retrying(p *diagnose.Pod, c *diagnose.Container) bool {
	if p.Template || p.Node == "" || p.Deleting || !c.Waiting || c.Running || c.Type == diagnose.TypeSandbox {
		return false
	}
	return c.Reason == "ErrImagePull" || c.Reason == "ImagePullBackOff"
}

// Creating reports whether the container waits on its node to be created for
// the first time, and nothing has failed.
func Creating(p *diagnose.Pod, c *diagnose.Container) bool {
	if p.Template || p.Node == "" || p.Deleting || !c.Waiting || c.Running || c.Restarts > 0 || c.Type == diagnose.TypeSandbox {
		return false
	}
	return c.Reason == "" || c.Reason == "ContainerCreating" || c.Reason == "PodInitializing"
}
