package edit

import (
	"slices"
	"strconv"
	"strings"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// misplaced moves a list of pull secrets to where Kubernetes reads it, or
// corrects its form or its name.
func (e *editor) misplaced(f *diagnose.Finding) {
	i := slices.IndexFunc(e.snap.Misplaced, func(m diagnose.Misplaced) bool {
		return m.File == f.Location.File && m.Line == f.Location.Line && m.Column == f.Location.Column
	})
	s := e.source(f.Location.File)
	if i < 0 || s == nil {
		return
	}
	m := &e.snap.Misplaced[i]
	e.listed[m.File+" "+m.Object.String()] = true
	base, ok := convert.PodSpecPath(m.Object.Kind)
	if !ok && m.Object.Kind != "ServiceAccount" || m.Belongs != "" {
		return
	}
	d, object := s.object(m.Object, m.InDoc)
	at := pathOf(m.Path)
	if object == nil || len(at) == 0 {
		return
	}
	why := m.Object.String() + ": " + listField
	if m.Item {
		s.nameItem(d, nodeAt(object, at), m, why)
		return
	}
	parent := nodeAt(object, at[:len(at)-1])
	name, _ := at[len(at)-1].(string)
	value, key := child(parent, name)
	if key == nil {
		return
	}
	right := append(slices.Clone(base), listField)
	misspelt := slices.Equal(strs(at[:len(at)-1]), strs(right[:len(right)-1])) && name != listField
	if misspelt && isList(value) {
		s.replace(d, key, listField, why)
		return
	}
	s.move(d, object, base, parent, key, value, m.Names, why)
}

// move removes a field and puts its names into the list.
func (s *source) move(d *doc, object *yaml3.Node, base convert.Path, parent, key, value *yaml3.Node, names []string, why string) {
	if parent.Style&yaml3.FlowStyle != 0 || len(parent.Content) <= 2 || !s.ownLine(d, key) || len(names) == 0 {
		return
	}
	first := d.line + key.Line - 2
	last := d.line + lastLine(value) - 1
	if !balanced(s.file.before[first:last]) {
		return
	}
	spec := nodeAt(object, base)
	comments := strings.Contains(strings.Join(s.file.before[first:last], ""), "#")
	if parent == spec { // the form is wrong, not the place
		if value.Kind == yaml3.SequenceNode && !slices.ContainsFunc(value.Content, func(i *yaml3.Node) bool { return i.Kind != yaml3.ScalarNode }) && lastLine(value)-value.Line+1 == len(value.Content) {
			for _, i := range value.Content {
				s.nameItem(d, i, &diagnose.Misplaced{Names: []string{i.Value}}, why)
			}
			return
		}
		if comments {
			return
		}
		indent := strings.Repeat(" ", key.Column-1)
		lines := []string{indent + listField + ":" + s.eol()}
		for _, n := range names {
			if !plain(n) {
				return
			}
			lines = append(lines, indent+"- name: "+n+s.eol())
		}
		s.change(Change{first, last, lines, why})
		return
	}
	if comments {
		return
	}
	n := len(s.file.Changes)
	if len(base) == 0 {
		s.addToAccount(d, object, names, why)
	} else if list, _ := child(spec, listField); list != nil {
		names = slices.DeleteFunc(slices.Clone(names), func(n string) bool {
			return slices.ContainsFunc(list.Content, func(i *yaml3.Node) bool { return text(i, "name") == n })
		})
		if len(names) > 0 {
			s.extend(d, list, names, why)
		}
	} else {
		s.addNames(d, spec, names, why)
	}
	if len(s.file.Changes) > n || len(names) == 0 {
		s.change(Change{first, last, nil, why})
	}
}

// addToAccount adds a list to a service account, behind its metadata.
func (s *source) addToAccount(d *doc, object *yaml3.Node, names []string, why string) {
	if list, _ := child(object, listField); list != nil {
		s.extend(d, list, names, why)
		return
	}
	lines := []string{listField + ":"}
	for _, n := range names {
		if !plain(n) {
			return
		}
		lines = append(lines, "- name: "+n)
	}
	if object.Column != 1 || object.Style&yaml3.FlowStyle != 0 {
		return
	}
	if _, key := child(object, "metadata"); key != nil && s.ownLine(d, key) {
		s.insert(d.line+key.Line-2, lines, why)
	}
}

// nameItem writes an item that is only a text as one with a name.
func (s *source) nameItem(d *doc, item *yaml3.Node, m *diagnose.Misplaced, why string) {
	if item == nil || item.Kind != yaml3.ScalarNode || len(m.Names) != 1 || item.Style != 0 || item.Value != m.Names[0] || !plain(item.Value) {
		return
	}
	at := d.line + item.Line - 2
	line := s.file.before[at]
	if strings.Count(line, item.Value) != 1 {
		return
	}
	name := "name: " + item.Value
	if strings.TrimSpace(strings.SplitN(line, "#", 2)[0]) != "- "+item.Value {
		name = "{" + name + "}"
	}
	s.change(Change{at, at + 1, []string{strings.Replace(line, item.Value, name, 1)}, why})
}

// isList says whether a value is a list of names as Kubernetes reads it.
func isList(n *yaml3.Node) bool {
	return n.Kind == yaml3.SequenceNode && !slices.ContainsFunc(n.Content, func(i *yaml3.Node) bool { return text(i, "name") == "" })
}

// lastLine is the last line of a value without block scalars, as far as its nodes
// show.
func lastLine(n *yaml3.Node) int {
	last := n.Line
	for _, c := range n.Content {
		last = max(last, lastLine(c))
	}
	return last
}

// balanced says whether the brackets of lines are closed in them, and no text
// runs on.
func balanced(lines []string) bool {
	all := strings.Join(lines, "")
	return strings.Count(all, "[") == strings.Count(all, "]") && strings.Count(all, "{") == strings.Count(all, "}") && !strings.ContainsAny(all, "|>")
}

// pathOf reads a path as reports write it: spec.containers[0].imagePullSecrets.
func pathOf(s string) convert.Path {
	var out convert.Path
	for step := range strings.SplitSeq(s, ".") {
		name, rest, _ := strings.Cut(step, "[")
		if name != "" {
			out = append(out, name)
		}
		for rest != "" {
			index, after, ok := strings.Cut(rest, "]")
			n, err := strconv.Atoi(index)
			if !ok || err != nil {
				return nil
			}
			out = append(out, n)
			rest = strings.TrimPrefix(after, "[")
		}
	}
	return out
}

func strs(p convert.Path) []string { return strings.Split(p.String(), ".") }
