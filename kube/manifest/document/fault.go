package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

const (
	maxExpanded = 2 * MaxDocument // bytes of a document with its aliases expanded
	maxDoubles  = 20              // duplicate keys reported per document
)

// Unrendered is what a document with expressions of Helm is.
const Unrendered = "this looks like a Helm template: give the output of helm template"

// alias finds what may be a YAML alias: most documents have none.
var alias = regexp.MustCompile(`(?:^|[\s,:\[{-])\*[^\s,\]}]`)

// hasBomb says whether the expanded aliases of a document would fill the
// memory. The parser's own limit counts values, not bytes.
func hasBomb(text []byte) bool {
	if bytes.IndexByte(text, '&') < 0 || !alias.Match(text) {
		return false
	}
	var root yaml3.Node
	if yaml3.Unmarshal(text, &root) != nil {
		return false // the parser reports it
	}
	sizes := map[*yaml3.Node]int{}
	return expanded(&root, sizes, 0) > maxExpanded
}

// expanded returns the size of a node with its aliases expanded, each
// measured once; it stops growing beyond the limit.
func expanded(n *yaml3.Node, sizes map[*yaml3.Node]int, depth int) int {
	if size, ok := sizes[n]; ok {
		return size
	}
	if depth > 10_000 {
		return maxExpanded + 1
	}
	sizes[n] = maxExpanded + 1 // an alias inside of its own anchor has no end
	size := len(n.Value) + 1
	if n.Alias != nil {
		size = expanded(n.Alias, sizes, depth+1)
	}
	for _, c := range n.Content {
		size = min(size+expanded(c, sizes, depth+1), maxExpanded+1)
	}
	sizes[n] = size
	return size
}

// Double is a duplicate key in one mapping.
type Double struct {
	key         string
	Line, First int // in the document, 1-based
}

// doubles finds duplicate keys. kubectl silently takes the last one.
func doubles(n *yaml3.Node, depth int) []Double {
	if n == nil || depth > 10_000 {
		return nil
	}
	var out []Double
	if n.Kind == yaml3.MappingNode {
		seen := map[string]int{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := n.Content[i]
			if k.Kind != yaml3.ScalarNode || k.Tag == "!!merge" {
				continue
			}
			if first, ok := seen[k.Value]; ok {
				out = append(out, Double{k.Value, k.Line, first})
				continue
			}
			seen[k.Value] = k.Line
		}
	}
	for _, c := range n.Content {
		if len(out) >= maxDoubles {
			break
		}
		out = append(out, doubles(c, depth+1)...)
	}
	return out[:min(len(out), maxDoubles)]
}

// Text says which key is repeated; firstLine is the line of the first in the file.
func (d Double) Text(firstLine int) string {
	return fmt.Sprintf("the key %q occurs twice in one mapping (first on line %d); the last one counts", clean.Line(d.key), firstLine)
}

// faultLine returns the parser's line, or if it gives none the line of what
// it complains about.
func faultLine(line int, reason string, text []byte) int {
	mark := "{{"
	if _, name, ok := strings.Cut(reason, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		mark = "*" + name
	} else if !strings.Contains(reason, "map key") {
		return line
	}
	if i := bytes.Index(text, []byte(mark)); i >= 0 {
		return lineAt(text, i)
	}
	return line
}

// faultText returns the parser's reason without what it quotes from the
// document, which may be a password, and says what to do.
func faultText(reason string, text []byte) string {
	rendered := "; " + Unrendered
	if !bytes.Contains(text, []byte("{{")) {
		rendered = ""
	}
	switch {
	case strings.Contains(reason, "excessive aliasing"):
		return "the document repeats its aliases too often"
	case strings.Contains(reason, "unknown anchor"):
		return "not YAML: a value begins with *, which makes it an alias, and there is no anchor of that name; put the value in quotes" + rendered
	case strings.Contains(reason, "map key"):
		return "not YAML that JSON can represent: a mapping is used as a key" + rendered
	case strings.Contains(reason, "cannot start any token") && tabbed.Match(text):
		return "not YAML: a line is indented with a tab; YAML allows only spaces" + rendered
	case strings.Contains(reason, "cannot unmarshal"), strings.Contains(reason, "cannot decode"), strings.Contains(reason, "tag"):
		return "not YAML: a value does not match its tag" + rendered
	}
	return "not YAML: " + connect.Cut(reason) + rendered
}

var tabbed = regexp.MustCompile(`(?m)^ *\t`)
