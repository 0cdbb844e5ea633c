package read

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// unexplained returns the pods whose events can say more than the status: the
// message names no cause (before Kubernetes 1.32 a back-off has none); a
// secret was written after the pod, so that the time of the last attempt
// matters; or a secret may not be read, and an event may say that it is
// missing.
func unexplained(s *diagnose.Snapshot) []diagnose.Pod {
	newest := map[string]time.Time{} // namespace: last change of a secret
	for i := range s.Secrets {
		if v := &s.Secrets[i]; v.Changed.After(newest[v.Namespace]) {
			newest[v.Namespace] = v.Changed
		}
	}
	hidden := map[string]bool{} // namespaces with a secret that cannot be read
	for _, u := range s.Unreadable {
		if u.Resource == "secrets" && u.Verb == "get" {
			hidden[u.Namespace] = true
		}
	}
	var out []diagnose.Pod
	for i := range s.Pods {
		p := &s.Pods[i]
		if hidden[p.Namespace] || !newest[p.Namespace].Before(p.Created) || silent(p) {
			out = append(out, *p)
		}
	}
	return out
}

// silent says whether the node gave no message for a container that waits for
// an image. If it gave one, its events have the same.
func silent(p *diagnose.Pod) bool {
	for i := range p.Containers {
		c := &p.Containers[i]
		if !c.Waiting || !symptom.PullFailure(c.Reason, c.Message) {
			continue
		}
		if c.Message == "" || strings.HasPrefix(c.Message, "Back-off pulling image") && !strings.Contains(c.Message, "ErrImagePull: ") {
			return true
		}
	}
	return false
}
