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
			next, key = childOf(n, step)
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
func childOf(n *yaml3.Node, step any) (value, name *yaml3.Node) {
	switch s := step.(type) {
	case string:
		if n.Kind != yaml3.MappingNode {
			return nil, nil
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == s {
				return n.Content[i+1], n.Content[i]
			}
		}
	case int:
		if n.Kind == yaml3.SequenceNode && s < len(n.Content) {
			return n.Content[s], n.Content[s]
		}
	}
	return nil, nil
}
