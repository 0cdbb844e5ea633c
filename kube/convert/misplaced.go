package convert

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// Path leads to a value in a document: field names and list indexes.
type Path []any

// String returns the path as people write it:
// spec.containers[0].imagePullSecrets.
func (p Path) String() string {
	var b strings.Builder
	for _, step := range p {
		switch s := step.(type) {
		case string:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(clean.Line(s))
		case int:
			fmt.Fprintf(&b, "[%d]", s)
		}
	}
	return b.String()
}

// Hit is one list of pull secrets that Kubernetes does not read.
type Hit struct {
	At    Path
	Names []string
	Item  bool // At leads to one item of a list that is read otherwise
}

// podSpecPaths is where each kind has the specification of its pods.
var podSpecPaths = map[string]Path{
	"Pod":                   {"spec"},
	"Deployment":            {"spec", "template", "spec"},
	"ReplicaSet":            {"spec", "template", "spec"},
	"StatefulSet":           {"spec", "template", "spec"},
	"DaemonSet":             {"spec", "template", "spec"},
	"ReplicationController": {"spec", "template", "spec"},
	"Job":                   {"spec", "template", "spec"},
	"CronJob":               {"spec", "jobTemplate", "spec", "template", "spec"},
	"PodTemplate":           {"template", "spec"},
	"ServiceAccount":        {},
}

// MisplacedIn finds imagePullSecrets anywhere but where the kind has them, or
// there in a form that the API server refuses (a list of strings, say).
// Misspelled names of the field count too.
func MisplacedIn(doc map[string]any) []Hit {
	kind, _ := doc["kind"].(string)
	base, ok := podSpecPaths[kind]
	if !ok {
		return nil
	}
	return misplaced(doc, nil, base)
}

// MisplacedBelow is MisplacedIn for the specification of a pod anywhere in a document,
// whose other fields are not known; nothing where spec is nil.
func MisplacedBelow(doc map[string]any, spec Path) []Hit {
	if spec == nil {
		return nil
	}
	return misplaced(ValueAt(doc, spec), spec, spec)
}

// misplaced looks below a value at a path; base is where the list belongs.
func misplaced(value any, from, base Path) []Hit {
	right := append(slices.Clone(base), "imagePullSecrets")
	var out []Hit
	Walk(value, from, func(at Path, value any) bool {
		field, _ := at[len(at)-1].(string)
		switch {
		case field == "annotations" || field == "labels":
			return false
		case !isPullSecretsField(field):
			return true
		case extension(at):
			return false
		case slices.Equal(at, right):
			out = append(out, inRightPlace(slices.Clone(at), value)...)
			return false
		}
		if names := namesIn(value); len(names) > 0 {
			out = append(out, Hit{At: slices.Clone(at), Names: names})
		}
		return false
	})
	slices.SortFunc(out, func(a, b Hit) int {
		if a.Item && b.Item { // of one list
			return a.At[len(a.At)-1].(int) - b.At[len(b.At)-1].(int)
		}
		return strings.Compare(a.At.String(), b.At.String())
	})
	return out
}

var joinWords = strings.NewReplacer("-", "", "_", "")

func isPullSecretsField(name string) bool {
	switch strings.ToLower(joinWords.Replace(name)) {
	case "imagepullsecrets", "imagepullsecret",
		"pullsecrets", "pullsecret", "imagepullsecretname", "imagepullsecretnames": // as charts name them in their values
		return true
	}
	return len(name) >= 13 && len(name) <= 19 && Slips(strings.ToLower(name), "imagepullsecrets") <= 2
}

// extension says whether a path begins at a field of the user's own, such as one
// that holds an anchor.
func extension(at Path) bool {
	first, _ := at[0].(string)
	return strings.HasPrefix(first, "x-")
}

// inRightPlace finds what is wrong with a list at the place where it is read: the
// form of the whole, or items without a usable name. null is as if absent.
func inRightPlace(at Path, value any) []Hit {
	if value == nil {
		return nil
	}
	list, ok := value.([]any)
	isMap := func(v any) bool { _, ok := v.(map[string]any); return ok }
	if !ok || len(list) > 0 && !slices.ContainsFunc(list, isMap) {
		return []Hit{{At: at, Names: namesIn(value)}}
	}
	var out []Hit
	for i, v := range list {
		m, _ := v.(map[string]any)
		if name, _ := m["name"].(string); name == "" {
			out = append(out, Hit{At: append(slices.Clone(at), i), Names: namesOfItem(v), Item: true})
		}
	}
	return out
}

