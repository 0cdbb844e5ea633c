package document

import (
	"bytes"
	"regexp"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// maxLined is the size up to which lines of a document are looked up; a
// larger one is a dump that no one edits.
const maxLined = 8 << 20

// Lines finds lines in a document. It parses once, and only when asked.
type Lines struct {
	d      Document
	root   *yaml3.Node
	parsed bool

	source  string
	sourced bool
	wide    map[*yaml3.Node]map[string]int // fields of long mappings
}

// NewLines finds lines in d.
func NewLines(d Document) *Lines { return &Lines{d: d} }

// Unparsed knows no lines: consecutive JSON objects are not a YAML document.
func Unparsed(d Document) *Lines { return &Lines{d: d, parsed: true} }

// sourceComment is what helm template writes before each document.
var sourceComment = regexp.MustCompile(`^# Source: ([\w./@+-]+)\s*$`)

// Source is the chart's template that the document was rendered from, empty where no
// comment before its first field says so.
func (l *Lines) Source() string {
	if l.sourced {
		return l.source
	}
	l.sourced = true
	for rest := l.d.Text; len(rest) > 0; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' {
			break
		}
		if m := sourceComment.FindSubmatch(line); m != nil {
			l.source = string(m[1])
			break
		}
	}
	return l.source
}

// Long says whether the document is too long to have been written by hand.
func (l *Lines) Long() bool { return len(l.d.Text) > maxDoubled }

// Line is the 1-based line in the file of the value at a path, or fallback.
func (l *Lines) Line(at convert.Path, fallback int) int {
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
	return l.d.Line + line - 1
}

// parse parses the document, once.
func (l *Lines) parse() {
	if l.parsed {
		return
	}
	l.parsed = true
	var n yaml3.Node
	if len(l.d.Text) <= maxLined && yaml3.Unmarshal(l.d.Text, &n) == nil && len(n.Content) == 1 {
		l.root = n.Content[0]
	}
}

// maxDoubled is the size up to which duplicate keys are looked for: what a
// program wrote has none.
const maxDoubled = 1 << 20

// Doubles returns the duplicate keys of the document.
func (l *Lines) Doubles() []Double {
	if l.Long() {
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
