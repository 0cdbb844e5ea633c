package manifest

import (
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/manifest/custom"
)

// takeCustom reads the pods that a custom resource describes; false for one without.
func (l *loader) takeCustom(p place, kind, version string, doc map[string]any) (bool, error) {
	found, ok, err := custom.Find(kind, version, doc)
	if err != nil || !ok {
		return ok, err
	}
	var meta metav1.ObjectMeta
	if err := takeAs(map[string]any{"metadata": doc["metadata"]}, func(m *metav1.PartialObjectMetadata) { meta = m.ObjectMeta }); err != nil {
		return true, err
	}
	m := convert.MetaOf(clean.Line(kind), clean.Line(version), &meta)
	l.place(p, &m)
	if custom.ClusterWide(kind) {
		m.Namespace = ""
	}
	if len(found.Pods) > 0 && found.ByShape {
		l.byShape(m.Kind + " (" + m.APIVersion + ")")
	}
	if stored(doc) { // in a dump with pods, they tell more, and a template without pods is not running
		l.ran[m.Object()] = true
	}
	for _, c := range found.Pods {
		v := c.Pod
		v.Meta, v.Part = m, clean.Line(c.Part)
		v.Places = customPlaces(p, doc, &c)
		for _, h := range convert.MisplacedBelow(doc, c.Spec) {
			if is := l.misplaced(p, kind, doc, h); is != nil {
				is.Part, is.Belongs = v.Part, c.Spec.String()+".imagePullSecrets"
			}
		}
		l.podLater(p, doc, &v)
		if len(v.Containers)+len(v.Volumes) > 0 {
			l.addPod(v, nil)
		}
	}
	return true, nil
}

// customPlaces are the places of a pod of a custom resource, as in places.
func customPlaces(p place, doc map[string]any, c *custom.Pod) diagnose.Places {
	if stored(doc) || p.lines.Long() {
		return nil
	}
	out := diagnose.Places{}
	add := func(name string, at convert.Path) {
		if l := p.locate(at, true); l.Column > 0 {
			out[name] = diagnose.Place{Line: l.Line, Column: l.Column}
		}
	}
	add(diagnose.PlaceName, convert.Path{"metadata", "name"})
	for name, at := range c.Images {
		add(diagnose.PlaceOfImage(name), at)
	}
	for name, at := range c.PullSecrets {
		add(diagnose.PlaceOfPullSecret(name), at)
	}
	return out
}

// byShape notes a kind whose pods were found by the names of its fields.
func (l *loader) byShape(kind string) {
	if l.left.shapes == nil {
		l.left.shapes = map[string]int{}
	}
	l.left.shapes[kind]++
}

// noteShapes says once which kinds were judged without knowledge of their fields.
func (l *loader) noteShapes() {
	if len(l.left.shapes) == 0 {
		return
	}
	l.note(FileProblem{File: "-f", Hint: true,
		Text: "judged by their shape, because the fields of these kinds are not known: " + strings.Join(counted(l.left.shapes), ", ")})
}
