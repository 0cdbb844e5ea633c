package manifest

import (
	"encoding/json"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/kubernetes/scheme"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// takePod reads a pod: with a status as a node reported it, without one as a
// template.
func (l *loader) takePod(p place, doc map[string]any) error {
	return takeAs(doc, func(pod *corev1.Pod) {
		v := convert.PodOf(pod)
		if pod.Status.Phase == "" && len(pod.Status.ContainerStatuses)+len(pod.Status.InitContainerStatuses) == 0 {
			v = convert.PodSpecOf(&pod.Spec)
			v.Meta = convert.MetaOf("Pod", "v1", &pod.ObjectMeta)
			v.Template = true
		}
		l.place(p, &v.Meta)
		v.Places = p.places("Pod", doc)
		if v.Template {
			l.podLater(p, doc, &v)
		}
		l.addApplied(&v.Meta, pod.Annotations[convert.LastApplied])
		l.addPod(v, pod.Labels)
	})
}

// takeWorkload reads a workload and the pod it would create; settle decides
// which of the two is judged.
func (l *loader) takeWorkload(p place, doc map[string]any) error {
	raw, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	obj, _, err := scheme.Codecs.UniversalDeserializer().Decode(raw, nil, nil)
	if err != nil {
		return err
	}
	w, ok := convert.WorkloadIn(obj)
	if !ok {
		return nil
	}
	v := w.Value()
	l.place(p, &v.Meta)
	l.snap.Workloads = append(l.snap.Workloads, v)
	l.addApplied(&v.Meta, w.Meta.Annotations[convert.LastApplied])
	if status, _ := doc["status"].(map[string]any); len(status) > 0 {
		l.ran[v.Object()] = true
	}
	t := w.Template()
	l.place(p, &t.Meta)
	t.Places = p.places(t.Kind, doc)
	l.snap.Workloads[len(l.snap.Workloads)-1].Places = t.Places
	l.podLater(p, doc, &t)
	l.addPod(t, w.Labels)
	return nil
}

// addPod keeps a pod in scope; podLabels are its own, not the workload's.
func (l *loader) addPod(v diagnose.Pod, podLabels map[string]string) {
	if (l.only == "" || v.Namespace == l.only) && l.selector.Matches(labels.Set(podLabels)) {
		l.snap.Pods = append(l.snap.Pods, v)
	}
}

// addApplied adds the lists of kubectl's last-applied copy, unless the object
// still has them.
func (l *loader) addApplied(m *diagnose.Meta, applied string) {
	if l.only != "" && m.Namespace != l.only {
		return
	}
	for _, was := range convert.MisplacedApplied(m.Object(), applied) {
		if !slices.ContainsFunc(l.snap.Misplaced, func(is diagnose.Misplaced) bool { return is.Object == was.Object && is.Path == was.Path }) {
			l.snap.Misplaced = append(l.snap.Misplaced, was)
		}
	}
}

// renameEventFields converts an event of events.k8s.io into the older form.
func renameEventFields(doc map[string]any) {
	for now, before := range map[string]string{
		"regarding":                "involvedObject",
		"note":                     "message",
		"deprecatedCount":          "count",
		"deprecatedFirstTimestamp": "firstTimestamp",
		"deprecatedLastTimestamp":  "lastTimestamp",
		"deprecatedSource":         "source",
	} {
		if v, ok := doc[now]; ok && doc[before] == nil {
			doc[before] = v
		}
		delete(doc, now)
	}
	doc["apiVersion"] = "v1"
}
