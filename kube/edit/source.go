package edit

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// source is a file that is edited.
type source struct {
	file *File
	docs []*doc
}

// doc is one YAML document of a file.
type doc struct {
	root *yaml3.Node
	line int // of its first line in the file, 1-based
	last int // of its last line, 1-based
}

// maxEdited is how large a file may be.
const maxEdited = 1 << 20

// source reads a file for editing; nil if it is not edited.
func (e *editor) source(path string) *source {
	if s, ok := e.sources[path]; ok {
		return s
	}
	e.sources[path] = nil
	text, err := e.read(path)
	if err != nil || len(text) > maxEdited || !utf8.Valid(text) || bytes.Contains(bytes.ReplaceAll(text, []byte("\r\n"), nil), []byte("\r")) {
		return nil
	}
	s := &source{file: &File{Path: path, before: slices.Collect(strings.Lines(string(text))), secret: map[int]bool{}}}
	for _, d := range document.Split(bytes.TrimPrefix(text, []byte("\ufeff"))) {
		var n yaml3.Node
		if yaml3.Unmarshal(d.Text, &n) != nil || len(n.Content) != 1 {
			continue
		}
		last := d.Line + bytes.Count(bytes.TrimRight(d.Text, " \t\r\n"), []byte("\n"))
		one := &doc{root: n.Content[0], line: d.Line, last: last}
		s.docs = append(s.docs, one)
		for _, o := range one.objects() {
			s.hide(one, o)
		}
	}
	e.sources[path] = s
	return s
}

// objects are the objects of a document: itself, or the items of a list.
func (d *doc) objects() []*yaml3.Node {
	if items, _ := child(d.root, "items"); items != nil && items.Kind == yaml3.SequenceNode {
		return items.Content
	}
	return []*yaml3.Node{d.root}
}

// hide notes the lines of the content of a Secret.
func (s *source) hide(d *doc, object *yaml3.Node) {
	if kind, _ := child(object, "kind"); kind == nil || kind.Value != "Secret" {
		return
	}
	for i := 0; i+1 < len(object.Content); i += 2 {
		if name := object.Content[i].Value; name != "data" && name != "stringData" {
			continue
		}
		first, last := object.Content[i].Line, d.last-d.line+1
		if i+2 < len(object.Content) {
			last = object.Content[i+2].Line - 1
		}
		for l := first; l <= last; l++ {
			at := d.line + l - 2
			if l > first || strings.Contains(s.file.before[at], "{") { // not the line of the field's name
				s.file.secret[at] = true
			}
		}
	}
}

// change adds a change, unless it touches the lines of another one.
func (s *source) change(c Change) {
	if c.First < 0 || c.Last > len(s.file.before) || c.First > c.Last {
		return
	}
	for _, o := range s.file.Changes {
		if o.First < max(c.Last, c.First+1) && c.First < max(o.Last, o.First+1) {
			return
		}
	}
	s.file.Changes = append(s.file.Changes, c)
}

// at finds the scalar at a place, and its document.
func (s *source) at(l *diagnose.Location) (*doc, *yaml3.Node) {
	for _, d := range s.docs {
		if l.Line < d.line || l.Line > d.last {
			continue
		}
		if n := scalarAt(d.root, l.Line-d.line+1, l.Column); n != nil {
			return d, n
		}
	}
	return nil, nil
}

func scalarAt(n *yaml3.Node, line, column int) *yaml3.Node {
	if n.Kind == yaml3.ScalarNode && n.Line == line && n.Column == column {
		return n
	}
	for _, c := range n.Content {
		if found := scalarAt(c, line, column); found != nil {
			return found
		}
	}
	return nil
}

// replace replaces a scalar that is on one line and written as it reads.
func (s *source) replace(d *doc, n *yaml3.Node, value, why string) bool {
	at := d.line + n.Line - 2
	if at < 0 || at >= len(s.file.before) {
		return false
	}
	line := s.file.before[at]
	begin := 0
	for i := 1; i < n.Column; i++ { // columns are characters
		_, size := utf8.DecodeRuneInString(line[begin:])
		begin += size
	}
	quote := map[yaml3.Style]string{yaml3.SingleQuotedStyle: "'", yaml3.DoubleQuotedStyle: `"`}[n.Style&^yaml3.TaggedStyle]
	if n.Style&(yaml3.LiteralStyle|yaml3.FoldedStyle) != 0 || strings.ContainsAny(value, "'\"\\\n") && quote != "" || quote == "" && !plain(value) {
		return false
	}
	was, rest := quote+n.Value+quote, ""
	if begin > len(line) || !strings.HasPrefix(line[begin:], was) {
		return false
	}
	rest = line[begin+len(was):]
	if end := strings.TrimRight(rest, "\r\n"); quote == "" && end != "" && !strings.HasPrefix(end, " ") && !strings.ContainsAny(end[:1], ",]}:") {
		return false
	}
	s.change(Change{at, at + 1, []string{line[:begin] + quote + value + quote + rest}, why})
	return true
}

// plain says whether a value needs no quotes, wherever it is.
func plain(value string) bool {
	for _, r := range value {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-/:@+=", r)) {
			return false
		}
	}
	return value != "" && !strings.HasPrefix(value, "-") && !strings.HasSuffix(value, ":") && !strings.HasPrefix(value, "@")
}

// child is the value of a field and the node of its name.
func child(n *yaml3.Node, name string) (value, key *yaml3.Node) {
	if n == nil || n.Kind != yaml3.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1], n.Content[i]
		}
	}
	return nil, nil
}

// text is a field of a mapping that is a scalar.
func text(n *yaml3.Node, names ...string) string {
	for _, name := range names {
		n, _ = child(n, name)
	}
	if n == nil || n.Kind != yaml3.ScalarNode {
		return ""
	}
	return n.Value
}

// object finds an object of a file by its kind and name, the one that begins at
// or after a line.
func (s *source) object(o diagnose.Object, line int) (*doc, *yaml3.Node) {
	for _, d := range s.docs {
		if line > d.last {
			continue
		}
		for _, n := range d.objects() {
			if text(n, "kind") == o.Kind && text(n, "metadata", "name") == o.Name {
				return d, n
			}
		}
	}
	return nil, nil
}

// eol is the line end of a file.
func (s *source) eol() string {
	if len(s.file.before) > 0 && strings.HasSuffix(s.file.before[0], "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// insert adds lines before a line of the file (0-based).
func (s *source) insert(at int, lines []string, why string) {
	end := s.eol()
	for i := range lines {
		lines[i] += end
	}
	if at == len(s.file.before) && at > 0 && !strings.HasSuffix(s.file.before[at-1], "\n") {
		return // the file ends without a line end
	}
	s.change(Change{at, at, lines, why})
}

// ownLine says whether a key is the first thing on its line.
func (s *source) ownLine(d *doc, key *yaml3.Node) bool {
	at := d.line + key.Line - 2
	return at >= 0 && at < len(s.file.before) && strings.HasPrefix(strings.TrimLeft(s.file.before[at], " "), key.Value) && len(s.file.before[at])-len(strings.TrimLeft(s.file.before[at], " ")) == key.Column-1
}
