package custom

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// byShape finds what looks like the template of a pod, anywhere in an object: a
// field named template, or ...Template, with a spec that has containers.
func byShape(c *collector) {
	var found []convert.Path
	convert.Walk(c.doc, nil, func(at convert.Path, v any) bool {
		field, _ := at[len(at)-1].(string)
		switch {
		case field == "status" && len(at) == 1, field == "annotations", field == "labels", field == "data":
			return false
		case field != "spec" || len(at) < 2:
			return true
		}
		parent, _ := at[len(at)-2].(string)
		if !strings.HasSuffix(strings.ToLower(parent), "template") {
			return true
		}
		spec, _ := v.(map[string]any)
		if list, ok := spec["containers"].([]any); !ok || !anyImage(list) {
			return true
		}
		found = append(found, slices.Clone(at))
		return false
	})
	slices.SortFunc(found, func(a, b convert.Path) int { return strings.Compare(a.String(), b.String()) })
	for _, at := range found {
		part := ""
		if len(found) > 1 {
			part = at[:len(at)-1].String()
		}
		c.podAt(part, at...)
	}
}

func anyImage(list []any) bool {
	return slices.ContainsFunc(list, func(v any) bool {
		m, _ := v.(map[string]any)
		return textOf(m, "image") != ""
	})
}
