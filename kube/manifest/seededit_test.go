package manifest

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	yaml3 "go.yaml.in/yaml/v3"
)

// seeded is a rendered chart into which mistakes are put: its text, and the nodes of
// its objects, which know their lines and columns.
type seeded struct {
	t       *testing.T
	text    string // with \n
	windows bool
	objects []*yaml3.Node
}

func readSeeded(t *testing.T, text string) *seeded {
	t.Helper()
	s := &seeded{t: t, text: strings.ReplaceAll(text, "\r\n", "\n"), windows: strings.Contains(text, "\r\n")}
	dec := yaml3.NewDecoder(strings.NewReader(s.text))
	for {
		var n yaml3.Node
		err := dec.Decode(&n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, s.text)
		}
		o := n.Content[0]
		if items := nodeAt(o, "items"); items != nil {
			s.objects = append(s.objects, items.Content...)
			continue
		}
		s.objects = append(s.objects, o)
	}
	return s
}

// written is the text as it is in the file.
func (s *seeded) written() string {
	if s.windows {
		return strings.ReplaceAll(s.text, "\n", "\r\n")
	}
	return s.text
}

// fieldAt finds the key and the value at a path of keys and indexes; nil if absent.
func fieldAt(n *yaml3.Node, path ...any) (key, value *yaml3.Node) {
	value = n
	for _, step := range path {
		n, key = value, nil
		value = nil
		switch x := step.(type) {
		case string:
			for i := 0; n != nil && n.Kind == yaml3.MappingNode && i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == x {
					key, value = n.Content[i], n.Content[i+1]
				}
			}
		case int:
			if n != nil && x < len(n.Content) {
				key, value = n.Content[x], n.Content[x]
			}
		}
		if value == nil {
			return nil, nil
		}
	}
	return key, value
}

func nodeAt(n *yaml3.Node, path ...any) *yaml3.Node {
	_, v := fieldAt(n, path...)
	return v
}

func (s *seeded) object(kinds ...string) *yaml3.Node {
	for _, o := range s.objects {
		if slices.Contains(kinds, nodeAt(o, "kind").Value) {
			return o
		}
	}
	s.t.Fatalf("no %v in\n%s", kinds, s.text)
	return nil
}

func (s *seeded) secret() *yaml3.Node  { return s.object("Secret") }
func (s *seeded) account() *yaml3.Node { return s.object("ServiceAccount") }

// workload is the object whose pods use the private image, and the path to their
// specification.
func (s *seeded) workload() (*yaml3.Node, []any) {
	for _, o := range s.objects {
		for _, path := range [][]any{{"spec"}, {"spec", "template", "spec"}, {"spec", "jobTemplate", "spec", "template", "spec"}} {
			if v := nodeAt(o, append(path[:len(path):len(path)], "serviceAccountName")...); v != nil {
				return o, path
			}
		}
	}
	s.t.Fatal("no workload")
	return nil, nil
}

// pod is a node of the pod's specification.
func (s *seeded) pod(path ...any) (key, value *yaml3.Node) {
	w, spec := s.workload()
	return fieldAt(w, append(spec[:len(spec):len(spec)], path...)...)
}

func (s *seeded) lines() []string { return strings.Split(s.text, "\n") }

// put replaces what is from one place up to another on the same line.
func (s *seeded) put(line, from, to int, text string) {
	l := s.lines()
	l[line-1] = l[line-1][:from-1] + text + l[line-1][to-1:]
	s.text = strings.Join(l, "\n")
}

// set replaces the text of a key or of a value.
func (s *seeded) set(n *yaml3.Node, text string) {
	line := s.lines()[n.Line-1]
	end := n.Column + len(n.Value)
	switch n.Style {
	case yaml3.DoubleQuotedStyle, yaml3.SingleQuotedStyle:
		end = n.Column + 1 + strings.IndexByte(line[n.Column:], line[n.Column-1]) + 1
	case yaml3.LiteralStyle:
		s.cut(n.Line+1, lastLine(n))
		end = len(line) + 1
	}
	s.put(n.Line, n.Column, end, text)
}

// lastLine is the last line of a node.
func lastLine(n *yaml3.Node) int {
	last := n.Line
	if n.Style == yaml3.LiteralStyle {
		last += 1 + strings.Count(strings.TrimSuffix(n.Value, "\n"), "\n")
	}
	for _, c := range n.Content {
		if n.Kind != yaml3.AliasNode {
			last = max(last, lastLine(c))
		}
	}
	return last
}

// cut removes lines.
func (s *seeded) cut(first, last int) {
	s.text = strings.Join(slices.Delete(s.lines(), first-1, last), "\n")
}

// insert adds lines before a line.
func (s *seeded) insert(line int, lines ...string) {
	s.text = strings.Join(slices.Insert(s.lines(), line-1, lines...), "\n")
}

// replace puts lines in the place of a field, in its indentation.
func (s *seeded) replace(key, value *yaml3.Node, lines ...string) {
	first := key.Line
	s.cut(first, lastLine(value))
	pad := strings.Repeat(" ", key.Column-1)
	for i := range lines {
		lines[i] = pad + lines[i]
	}
	s.insert(first, lines...)
}

// config is the content of the pull secret and the node that holds it.
func (s *seeded) config() (host, user, password string, value *yaml3.Node, plain bool) {
	o := s.secret()
	value = nodeAt(o, "data", ".dockerconfigjson")
	if value == nil {
		value, plain = nodeAt(o, "stringData", ".dockerconfigjson"), true
	}
	text := value.Value
	if !plain {
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			s.t.Fatal(err)
		}
		text = string(b)
	}
	var c struct {
		Auths map[string]struct{ Username, Password, Auth string }
	}
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		s.t.Fatal(err)
	}
	for h, e := range c.Auths {
		host, user, password = h, e.Username, e.Password
		if user == "" {
			b, _ := base64.StdEncoding.DecodeString(e.Auth)
			user, password, _ = strings.Cut(string(b), ":")
		}
	}
	return host, user, password, value, plain
}

// setConfig replaces the content of the pull secret.
func (s *seeded) setConfig(content string) {
	_, _, _, value, plain := s.config()
	if plain {
		s.set(value, "'"+strings.ReplaceAll(content, "'", "''")+"'")
		return
	}
	s.set(value, base64.StdEncoding.EncodeToString([]byte(content)))
}

// setRaw replaces what is written as the content, and has it below data.
func (s *seeded) setRaw(raw string) {
	_, _, _, value, plain := s.config()
	s.set(value, raw)
	if plain {
		key, _ := fieldAt(readSeeded(s.t, s.text).secret(), "stringData")
		s.set(key, "data")
	}
}
