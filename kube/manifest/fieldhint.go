package manifest

import (
	"fmt"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// fieldHint says what an unknown field may have been meant to be: a field of
// nearly that name at its place, or one of that name elsewhere in the kind.
func fieldHint(kind string, obj runtime.Object, at convert.Path) string {
	if len(at) == 0 || obj == nil {
		return ""
	}
	name, _ := at[len(at)-1].(string)
	switch {
	case kind == "Secret" && len(at) == 1 && (name == ".dockerconfigjson" || name == ".dockercfg"):
		return fmt.Sprintf("Move it below data (as base64) or below stringData (as JSON), indented by two spaces: stringData: {%q: ...}.", name)
	case len(at) == 1 && strings.HasPrefix(name, "x-"):
		return "Kubernetes has no extension fields: keep anchors inside of fields that the kind has, or let a tool write them out."
	}
	root := reflect.TypeOf(obj)
	here := structAt(root, at[:len(at)-1])
	if here == nil {
		return ""
	}
	best := ""
	for _, f := range fieldsOf(here) {
		if near(f.name, name) && (best == "" || len(f.name) > len(best)) {
			best = f.name
		}
	}
	if best != "" {
		return fmt.Sprintf("Did you mean %q?", best)
	}
	if p := placeOf(root, name); p != "" {
		return fmt.Sprintf("It belongs to %s.", p)
	}
	return ""
}

type typedField struct {
	name string
	typ  reflect.Type
}

// fieldsOf are the JSON fields of a struct, those of inlined structs included.
func fieldsOf(t reflect.Type) []typedField {
	var out []typedField
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case name == "" && (strings.Contains(options, "inline") || f.Anonymous) && f.Type.Kind() == reflect.Struct:
			out = append(out, fieldsOf(f.Type)...)
		case name != "":
			out = append(out, typedField{name, f.Type})
		}
	}
	return out
}

// element is the struct behind pointers and lists, nil when there is none.
func element(t reflect.Type) (reflect.Type, bool) {
	isList := false
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		isList = isList || t.Kind() == reflect.Slice
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, isList
	}
	return t, isList
}

// structAt is the struct at a path, nil where there is none.
func structAt(t reflect.Type, at convert.Path) reflect.Type {
	t, _ = element(t)
	for _, step := range at {
		name, ok := step.(string)
		if !ok {
			continue // the element of a list
		}
		if t == nil {
			return nil
		}
		var next reflect.Type
		for _, f := range fieldsOf(t) {
			if f.name == name {
				next, _ = element(f.typ)
			}
		}
		t = next
	}
	return t
}

// placeOf is the nearest place of a kind that has a field of this name, as
// people write it: spec.template.spec.containers[].
func placeOf(root reflect.Type, name string) string {
	type node struct {
		typ  reflect.Type
		path string
	}
	first, _ := element(root)
	queue, seen := []node{{first, ""}}, map[reflect.Type]bool{}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		if n.typ == nil || seen[n.typ] {
			continue
		}
		seen[n.typ] = true
		for _, f := range fieldsOf(n.typ) {
			if f.name == name && n.path != "" {
				return n.path
			}
			if f.name == "initContainers" || f.name == "ephemeralContainers" { // containers comes to mind first
				continue
			}
			if f.name == "status" || f.name == "metadata" && n.path != "" || f.name == "managedFields" {
				continue
			}
			t, isList := element(f.typ)
			p := strings.TrimPrefix(n.path+"."+f.name, ".")
			if isList {
				p += "[]"
			}
			queue = append(queue, node{t, p})
		}
	}
	return ""
}

// near says whether two field names differ by case or by at most two slips.
func near(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if a == b || a == b+"s" || b == a+"s" {
		return true
	}
	return min(len(a), len(b)) >= 4 && convert.Slips(a, b) <= 1+min(len(a), len(b))/8
}
