package manifest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	kjson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/client-go/kubernetes/scheme"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// maxRefused is how many faults of one document are reported.
const maxRefused = 20

// strict decodes as the API server does for kubectl: a field that a kind does
// not have is an error.
var strict = kjson.NewSerializerWithOptions(kjson.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, kjson.SerializerOptions{Strict: true})

// fault is one reason for which the API server refuses a document.
type fault struct {
	at      convert.Path   // of the field; may lead to an absent one
	also    []convert.Path // further fields: the first of all in the file is shown
	atValue bool           // the value is at fault, not the name of the field
	words   string
	hint    string
}

// refuse notes why the API server would refuse a document. Kinds that the
// client does not know are left alone, and so is what a server has stored: its
// fields may be newer than the client. decodes is false when the document does
// not fit its type at all.
func (l *loader) refuse(p place, kind, version string, doc map[string]any) (decodes bool) {
	if stored(doc) || kind == "Event" {
		return true
	}
	shown := doc
	if version == "v1" && kind == "Secret" { // its content is judged by takeSecret
		shown = without(doc, "data", "stringData")
	}
	raw, err := json.Marshal(shown)
	if err != nil {
		return true // takeAs says so
	}
	obj, _, err := strict.Decode(raw, nil, nil)
	if runtime.IsNotRegisteredError(err) || runtime.IsMissingVersion(err) {
		return true
	}
	var faults []fault
	unknown, isStrict := runtime.AsStrictDecodingError(err)
	switch {
	case isStrict:
		faults = unknownFields(kind, version, doc, obj, unknown.Errors())
	case err != nil:
		f := mistyped(kind, version, doc, err)
		if text, _ := convert.ValueAt(doc, f.at).(string); len(f.at) > 0 && !l.literal && filledLater(doc, text) { // a number, say: the rest is judged
			l.later(p.file, p.locate(f.at, true).Line, fmt.Sprintf("%s %s, %s", kind, nameIn(doc), f.at))
			convert.Remove(doc, []convert.Hit{{At: f.at}})
			return l.refuse(p, kind, version, doc)
		}
		faults = []fault{f}
	}
	if err == nil || isStrict {
		faults = append(faults, invalidFields(kind, doc, obj, faults)...)
	}
	faults = l.faultsNow(doc, faults)
	for _, f := range faults[:min(len(faults), maxRefused)] {
		l.addRefused(p, kind, doc, f)
	}
	if err != nil && !isStrict && len(faults) == 0 { // as SOPS writes it
		l.later(p.file, p.line, kind+" "+nameIn(doc))
	}
	return err == nil || isStrict
}

// stored says whether a document comes from an API server.
func stored(doc map[string]any) bool {
	meta := mapAt(doc, "metadata")
	status, _ := doc["status"].(map[string]any)
	return len(status) > 0 || meta["uid"] != nil || meta["resourceVersion"] != nil || meta["creationTimestamp"] != nil
}

func without(doc map[string]any, fields ...string) map[string]any {
	out := make(map[string]any, len(doc))
	for k, v := range doc {
		if !slices.Contains(fields, k) {
			out[k] = v
		}
	}
	return out
}

func (l *loader) addRefused(p place, kind string, doc map[string]any, f fault) {
	m := l.metaIn(p, kind, doc)
	if l.only != "" && m.Namespace != l.only && m.Namespace != "" {
		return
	}
	r := diagnose.Refused{Object: m.Object(), Document: m.Line, Path: f.at.String(), Words: clean.Line(f.words), Hint: clean.Line(f.hint)}
	r.Container = containerAt(kind, doc, f.at)
	r.Location = p.locate(f.at, f.atValue)
	for _, at := range f.also {
		if other := p.locate(at, f.atValue); other.Line < r.Location.Line {
			r.Location, r.Path = other, at.String()
		}
	}
	l.snap.Refused = append(l.snap.Refused, r)
}

// metaIn is what a document says of itself, read without its type.
func (l *loader) metaIn(p place, kind string, doc map[string]any) diagnose.Meta {
	m := diagnose.Meta{Kind: clean.Line(kind), Name: nameIn(doc), File: p.file.shown(), Line: p.line}
	if clusterWide[kind] {
		return m
	}
	ns, _ := mapAt(doc, "metadata")["namespace"].(string)
	m.Namespace = clean.Line(ns)
	l.place(p, &m)
	return m
}

// containerAt is the name of the container that a path of a pod's
// specification leads into.
func containerAt(kind string, doc map[string]any, at convert.Path) string {
	base, ok := convert.PodSpecPath(kind)
	n := len(base)
	if !ok || len(at) < n+2 || !slices.Equal(at[:n], base) {
		return ""
	}
	list, _ := at[n].(string)
	_, isIndex := at[n+1].(int)
	if !isIndex || !slices.Contains([]string{"containers", "initContainers", "ephemeralContainers"}, list) {
		return ""
	}
	c, _ := convert.ValueAt(doc, at[:n+2]).(map[string]any)
	name, _ := c["name"].(string)
	return clean.Line(name)
}

// badRequest is what kubectl prints when the API server cannot decode a document.
func badRequest(kind, version, reason string) string {
	if _, v, ok := strings.Cut(version, "/"); ok {
		version = v
	}
	return fmt.Sprintf("Error from server (BadRequest): %s in version %q cannot be handled as a %s: %s", kind, version, kind, reason)
}

