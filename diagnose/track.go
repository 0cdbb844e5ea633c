package diagnose

import (
	"strings"
	"time"
)

// PodState is where a pod stands while one waits for a fix to take hold.
type PodState string

const (
	PodFailing PodState = "failing" // still cannot pull
	PodWaiting PodState = "waiting" // not decided: scheduled, pulling, starting
	PodRunning PodState = "running" // its images are there and it runs, or has completed
	PodGone    PodState = "gone"    // deleted, and nobody made another
)

// Tracked remembers a pod over its re-creation by a controller.
type Tracked struct {
	Pod     Object
	Made    time.Time // when the pod was made
	Descent string    // what it has in common with the pods that take its place
}

// Track remembers a pod.
func Track(p *Pod) Tracked {
	return Tracked{Pod: p.Object(), Made: p.Created, Descent: p.Descent()}
}

// Follow finds the pod in a later snapshot: the same one, one of the same name
// (a StatefulSet's, a re-created bare pod), or the youngest of its descent that
// was made later.
func (t Tracked) Follow(s *Snapshot) (Object, PodState) {
	var heir *Pod
	for i := range s.Pods {
		p := &s.Pods[i]
		if p.Namespace != t.Pod.Namespace || p.Deleting {
			continue
		}
		if p.Name == t.Pod.Name {
			return p.Object(), p.State()
		}
		if t.Descent == "" || p.Descent() != t.Descent || !p.Created.After(t.Made) {
			continue
		}
		if heir == nil || p.Created.After(heir.Created) {
			heir = p
		}
	}
	if heir == nil {
		return t.Pod, PodGone
	}
	return heir.Object(), heir.State()
}

// Descent names what pods of one origin have in common over a roll-out: their
// controller, or the one above it. A ReplicaSet is named after its Deployment
// and the hash in the pod's label, a Job after its CronJob and a number. Empty
// for a bare pod.
func (p *Pod) Descent() string {
	c, ok := p.Controller()
	if !ok {
		return ""
	}
	name := c.Name
	if hash := p.Labels["pod-template-hash"]; c.Kind == "ReplicaSet" && hash != "" {
		name = strings.TrimSuffix(name, "-"+hash)
	}
	if i := strings.LastIndexByte(name, '-'); c.Kind == "Job" && i > 0 && strings.Trim(name[i+1:], "0123456789") == "" {
		name = name[:i]
	}
	return p.Namespace + "/" + c.Kind + "/" + name
}
