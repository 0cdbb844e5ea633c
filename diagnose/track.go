package diagnose

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
	Pod        Object
	UID        string
	Controller Owner // zero for a bare pod
}

// Track remembers a pod.
func Track(p *Pod) Tracked {
	c, _ := p.Controller()
	return Tracked{Pod: p.Object(), UID: p.UID, Controller: c}
}

// Follow finds the pod in a later snapshot: the same one, one of the same name
// (a StatefulSet's, a re-created bare pod), or the youngest of its controller
// that was not there before.
func (t Tracked) Follow(s *Snapshot) (Object, PodState) {
	var heir *Pod
	for i := range s.Pods {
		p := &s.Pods[i]
		if p.Namespace != t.Pod.Namespace {
			continue
		}
		if p.Name == t.Pod.Name {
			return p.Object(), p.State()
		}
		c, ok := p.Controller()
		if !ok || t.Controller.UID == "" || c.UID != t.Controller.UID {
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
