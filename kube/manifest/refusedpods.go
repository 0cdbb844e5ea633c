package manifest

import (
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// failedCreate is the reason of the event of a controller whose pods the API server
// refuses.
const failedCreate = "FailedCreate"

// refusedPods is why the pods of a workload cannot be created.
type refusedPods struct {
	message string
	last    time.Time
}

// takeRefusal notes an event that says that a policy about images refuses the pods
// of a workload. No pod exists then, so that the workload's template is judged.
func (l *loader) takeRefusal(e *corev1.Event) {
	message := clean.Text(e.Message)
	if e.Reason != failedCreate || !aboutImages(message) {
		return
	}
	if symptom.Read(failedCreate, message).Class != symptom.Policy {
		return
	}
	o := diagnose.Object{Kind: clean.Line(e.InvolvedObject.Kind), Namespace: clean.Line(e.InvolvedObject.Namespace), Name: clean.Line(e.InvolvedObject.Name)}
	if was, ok := l.refused[o]; ok && was.last.After(e.LastTimestamp.Time) {
		return
	}
	if l.refused == nil {
		l.refused = map[diagnose.Object]refusedPods{}
	}
	l.refused[o] = refusedPods{message, e.LastTimestamp.Time}
}

// aboutImages reports whether a refusal is about the pod's images, not about one of
// the many other things that policies look at.
func aboutImages(message string) bool {
	text := strings.ToLower(message)
	for _, word := range []string{"image", "signature", "registr", "attestor", "attestation"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// refusal is why the pods of a workload are refused: those of its own, or of a
// ReplicaSet or Job that it controls.
func (l *loader) refusal(o diagnose.Object) (refusedPods, bool) {
	if r, ok := l.refused[o]; ok {
		return r, true
	}
	for made, r := range l.refused {
		if made.Namespace != o.Namespace {
			continue
		}
		name := made.Name
		for i := range l.snap.Workloads {
			w := &l.snap.Workloads[i]
			if c, ok := w.Controller(); ok && w.Object() == made && c.Kind == o.Kind && c.Name == o.Name {
				return r, true
			}
		}
		if i := strings.LastIndexByte(name, '-'); made.Kind == "ReplicaSet" && o.Kind == "Deployment" && i > 0 && name[:i] == o.Name {
			return r, true
		}
	}
	return refusedPods{}, false
}

// blame gives the containers of a refused template the message: those that it
// names, or else the first.
func (r refusedPods) blame(p *diagnose.Pod) {
	named := false
	set := func(c *diagnose.Container) { c.Reason, c.Message = failedCreate, r.message }
	for i := range p.Containers {
		c := &p.Containers[i]
		repository, _, _ := strings.Cut(c.Image, "@")
		if i := strings.LastIndexByte(repository, ':'); i > strings.LastIndexByte(repository, '/') {
			repository = repository[:i]
		}
		if repository != "" && strings.Contains(r.message, repository) {
			set(c)
			named = true
		}
	}
	if !named && len(p.Containers) > 0 {
		set(&p.Containers[0])
	}
}
