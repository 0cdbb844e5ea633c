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
	right := append(slices.Clone(base), "imagePullSecrets")
	var out []Hit
	Walk(doc, nil, func(at Path, value any) bool {
		field, _ := at[len(at)-1].(string)
		switch {
		case field == "annotations" || field == "labels":
			return false
		case !isPullSecretsField(field):
			return true
		case slices.Equal(at, right) && listOfNames(value):
			return false
		}
		if names := namesIn(value); len(names) > 0 {
			out = append(out, Hit{slices.Clone(at), names})
		}
		return false
	})
	slices.SortFunc(out, func(a, b Hit) int { return strings.Compare(a.At.String(), b.At.String()) })
	return out
}

var joinWords = strings.NewReplacer("-", "", "_", "")

func isPullSecretsField(name string) bool {
	switch strings.ToLower(joinWords.Replace(name)) {
	case "imagepullsecrets", "imagepullsecret",
		"pullsecrets", "pullsecret", "imagepullsecretname", "imagepullsecretnames": // as charts name them in their values
		return true
	}
	return false
}

// listOfNames says whether a value is a list of objects with a name, the only
// form that is read. null is the same as absent.
func listOfNames(value any) bool {
	if value == nil {
		return true
	}
	list, ok := value.([]any)
	for _, v := range list {
		m, isMap := v.(map[string]any)
		_, isString := m["name"].(string)
		if !isMap || (!isString && m["name"] != nil) {
			return false
		}
	}
	return ok
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

// RemoveAt takes a field out of a document.
func RemoveAt(doc map[string]any, at Path) {
	var v any = doc
	for _, step := range at[:len(at)-1] {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return
			}
			v = l[s]
		}
	}
	if m, ok := v.(map[string]any); ok {
		delete(m, at[len(at)-1].(string))
	}
}

// MisplacedApplied looks for misplaced lists in what kubectl apply was given:
// the API server has dropped them from the object itself.
func MisplacedApplied(of diagnose.Object, applied string) []diagnose.Misplaced {
	if low := strings.ToLower(applied); !strings.Contains(low, "pull") || !strings.Contains(low, "secret") {
		return nil
	}
	var doc map[string]any
	if utiljson.Unmarshal([]byte(applied), &doc) != nil {
		return nil
	}
	var out []diagnose.Misplaced
	for _, h := range MisplacedIn(doc) {
		out = append(out, diagnose.Misplaced{Object: of, Path: h.At.String(), Names: h.Names})
	}
	return out
}
