package document

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

// Limits of what is read.
const (
	MaxDocument = 64 << 20  // bytes of one document
	MaxFile     = 512 << 20 // bytes of one file
)

// Document is one YAML document of a file.
type Document struct {
	Text []byte
	Line int // 1-based line of its first byte
}

// Split cuts a file at the lines that separate YAML documents. A
// line "---" at the beginning of a line ends a document anywhere, so no
// parser is needed. Documents of whitespace and comments are skipped.
func Split(text []byte) []Document {
	var out []Document
	cur := Document{Line: 1}
	add := func() {
		if hasContent(cur.Text) {
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
			cur.Text = text[start:pos]
			add()
			cur = Document{Line: line}
			start = pos + 3 // what follows the mark belongs to the document
		}
		pos = end
	}
	cur.Text = text[min(start, len(text)):]
	add()
	return out
}

// UnixLines converts the line ends of an old Mac (only \r) to \n. Those of
// Windows are a \n after whitespace.
func UnixLines(text []byte) []byte {
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

// CheckText refuses a whole file, with the line of the problem.
func CheckText(text []byte) (line int, problem string) {
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}), bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		return 1, "this is UTF-16 text, as PowerShell's > writes it: save it as UTF-8"
	case len(text) > MaxFile:
		return 1, fmt.Sprintf("the file is larger than %d MiB", MaxFile>>20)
	}
	return 0, ""
}

// CheckUTF8 finds the first byte that is not text, with its line.
func (d Document) CheckUTF8() (line int, problem string) {
	text := d.Text
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return d.Line + lineAt(text, i) - 1, "this is not text"
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
	return d.Line + lineAt(text, i) - 1, "this is not UTF-8 text: save it as UTF-8"
}

func lineAt(text []byte, i int) int { return 1 + bytes.Count(text[:i], []byte("\n")) }

// Value is one object of a document; JSON may have several in a row.
type Value struct {
	Doc    map[string]any
	Line   int
	Single bool // no mapping has a duplicate key, so no search is needed
}

// Parse reads a document as kubectl does: as YAML, of which JSON is a part.
// line is the line of the problem, 0 if there is none.
func (d Document) Parse() (values []Value, line int, err error) {
	if len(d.Text) > MaxDocument {
		return nil, d.Line, fmt.Errorf("the document is larger than %d MiB", MaxDocument>>20)
	}
	if trimmed := bytes.TrimSpace(d.Text); len(trimmed) > 0 && trimmed[0] == '{' {
		if values, ok := d.parseJSON(); ok {
			return values, 0, nil
		}
	}
	if hasBomb(d.Text) {
		return nil, d.Line, errors.New("the document uses its aliases too often")
	}
	raw, err := yaml.YAMLToJSONStrict(d.Text)
	single := err == nil
	if err != nil { // a duplicate key, which kubectl accepts, or a real error
		raw, err = yaml.YAMLToJSON(d.Text)
	}
	if err != nil {
		at, text := yamlProblem(err, d.Text)
		return nil, d.Line + max(at-1, 0), errors.New(text)
	}
	var tree any
	if err := utiljson.Unmarshal(raw, &tree); err != nil {
		return nil, d.Line, errors.New("this is not an object")
	}
	doc, ok := tree.(map[string]any)
	if !ok {
		return nil, d.Line, errors.New("this is not a Kubernetes object: it has no fields")
	}
	return []Value{{doc, d.Line + leading(d.Text), single}}, 0, nil
}

// parseJSON reads JSON objects that follow one another.
func (d Document) parseJSON() ([]Value, bool) {
	dec := json.NewDecoder(bytes.NewReader(d.Text))
	var out []Value
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
		out = append(out, Value{Doc: doc, Line: d.Line + lineAt(d.Text, begin) - 1 + leading(d.Text[begin:])})
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
	if at, wide := fullWidth(document, line); wide != "" {
		return at, "not YAML: " + wide
	}
	return faultLine(line, text, document), faultText(text, document)
}
