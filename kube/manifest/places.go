package manifest

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// places are where the fields of an object are that findings are about. What a
// server has stored is a dump, which no one edits: it has none.
func (p place) places(kind string, doc map[string]any) diagnose.Places {
	if stored(doc) || p.lines.Long() {
		return nil
	}
	out := diagnose.Places{}
	add := func(name string, atValue bool, at ...any) {
		if l := p.locate(convert.Path(at), atValue); l.Column > 0 {
			out[name] = diagnose.Place{Line: l.Line, Column: l.Column}
		}
	}
	add(diagnose.PlaceName, true, "metadata", "name")
	pullSecrets := func(at convert.Path) {
		at = append(at[:len(at):len(at)], "imagePullSecrets")
		list, _ := convert.ValueAt(doc, at).([]any)
		for i, v := range list {
			m, _ := v.(map[string]any)
			if name, ok := m["name"].(string); ok {
				add(diagnose.PlaceOfPullSecret(clean.Line(name)), true, append(at[:len(at):len(at)], i, "name")...)
			}
		}
	}
	switch kind {
	case "Secret":
		if doc["type"] != nil {
			add(diagnose.PlaceType, true, "type")
		}
		for _, field := range []string{"data", "stringData"} {
			for key := range mapAt(doc, field) {
				name := clean.Line(key)
				add(diagnose.PlaceOfKey(name), false, field, key)
				add(diagnose.PlaceOfValue(name), true, field, key)
			}
		}
	case "ServiceAccount":
		pullSecrets(nil)
	default:
		base, ok := convert.PodSpecPath(kind)
		if !ok {
			break
		}
		pullSecrets(base)
		for _, field := range []string{"initContainers", "containers"} {
			at := append(base[:len(base):len(base)], field)
			list, _ := convert.ValueAt(doc, at).([]any)
			for i, v := range list {
				m, _ := v.(map[string]any)
				name, _ := m["name"].(string)
				if m["image"] != nil {
					add(diagnose.PlaceOfImage(clean.Line(name)), true, append(at[:len(at):len(at)], i, "image")...)
				}
			}
		}
	}
	return out
}

// locate is the place of a field of the object, or of its value. Where the
// field is absent, it is the place of the nearest field around it.
func (p place) locate(at convert.Path, atValue bool) diagnose.Location {
	out := diagnose.Location{File: p.file.shown(), Line: p.line, Chart: p.lines.Source()}
	full := append(p.at[:len(p.at):len(p.at)], at...)
	if line, column := p.lines.Position(full, atValue, len(p.at)); line > 0 {
		out.Line, out.Column = line, column
	}
	return out
}