var unknownField = regexp.MustCompile(`^unknown field "(.*)"$`)

// unknownFields are the faults of the strict decoder. Lines on top of a
// document whose spec is empty are one fault: they lost their indentation.
func unknownFields(kind, version string, doc map[string]any, obj runtime.Object, errs []error) []fault {
	var out []fault
	var lost []string
	for _, err := range errs {
		m := unknownField.FindStringSubmatch(err.Error())
		if m == nil {
			continue // a key that is repeated: the parser reports it with its line
		}
		at := pathIn(doc, m[1])
		if len(at) == 1 && indentationLost(doc) {
			lost = append(lost, m[1])
			continue
		}
		f := fault{at: at, words: badRequest(kind, version, "strict decoding error: "+err.Error())}
		f.hint = fieldHint(kind, obj, at)
		out = append(out, f)
	}
	if len(lost) > 0 {
		slices.Sort(lost)
		var words []string
		var places []convert.Path
		for _, name := range lost {
			words, places = append(words, fmt.Sprintf("unknown field %q", name)), append(places, convert.Path{name})
		}
		out = append([]fault{{at: places[0], also: places[1:], words: badRequest(kind, version, "strict decoding error: "+strings.Join(words, ", ")),
			hint: "metadata or spec is empty, and its fields are at the left margin: the indentation was lost. Indent the lines below metadata and below spec by two spaces, and lists and mappings in them further."}}, out...)
	}
	return out
}

// indentationLost says whether a document has a parent field without anything
// in it, as text has that was pasted without its indentation.
func indentationLost(doc map[string]any) bool {
	for _, f := range []string{"metadata", "spec"} {
		if v, ok := doc[f]; ok && v == nil {
			return true
		}
	}
	return false
}

// pathIn reads a path as the decoder writes it, spec.containers[0].foo. Field
// names may have dots in them, so the document decides where a name ends.
func pathIn(doc any, text string) convert.Path {
	var out convert.Path
	v := doc
	for text != "" {
		if rest, ok := strings.CutPrefix(text, "["); ok {
			n, after, _ := strings.Cut(rest, "]")
			i, _ := strconv.Atoi(n)
			list, _ := v.([]any)
			v = nil
			if i >= 0 && i < len(list) {
				v = list[i]
			}
			out, text = append(out, max(i, 0)), strings.TrimPrefix(after, ".")
			continue
		}
		name := longestField(v, text)
		m, _ := v.(map[string]any)
		v = m[name]
		out, text = append(out, name), strings.TrimPrefix(text[len(name):], ".")
	}
	return out
}

// longestField is the longest field of v with which text begins.
func longestField(v any, text string) string {
	m, _ := v.(map[string]any)
	best := ""
	for k := range m {
		rest, ok := strings.CutPrefix(text, k)
		if ok && len(k) > len(best) && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			best = k
		}
	}
	if best == "" {
		best = text
	}
	return best
}

var intoField = regexp.MustCompile(`cannot unmarshal (\w+)(?: \S+)? into Go struct field \w*\.(\S+) of type (\S+)`)

// mistyped is the fault of a document that does not fit its type. The decoder
// names the field without indexes.
func mistyped(kind, version string, doc map[string]any, err error) fault {
	text := err.Error()
	text = strings.TrimPrefix(text, "error decoding from json: ")
	f := fault{atValue: true, words: badRequest(kind, version, connect.Cut(text))}
	m := intoField.FindStringSubmatch(text)
	if m == nil {
		return f
	}
	f.at = findShape(doc, strings.Split(m[2], "."), m[1])
	f.hint = shapeHint(m[2], m[1], m[3])
	return f
}

// findShape finds the value of a JSON type at a path without indexes.
func findShape(v any, steps []string, jsonType string) convert.Path {
	if l, ok := v.([]any); ok && (len(steps) > 0 || jsonType != "array") {
		for i, e := range l {
			if p := findShape(e, steps, jsonType); p != nil {
				return append(convert.Path{i}, p...)
			}
		}
		return nil
	}
	if len(steps) == 0 {
		if jsonTypeOf(v) == jsonType {
			return convert.Path{}
		}
		return nil
	}
	m, _ := v.(map[string]any)
	next, ok := m[steps[0]]
	if !ok {
		return nil
	}
	if p := findShape(next, steps[1:], jsonType); p != nil {
		return append(convert.Path{steps[0]}, p...)
	}
	return nil
}

func jsonTypeOf(v any) string {
	switch v.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case bool:
		return "bool"
	case nil:
		return "null"
	}
	return "number"
}

// shapeHint says what to write where a value has the wrong type.
func shapeHint(field, have, want string) string {
	name := field[strings.LastIndexByte(field, '.')+1:]
	switch {
	case want == "string" && (have == "number" || have == "bool"):
		return fmt.Sprintf("%s takes text: put the value in quotes.", name)
	case strings.HasPrefix(want, "[]") && have != "array":
		return fmt.Sprintf("%s takes a list: begin each item with \"- \".", name)
	case have == "string" && strings.HasPrefix(want, "int"):
		return fmt.Sprintf("%s takes a number: write it without quotes.", name)
	case have == "array":
		return fmt.Sprintf("%s does not take a list: leave out the \"- \".", name)
	}
	return ""
}
