package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"sigs.k8s.io/yaml"

	utiljson "k8s.io/apimachinery/pkg/util/json"
)

const (
	maxDocument = 64 << 20  // bytes of one document
	maxFile     = 512 << 20 // bytes of one file
)

// maxObjects is how many objects are read in one call: a million small pods,
// six times what a cluster supports, take 2.5 GB of memory. A test lowers it.
var maxObjects = 1_000_000

// document is one YAML document of a file.
type document struct {
	text []byte
	line int // 1-based line of its first byte
}

// splitDocuments cuts a file at the lines that separate YAML documents. A
// line "---" at the beginning of a line ends a document anywhere, so no
// parser is needed. Documents of whitespace and comments are skipped.
func splitDocuments(text []byte) []document {
	var out []document
	cur := document{line: 1}
	add := func() {
		if hasContent(cur.text) {
			out = append(out, cur)
		}
	}
	line, start := 1, 0
	for pos := 0; pos < len(text); line++ {
		end := len(text)
		if i := bytes.IndexByte(text[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		if l := text[pos:end]; isMark(l, "---") || isMark(l, "...") {
			cur.text = text[start:pos]
			add()
			cur = document{line: line}
			start = pos + 3 // what follows the mark belongs to the document
		}
		pos = end
	}
	cur.text = text[min(start, len(text)):]
	add()
	return out
}

// unixLines converts the line ends of an old Mac (only \r) to \n. Those of
// Windows are a \n after whitespace.
func unixLines(text []byte) []byte {
	if bytes.IndexByte(text, '\n') >= 0 || bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(text, []byte{'\r'}, []byte{'\n'})
}

func isMark(line []byte, mark string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(mark))
	return ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n"), rest[0]) >= 0)
}

// hasContent says whether a document has more than whitespace, comments and
// directives.
func hasContent(text []byte) bool {
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte("\n"))
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' && !bytes.HasPrefix(line, []byte("%YAML")) && !bytes.HasPrefix(line, []byte("%TAG")) {
			return true
		}
	}
	return false
}

// checkText refuses a whole file, with the line of the problem.
func checkText(text []byte) (line int, problem string) {
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}), bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		return 1, "this is UTF-16 text, as PowerShell's > writes it: save it as UTF-8"
	case len(text) > maxFile:
		return 1, fmt.Sprintf("the file is larger than %d MiB", maxFile>>20)
	}
	return 0, ""
}

// checkUTF8 finds the first byte that is not text, with its line.
func (d document) checkUTF8() (line int, problem string) {
	text := d.text
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return d.line + lineAt(text, i) - 1, "this is not text"
	}
	if utf8.Valid(text) {
		return 0, ""
	}
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		i += n
	}
	return d.line + lineAt(text, i) - 1, "this is not UTF-8 text: save it as UTF-8"
}

func lineAt(text []byte, i int) int { return 1 + bytes.Count(text[:i], []byte("\n")) }

// value is one object of a document; JSON may have several in a row.
type value struct {
	doc    map[string]any
	line   int
	single bool // no mapping has a duplicate key, so no search is needed
}

// parse reads a document as kubectl does: as YAML, of which JSON is a part.
// line is the line of the problem, 0 if there is none.
func (d document) parse() (values []value, line int, err error) {
	if len(d.text) > maxDocument {
		return nil, d.line, fmt.Errorf("the document is larger than %d MiB", maxDocument>>20)
	}
	if trimmed := bytes.TrimSpace(d.text); len(trimmed) > 0 && trimmed[0] == '{' {
		if values, ok := d.parseJSON(); ok {
			return values, 0, nil
		}
	}
	if hasBomb(d.text) {
		return nil, d.line, errors.New("the document uses its aliases too often")
	}
	raw, err := yaml.YAMLToJSONStrict(d.text)
	single := err == nil
	if err != nil { // a duplicate key, which kubectl accepts, or a real error
		raw, err = yaml.YAMLToJSON(d.text)
	}
	if err != nil {
		at, text := yamlProblem(err, d.text)
		return nil, d.line + max(at-1, 0), errors.New(text)
	}
	var tree any
	if err := utiljson.Unmarshal(raw, &tree); err != nil {
		return nil, d.line, errors.New("this is not an object")
	}
	doc, ok := tree.(map[string]any)
	if !ok {
		return nil, d.line, errors.New("this is not a Kubernetes object: it has no fields")
	}
	return []value{{doc, d.line + leading(d.text), single}}, 0, nil
}

// parseJSON reads JSON objects that follow one another.
func (d document) parseJSON() ([]value, bool) {
	dec := json.NewDecoder(bytes.NewReader(d.text))
	var out []value
	for {
		begin := int(dec.InputOffset())
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return out, len(out) > 0 && !dec.More()
		}
		var doc map[string]any
		if utiljson.Unmarshal(raw, &doc) != nil {
			return nil, false
		}
		out = append(out, value{doc: doc, line: d.line + lineAt(d.text, begin) - 1 + leading(d.text[begin:])})
	}
}

// leading counts the lines of whitespace and comments before the first
// content.
func leading(text []byte) int {
	n := 0
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		if l := bytes.TrimSpace(line); len(l) > 0 && l[0] != '#' {
			return n
		}
		text = rest
		n++
	}
	return n
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

// yamlProblem returns the line and the reason in the parser's error.
func yamlProblem(err error, document []byte) (int, string) {
	text := strings.TrimPrefix(err.Error(), "error converting YAML to JSON: ")
	text = strings.TrimPrefix(text, "yaml: ")
	line := 1
	if m := yamlLine.FindStringSubmatchIndex(text); m != nil {
		line, _ = strconv.Atoi(text[m[2]:m[3]])
		text = text[:m[0]] + text[m[1]:]
	}
	return faultLine(line, text, document), faultText(text, document)
}
