package track

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Track records what is needed to follow a pod.
func Track(p *diagnose.Pod) diagnose.Tracked {
	return diagnose.Tracked{Pod: p.Object(), Created: p.Created, Lineage: Lineage(p)}
}

// Follow finds the pod in a later snapshot; see FollowAll.
func Follow(t diagnose.Tracked, s *diagnose.Snapshot) (diagnose.Object, diagnose.PodState) {
	f := FollowAll(s, []diagnose.Tracked{t})[0]
	return f.Pod, f.State
}

// FollowAll finds each pod in a later snapshot: the same one, one of the same name
// (a StatefulSet's, a recreated bare pod), or one of its lineage that is not
// older. Pods that are gone get different successors, the newest first, as long as
// there are enough.
func FollowAll(s *diagnose.Snapshot, tracked []diagnose.Tracked) []diagnose.Followed {
	byName := make(map[diagnose.Object]*diagnose.Pod, len(s.Pods))
	byLineage := map[string][]*diagnose.Pod{}
	for i := range s.Pods {
		p := &s.Pods[i]
		if p.Deleting {
			continue
		}
		byName[diagnose.Object{Kind: "Pod", Namespace: p.Namespace, Name: p.Name}] = p
		if d := Lineage(p); d != "" {
			byLineage[d] = append(byLineage[d], p)
		}
	}
	for _, successors := range byLineage {
		slices.SortStableFunc(successors, func(a, b *diagnose.Pod) int { return b.Created.Compare(a.Created) })
	}
	out := make([]diagnose.Followed, len(tracked))
	taken := map[*diagnose.Pod]bool{}
	for i, t := range tracked {
		if p := byName[t.Pod]; p != nil {
			out[i], taken[p] = diagnose.Followed{Pod: p.Object(), State: State(p)}, true
		}
	}
	for i, t := range tracked {
		if out[i].State != "" {
			continue
		}
		out[i] = diagnose.Followed{Pod: t.Pod, State: diagnose.PodGone}
		for _, successor := range byLineage[t.Lineage] {
			if successor.Created.Before(t.Created) { // the same second may be later
				break
			}
			if out[i].State == diagnose.PodGone || !taken[successor] {
				out[i] = diagnose.Followed{Pod: successor.Object(), State: State(successor)}
			}
			if !taken[successor] {
				taken[successor] = true
				break
			}
		}
	}
	return out
}

// Lineage is what pods of one origin have in common across a rollout: their
// controller, or the one above it. A ReplicaSet is named after its Deployment
// and the hash in the pod's label, a Job after its CronJob and a number. Empty
// for a bare pod.
func Lineage(p *diagnose.Pod) string {
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
