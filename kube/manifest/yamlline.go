package manifest

import (
	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// maxLined is the size up to which lines of a document are looked up; a
// larger one is a dump that no one edits.
const maxLined = 8 << 20

// liner finds lines in a document. It parses once, and only when asked.
type liner struct {
	d      document
	root   *yaml3.Node
	parsed bool
}

// line is the 1-based line in the file of the value at a path, or fallback.
func (l *liner) line(at convert.Path, fallback int) int {
	l.parse()
	n, line := l.root, 0
	for _, step := range at {
		if n = resolve(n); n == nil {
			return fallback
		}
		switch s := step.(type) {
		case string:
			n, line = field(n, s)
		case int:
			if n.Kind != yaml3.SequenceNode || s >= len(n.Content) {
				return fallback
			}
			n = n.Content[s]
			line = n.Line
		}
	}
	if n == nil || line == 0 {
		return fallback
	}
	return l.d.line + line - 1
}

// parse parses the document, once.
func (l *liner) parse() {
	if l.parsed {
		return
	}
	l.parsed = true
	var n yaml3.Node
	if len(l.d.text) <= maxLined && yaml3.Unmarshal(l.d.text, &n) == nil && len(n.Content) == 1 {
		l.root = n.Content[0]
	}
}

// maxDoubled is the size up to which duplicate keys are looked for: what a
// program wrote has none.
const maxDoubled = 1 << 20

// doubles returns the duplicate keys of the document.
func (l *liner) doubles() []double {
	if len(l.d.text) > maxDoubled {
		return nil
	}
	l.parse()
	return doubles(l.root, 0)
}

// field is a field's value and the line of its name.
func field(n *yaml3.Node, name string) (*yaml3.Node, int) {
	if n.Kind != yaml3.MappingNode {
		return nil, 0
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1], n.Content[i].Line
		}
	}
	return nil, 0
}

// resolve follows an alias, once: aliases cannot point at aliases.
func resolve(n *yaml3.Node) *yaml3.Node {
	if n != nil && n.Kind == yaml3.AliasNode {
		return n.Alias
	}
	return n
}
