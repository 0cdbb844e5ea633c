package kube

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// keep remembers the pods that were failing once, so that they stay in the
// snapshot while they turn Running, and the pods that take their place.
type keep struct {
	pods  map[string]bool      // namespace/name
	lines map[string]time.Time // line of descent: creation of its first failing pod
}

// note remembers a failing pod.
func (k *keep) note(p *diagnose.Pod) {
	if k.pods == nil {
		k.pods, k.lines = map[string]bool{}, map[string]time.Time{}
	}
	k.pods[podKey(p)] = true
	if line := descent(p); line != "" {
		if first, ok := k.lines[line]; !ok || p.Created.Before(first) {
			k.lines[line] = p.Created
		}
	}
}

// wants says whether a pod that may be healthy belongs into the snapshot: it
// was failing, or it came after one that was.
func (k *keep) wants(p *diagnose.Pod) bool {
	if k.pods[podKey(p)] {
		return true
	}
	first, ok := k.lines[descent(p)]
	return ok && !p.Created.Before(first)
}

func podKey(p *diagnose.Pod) string { return p.Namespace + "/" + p.Name }

// descent names what pods of one origin have in common over a roll-out: the
// controller, or the one above it. A ReplicaSet is named after its Deployment
// and the hash in the pod's label; a Job after its CronJob and a number.
// Empty for a bare pod.
func descent(p *diagnose.Pod) string {
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