// namesOfItem are the names that an item without a usable one seems to mean.
func namesOfItem(v any) []string {
	m, ok := v.(map[string]any)
	if !ok {
		return namesIn(v)
	}
	var out []string
	for k, e := range m {
		switch s, _ := e.(string); {
		case s != "":
			out = append(out, clean.Line(s))
		case e == nil && k != "name":
			out = append(out, clean.Line(k))
		}
	}
	slices.Sort(out)
	return out
}

// namesIn collects the names from whatever form was written.
func namesIn(value any) []string {
	switch v := value.(type) {
	case string:
		if printed := goPrinted.FindAllStringSubmatch(v, -1); printed != nil {
			var out []string
			for _, m := range printed {
				out = append(out, clean.Line(m[1]))
			}
			return out
		}
		if v != "" {
			return []string{clean.Line(v)}
		}
	case map[string]any:
		return namesIn(v["name"])
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, namesIn(e)...)
		}
		return out
	}
	return nil
}

// goPrinted is a list that a chart printed without toYaml: [map[name:regcred]].
var goPrinted = regexp.MustCompile(`map\[name:([^\s\]]+)\]`)

// MaxDepth is how deep a document is searched: deeper than any manifest, so that a hostile one ends.
const MaxDepth = 64

// Walk visits every field, parents first; visit says whether to go deeper.
func Walk(value any, at Path, visit func(Path, any) bool) {
	if len(at) > MaxDepth {
		return
	}
	switch v := value.(type) {
	case map[string]any:
		for k, e := range v {
			p := append(at[:len(at):len(at)], k)
			if visit(p, e) {
				Walk(e, p, visit)
			}
		}
	case []any:
		for i, e := range v {
			Walk(e, append(at[:len(at):len(at)], i), visit)
		}
	}
}

// Remove takes lists and items that are not read out of a document, as the API
// server drops them. An item with an empty name stays: it makes the list one that
// is not empty.
func Remove(doc map[string]any, hits []Hit) {
	for _, h := range slices.Backward(hits) { // later items first: the others keep their index
		parent, last := ValueAt(doc, h.At[:len(h.At)-1]), h.At[len(h.At)-1]
		switch p := parent.(type) {
		case map[string]any:
			name, _ := last.(string)
			delete(p, name)
			if len(p) == 0 && len(h.At) > 1 { // nothing else is below the field
				if outer, ok := ValueAt(doc, h.At[:len(h.At)-2]).(map[string]any); ok {
					if name, ok := h.At[len(h.At)-2].(string); ok {
						delete(outer, name)
					}
				}
			}
		case []any:
			i, _ := last.(int)
			if m, ok := p[i].(map[string]any); ok && len(m) == 1 && (m["name"] == "" || m["name"] == nil) {
				if _, named := m["name"]; named {
					m["name"] = ""
					continue
				}
			}
			setAt(doc, h.At[:len(h.At)-1], slices.Delete(slices.Clone(p), i, i+1))
		}
	}
}

// ValueAt is the value at a path, nil when it is absent.
func ValueAt(v any, at Path) any {
	for _, step := range at {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return nil
			}
			v = l[s]
		}
	}
	return v
}

// setAt replaces a field of a document.
func setAt(doc map[string]any, at Path, value any) {
	m, _ := ValueAt(doc, at[:len(at)-1]).(map[string]any)
	if name, ok := at[len(at)-1].(string); ok && m != nil {
		m[name] = value
	}
}

// MisplacedApplied looks for misplaced lists in what kubectl apply was given:
// the API server has dropped them from the object itself.
func MisplacedApplied(of diagnose.Object, applied string) []diagnose.Misplaced {
	if low := strings.ToLower(applied); !strings.Contains(low, "pull") && !strings.Contains(low, "secret") {
		return nil
	}
	var doc map[string]any
	if utiljson.Unmarshal([]byte(applied), &doc) != nil {
		return nil
	}
	var out []diagnose.Misplaced
	for _, h := range MisplacedIn(doc) {
		if h.Item && len(h.Names) == 0 { // an empty name, which the kubelet skips
			continue
		}
		out = append(out, diagnose.Misplaced{Object: of, Path: h.At.String(), Names: h.Names, Item: h.Item})
	}
	return out
}
