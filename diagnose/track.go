package diagnose

import (
	"slices"
	"strings"
)

// Track remembers a pod.
func Track(p *Pod) Tracked {
	return Tracked{Pod: p.Object(), Made: p.Created, Descent: p.Descent()}
}

// Follow finds the pod in a later snapshot; see FollowAll.
func (t Tracked) Follow(s *Snapshot) (Object, PodState) {
	f := FollowAll(s, []Tracked{t})[0]
	return f.Pod, f.State
}

// FollowAll finds each pod in a later snapshot: the same one, one of the same
// name (a StatefulSet's, a re-created bare pod), or one of its descent that is
// not older. Pods that went are given different heirs, the youngest first, as
// long as there are enough.
func FollowAll(s *Snapshot, tracked []Tracked) []Followed {
	byName := make(map[Object]*Pod, len(s.Pods))
	byDescent := map[string][]*Pod{}
	for i := range s.Pods {
		p := &s.Pods[i]
		if p.Deleting {
			continue
		}
		byName[Object{"Pod", p.Namespace, p.Name}] = p
		if d := p.Descent(); d != "" {
			byDescent[d] = append(byDescent[d], p)
		}
	}
	for _, heirs := range byDescent {
		slices.SortStableFunc(heirs, func(a, b *Pod) int { return b.Created.Compare(a.Created) })
	}
	out := make([]Followed, len(tracked))
	taken := map[*Pod]bool{}
	for i, t := range tracked {
		if p := byName[t.Pod]; p != nil {
			out[i], taken[p] = Followed{p.Object(), p.State()}, true
		}
	}
	for i, t := range tracked {
		if out[i].State != "" {
			continue
		}
		out[i] = Followed{t.Pod, PodGone}
		for _, heir := range byDescent[t.Descent] {
			if heir.Created.Before(t.Made) { // the same second may be later
				break
			}
			if out[i].State == PodGone || !taken[heir] {
				out[i] = Followed{heir.Object(), heir.State()}
			}
			if !taken[heir] {
				taken[heir] = true
				break
			}
		}
	}
	return out
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
