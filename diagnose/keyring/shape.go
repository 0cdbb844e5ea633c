package keyring

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// Shape says how the content relates to the Secret type.
type Shape string

// The shapes.
const (
	ShapeOK         Shape = ""
	ShapeNoAuths    Shape = "auths-missing"   // dockercfg content under .dockerconfigjson: the kubelet finds no entry
	ShapeAuthsInCfg Shape = "auths-misplaced" // {"auths":{...}} under .dockercfg: one useless host named "auths"
	ShapeWrongKey   Shape = "wrong-data-key"  // the config is under another data key (e.g. config.json)
	ShapeDouble     Shape = "double-base64"   // the data is base64-encoded once more
)

// layout says where in a content the entries are.
type layout struct {
	wrapper string // the field that contains them, as written; "" if they are at the top level
	entries int    // how many there are, 0 if none was found
}

// wrapped reports whether the kubelet would find these entries in a .dockerconfigjson.
func (l layout) wrapped() bool { return sameField(l.wrapper, fieldAuths) }

// findLayout looks for entries under auths, at the top level, and under any other field (a misspelled
// auths), in this order; in a .dockercfg (not wrapped) at the top level first. There the kubelet treats
// every field as an entry, so any field counts as a last resort. A text without entries has the layout of its auths.
func findLayout(text []byte, wrapped bool) layout {
	var under, astray, bare, rest layout
	for m := range members(text, 0) {
		value := m.value(text)
		switch {
		case sameField(m.name, fieldAuths):
			under.wrapper = m.name
			under.entries += countMembers(text, m.valueAt)
		case isSetting(m.name):
		case jsonKind(value) != kindObject:
			rest.entries++
		case looksLikeEntry(m.name, text, m.valueAt):
			bare.entries++
		case astray.entries == 0:
			astray = layout{wrapper: m.name, entries: countEntries(text, m.valueAt)}
			fallthrough
		default:
			rest.entries++
		}
	}
	order := []layout{under, bare, astray}
	if !wrapped {
		order = []layout{bare, under, astray, rest}
	}
	for _, l := range order {
		if l.entries > 0 {
			return l
		}
	}
	return under
}

func countMembers(text []byte, from int) (n int) {
	for range members(text, from) {
		n++
	}
	return n
}

// countEntries is 0 as soon as one member does not look like an entry.
func countEntries(text []byte, from int) (n int) {
	for m := range members(text, from) {
		if !looksLikeEntry(m.name, text, m.valueAt) {
			return 0
		}
		n++
	}
	return n
}

// looksLikeEntry reports whether the name looks like a host, or the value has a credential field.
func looksLikeEntry(name string, text []byte, valueAt int) bool {
	if strings.ContainsAny(name, ".:/") || name == "localhost" {
		return true
	}
	for m := range members(text, valueAt) {
		if fieldOf(m.name) != "" && jsonKind(m.value(text)) == kindString {
			return true
		}
	}
	return false
}

// mostWraps is how many times a content may be encoded; two tools in a row encode it twice.
const mostWraps = 3

// unwrapBase64 decodes data that is the base64 of a JSON object: it was encoded before the API
// encoded it again.
func unwrapBase64(data []byte) ([]byte, bool) {
	if at := skipSpace(data, 0); has(data, at, '{') {
		return nil, false
	}
	text := strings.Join(strings.Fields(string(data)), "")
	for range mostWraps {
		decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
		if err != nil {
			return nil, false
		}
		if has(decoded, skipSpace(decoded, 0), '{') {
			return decoded, json.Valid(decoded)
		}
		text = strings.Join(strings.Fields(string(decoded)), "")
	}
	return nil, false
}
