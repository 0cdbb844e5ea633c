package edit

import (
	"strings"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

const listField = "imagePullSecrets"

// attach references a secret in the template of a pod.
func (e *editor) attach(pod *diagnose.Pod, name string) {
	s := e.source(pod.File)
	base, ok := convert.PodSpecPath(pod.Kind)
	if s == nil || !ok || e.listed[pod.File+" "+pod.Object().String()] {
		return
	}
	d, object := s.object(pod.Object(), pod.Line)
	s.addNames(d, nodeAt(object, base), []string{name}, pod.Object().String()+": attach Secret "+name)
}

// nodeAt is the value at a path; nil where there is none.
func nodeAt(n *yaml3.Node, path convert.Path) *yaml3.Node {
	for _, step := range path {
		if n == nil {
			return nil
		}
		switch step := step.(type) {
		case string:
			n, _ = child(n, step)
		case int:
			if n.Kind != yaml3.SequenceNode || step >= len(n.Content) {
				return nil
			}
			n = n.Content[step]
		}
	}
	return n
}

// addNames adds names to the list of pull secrets of a pod's spec.
func (s *source) addNames(d *doc, spec *yaml3.Node, names []string, why string) bool {
	if spec == nil || spec.Kind != yaml3.MappingNode || spec.Style&yaml3.FlowStyle != 0 || len(names) == 0 {
		return false
	}
	if list, _ := child(spec, listField); list != nil {
		return s.extend(d, list, names, why)
	}
	before, key := child(spec, "containers")
	if key == nil {
		return false
	}
	if !s.ownLine(d, key) {
		return false
	}
	indent := strings.Repeat(" ", key.Column-1)
	item := indent
	if before.Kind == yaml3.SequenceNode && before.Style&yaml3.FlowStyle == 0 && before.Column > key.Column {
		item = strings.Repeat(" ", before.Column-1)
	}
	lines := []string{indent + listField + ":"}
	for _, n := range names {
		if !plain(n) {
			return false
		}
		lines = append(lines, item+"- name: "+n)
	}
	at := d.line + key.Line - 2
	for at > 0 && strings.HasPrefix(s.file.before[at-1], indent+"#") { // a comment belongs to what follows it
		at--
	}
	s.insert(at, lines, why)
	return true
}

// extend adds names behind the last item of a list.
func (s *source) extend(d *doc, list *yaml3.Node, names []string, why string) bool {
	if list.Kind != yaml3.SequenceNode || list.Style&yaml3.FlowStyle != 0 || len(list.Content) == 0 {
		return false
	}
	last := list.Content[len(list.Content)-1]
	if last.Kind != yaml3.MappingNode || len(last.Content) != 2 || last.Content[1].Kind != yaml3.ScalarNode || last.Style&yaml3.FlowStyle != 0 {
		return false
	}
	var lines []string
	for _, n := range names {
		if !plain(n) {
			return false
		}
		lines = append(lines, strings.Repeat(" ", list.Column-1)+"- name: "+n)
	}
	s.insert(d.line+last.Content[1].Line-1, lines, why)
	return true
}
