package keyring

import "encoding/json"

// Unquote takes a docker config out of the text that a tool made of it: {"auths":"{\"ghcr.io\":...}"}
// where a template quoted the map, {"value":"{\"auths\":...}"} where a secret store wraps what it
// keeps. name is the member that held the text. It reports false if there is no such text, or no
// login in it. The result holds the logins: it is to be shown masked.
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
		if l := findLayout(inner, true); l.wrapped() && l.entries > 0 && has(inner, skipBlank(inner, 0), '{') {
			return inner, m.name, true
		}
	}
	return nil, "", false
}
