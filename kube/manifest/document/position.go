package document

import (
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// Position is the line in the file and the column of a field's name, or of its
// value; 0 where not even the first steps of the path, as many as least, are there.
func (l *Lines) Position(at convert.Path, atValue bool, least int) (line, column int) {
	l.parse()
	n := l.root
	var name *yaml3.Node
	for i, step := range at {
		var next, key *yaml3.Node
		if n = resolve(n); n != nil {
			next, key = l.childOf(n, step)
		}
		if next == nil {
			if i < least {
				return 0, 0
			}
			atValue = false
			break
		}
		n, name = next, key
	}
	if atValue && n != nil {
		name = n
	}
	if name == nil {
		name = l.root
	}
	if name == nil {
		return 0, 0
	}
	return l.d.Line + name.Line - 1, name.Column
}

// childOf is the value of a field or item and the node that names it: the key,
// or the item itself.
func (l *Lines) childOf(n *yaml3.Node, step any) (value, name *yaml3.Node) {
	switch s := step.(type) {
	case string:
		if n.Kind != yaml3.MappingNode {
			return nil, nil
		}
		if i, ok := l.fieldOf(n, s); ok {
			return n.Content[i+1], n.Content[i]
		}
	case int:
		if n.Kind == yaml3.SequenceNode && s < len(n.Content) {
			return n.Content[s], n.Content[s]
		}
	}
	return nil, nil
}

// fewFields is how many nodes of a mapping are searched one by one.
const fewFields = 128

// fieldOf is the index of a field's name in a mapping. A mapping may have a
// million fields, each of which is asked for.
func (l *Lines) fieldOf(n *yaml3.Node, name string) (int, bool) {
	if len(n.Content) <= fewFields {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == name {
				return i, true
			}
		}
		return 0, false
	}
	index := l.wide[n]
	if index == nil {
		index = make(map[string]int, len(n.Content)/2)
		for i := len(n.Content) &^ 1; i > 0; i -= 2 { // the first of a name counts
			index[n.Content[i-2].Value] = i - 2
		}
		if l.wide == nil {
			l.wide = map[*yaml3.Node]map[string]int{}
		}
		l.wide[n] = index
	}
	i, ok := index[name]
	return i, ok
}
