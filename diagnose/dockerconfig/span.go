package dockerconfig

import (
	"bytes"
	"encoding/json"
	"strings"
)

// span is a half-open range of bytes.
type span struct{ from, to int }

// member is one "key": value of a JSON object, with its position.
type member struct {
	name       string
	key, value span
}

// object is a JSON object with the positions of its braces.
type object struct {
	span
	members []member
}

// scanObject reads the object that begins at from, after optional whitespace.
func scanObject(data []byte, from int) (object, error) {
	dec := json.NewDecoder(bytes.NewReader(data[from:]))
	dec.UseNumber()
	t, err := dec.Token()
	if err != nil || t != json.Delim('{') {
		return object{}, ErrNotJSON
	}
	o := object{span: span{from: from + int(dec.InputOffset()) - 1}}
	for dec.More() {
		before := from + int(dec.InputOffset())
		t, err := dec.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return object{}, ErrNotJSON
		}
		end := from + int(dec.InputOffset())
		start := before + bytes.IndexByte(data[before:end], '"')
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return object{}, ErrNotJSON
		}
		stop := from + int(dec.InputOffset())
		o.members = append(o.members, member{name, span{start, end}, span{stop - len(raw), stop}})
	}
	if _, err := dec.Token(); err != nil {
		return object{}, ErrNotJSON
	}
	o.to = from + int(dec.InputOffset())
	return o, nil
}

// hosts finds the objects whose members are registry keys. A document may
// hold several "auths" (in any letter case): JSON decoding merges them.
func hosts(data []byte, l Layout) ([]object, error) {
	if !json.Valid(data) {
		return nil, ErrNotJSON
	}
	top, err := scanObject(data, 0)
	if err != nil {
		return nil, err
	}
	if l == Dockercfg {
		return []object{top}, nil
	}
	var found []object
	for _, m := range top.members {
		if !strings.EqualFold(m.name, "auths") {
			continue
		}
		o, err := scanObject(data, m.value.from)
		if err != nil {
			return nil, err
		}
		found = append(found, o)
	}
	return found, nil
}

// replaced returns data with the bytes of s replaced by with.
func replaced(data []byte, s span, with []byte) []byte {
	out := make([]byte, 0, len(data)-(s.to-s.from)+len(with))
	out = append(out, data[:s.from]...)
	out = append(out, with...)
	return append(out, data[s.to:]...)
}

// quote returns s as a JSON string, without HTML escapes.
func quote(s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return bytes.TrimRight(b.Bytes(), "\n")
}
