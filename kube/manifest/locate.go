package manifest

import (
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// locate is the place of a field of the object, or of its value. Where the
// field is absent, it is the place of the nearest field around it.
func (p place) locate(at convert.Path, atValue bool) diagnose.Location {
	out := diagnose.Location{File: p.file.shown(), Line: p.line}
	full := append(p.at[:len(p.at):len(p.at)], at...)
	if line, column := p.lines.position(full, atValue, len(p.at)); line > 0 {
		out.Line, out.Column = line, column
	}
	return out
}

// position is the line in the file and the column of a field's name, or of its
// value; 0 where not even the first steps of the path are there.
func (l *liner) position(at convert.Path, atValue bool, least int) (line, column int) {
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
	return l.d.line + name.Line - 1, name.Column
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
