package keyring

import "encoding/json"

// Unquote extracts a Docker config that a tool turned into a JSON string: {"auths":"{\"ghcr.io\":...}"}
// if a template quoted the map, {"value":"{\"auths\":...}"} if a secret store wraps its values. name
// is the field that contained the string. It returns false if there is no such string, or no entry in
// it. The result contains the credentials: mask it before showing it.
func Unquote(content []byte) (fixed []byte, name string, ok bool) {
	if !json.Valid(content) {
		return nil, "", false
	}
	for m := range members(content, 0) {
		value := m.value(content)
		if jsonKind(value) != kindString {
			continue
		}
		inner := []byte(unquote(value))
		if !json.Valid(inner) {
			continue
		}
		if l := findLayout(inner, true); sameField(m.name, fieldAuths) && !l.wrapped() {
			inner = append(append([]byte(`{"auths":`), inner...), '}')
		}
		if l := findLayout(inner, true); l.wrapped() && l.entries > 0 && has(inner, skipSpace(inner, 0), '{') {
			return inner, m.name, true
		}
	}
	return nil, "", false
}
