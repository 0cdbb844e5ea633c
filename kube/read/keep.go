package read

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube/podscan"
)

// Keep remembers the pods that have failed, so that they stay in the snapshot
// when they are running, and the pods that replace them.
type Keep struct {
	pods  map[string]bool      // namespace/name
	lines map[string]time.Time // lineage: creation of its first failing pod
}

// note remembers a failing pod.
func (k *Keep) note(p *diagnose.Pod) {
	if k.pods == nil {
		k.pods, k.lines = map[string]bool{}, map[string]time.Time{}
	}
	k.pods[podKey(p)] = true
	if line := track.Lineage(p); line != "" {
		if first, ok := k.lines[line]; !ok || p.Created.Before(first) {
			k.lines[line] = p.Created
		}
	}
}

// empty says whether no pod has failed yet.
func (k *Keep) empty() bool { return len(k.pods) == 0 }

// mayWant says whether a healthy pod needs a closer look: whether it has the
// name of one that failed, or an owner that a failing pod's lineage could be
// named after (track.Lineage, without the label that it reads).
func (k *Keep) mayWant(g *podscan.Glance) bool {
	key := g.Key()
	if k.pods[key] {
		return true
	}
	namespace, _, _ := strings.Cut(key, "/")
	found := false
	g.Owners(func(kind, name []byte) {
		head := namespace + "/" + string(kind) + "/"
		line := head + string(name)
		_, whole := k.lines[line]
		_, short := k.lines[line[:max(len(head), strings.LastIndexByte(line, '-'))]]
		found = found || whole || short
	})
	return found
}

// wants says whether a possibly healthy pod belongs in the snapshot: it was
// failing, or it replaces one that was.
func (k *Keep) wants(p *diagnose.Pod) bool {
	if k.pods[podKey(p)] {
		return true
	}
	first, ok := k.lines[track.Lineage(p)]
	return ok && !p.Created.Before(first)
}

func podKey(p *diagnose.Pod) string { return p.Namespace + "/" + p.Name }
