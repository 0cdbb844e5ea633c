package dockerconfig

import (
	"encoding/base64"
	"encoding/json"
)

// RenameKey renames the registry key old to new. It returns ErrKeyExists if new
// exists.
func RenameKey(data []byte, l Layout, old, new string) ([]byte, error) {
	all, err := hosts(data, l)
	if err != nil {
		return nil, err
	}
	var spans []span
	for _, o := range all {
		for _, m := range o.members {
			switch m.name {
			case new:
				return nil, ErrKeyExists
			case old:
				spans = append(spans, m.key)
			}
		}
	}
	if len(spans) == 0 {
		return nil, ErrNoEntry
	}
	for i := len(spans) - 1; i >= 0; i-- {
		data = replaced(data, spans[i], quote(new))
	}
	return data, nil
}

// RemoveEntry removes a registry key with its credentials.
func RemoveEntry(data []byte, l Layout, key string) ([]byte, error) {
	removed := false
	for {
		all, err := hosts(data, l)
		if err != nil {
			return nil, err
		}
		cut, ok := firstNamed(all, key)
		if !ok {
			break
		}
		data, removed = replaced(data, cut, nil), true
	}
	if !removed {
		return nil, ErrNoEntry
	}
	return data, nil
}

// firstNamed returns the range of the member and one comma next to it.
func firstNamed(all []object, key string) (span, bool) {
	for _, o := range all {
		for i, m := range o.members {
			if m.name != key {
				continue
			}
			switch {
			case i > 0:
				return span{o.members[i-1].value.to, m.value.to}, true
			case len(o.members) > 1:
				return span{m.key.from, o.members[1].key.from}, true
			default:
				return span{m.key.from, m.value.to}, true
			}
		}
	}
	return span{}, false
}

// SetLogin sets the credentials of a key: user name, password and the auth made
// of them. Other fields of the entry are kept. A missing key is added; an entry
// that is not an object is replaced.
func SetLogin(data []byte, l Layout, key, username, password string) ([]byte, error) {
	all, err := hosts(data, l)
	if err != nil {
		return nil, err
	}
	fields := []field{{"username", username}, {"password", password}, {"auth", Auth(username, password)}}
	for _, o := range all {
		for i := len(o.members) - 1; i >= 0; i-- { // of duplicates the last counts
			if o.members[i].name == key {
				return setFields(data, o.members[i].value, fields)
			}
		}
	}
	if len(all) == 0 {
		return addMember(data, 0, "auths", append(append([]byte("{"), pair(key, newEntry(fields))...), '}'))
	}
	return addMember(data, all[len(all)-1].from, key, newEntry(fields))
}

// SetAuth rewrites only the auth of an entry, and its user name and password
// fields if they exist.
func SetAuth(data []byte, l Layout, key, username, password string) ([]byte, error) {
	all, err := hosts(data, l)
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		for i := len(o.members) - 1; i >= 0; i-- {
			if o.members[i].name != key {
				continue
			}
			v := o.members[i].value
			e, err := scanObject(data, v.from)
			if err != nil { // a string, for example: an entry has to be an object
				return replaced(data, v, newEntry([]field{{"auth", Auth(username, password)}})), nil
			}
			set := []field{{"auth", Auth(username, password)}}
			for _, m := range e.members {
				switch m.name {
				case "username":
					set = append(set, field{"username", username})
				case "password":
					set = append(set, field{"password", password})
				}
			}
			return setFields(data, v, set)
		}
	}
	return nil, ErrNoEntry
}

// Auth returns base64(user:password), the content of an entry's auth field.
func Auth(username, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
}

// New returns a document with one entry, as kubectl create secret
// docker-registry writes it.
func New(l Layout, key, username, password string) []byte {
	body := append(append([]byte("{"), pair(key, newEntry([]field{
		{"username", username}, {"password", password}, {"auth", Auth(username, password)}}))...), '}')
	if l == Dockercfg {
		return body
	}
	return append(append([]byte(`{"auths":`), body...), '}')
}

type field struct{ name, value string }

func pair(name string, value []byte) []byte {
	return append(append(quote(name), ':'), value...)
}

func newEntry(fields []field) []byte {
	out := []byte("{")
	for i, f := range fields {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, pair(f.name, quote(f.value))...)
	}
	return append(out, '}')
}

// setFields sets fields of the object at v, or replaces v by a new object.
func setFields(data []byte, v span, fields []field) ([]byte, error) {
	if _, err := scanObject(data, v.from); err != nil {
		return replaced(data, v, newEntry(fields)), nil
	}
	for _, f := range fields {
		o, err := scanObject(data, v.from)
		if err != nil {
			return nil, err
		}
		done := false
		for i := len(o.members) - 1; i >= 0; i-- {
			if o.members[i].name == f.name {
				data, done = replaced(data, o.members[i].value, quote(f.value)), true
				break
			}
		}
		if !done {
			if data, err = addMember(data, v.from, f.name, quote(f.value)); err != nil {
				return nil, err
			}
		}
	}
	return data, nil
}

// addMember appends a member to the object that begins at from.
func addMember(data []byte, from int, name string, value []byte) ([]byte, error) {
	o, err := scanObject(data, from)
	if err != nil {
		return nil, err
	}
	at, text := o.from+1, pair(name, value)
	if n := len(o.members); n > 0 {
		at, text = o.members[n-1].value.to, append([]byte(","), text...)
	}
	out := replaced(data, span{at, at}, text)
	if !json.Valid(out) {
		return nil, ErrNotJSON
	}
	return out, nil
}

// Raw returns the JSON value of a registry key as written; of duplicates the
// last, which counts.
func Raw(data []byte, l Layout, key string) ([]byte, error) {
	all, err := hosts(data, l)
	if err != nil {
		return nil, err
	}
	for i := len(all) - 1; i >= 0; i-- {
		for j := len(all[i].members) - 1; j >= 0; j-- {
			if m := all[i].members[j]; m.name == key {
				return data[m.value.from:m.value.to], nil
			}
		}
	}
	return nil, ErrNoEntry
}

// CopyEntry copies the entry of old to the key new.
func CopyEntry(data []byte, l Layout, old, new string) ([]byte, error) {
	raw, err := Raw(data, l, old)
	if err != nil {
		return nil, err
	}
	if _, err := Raw(data, l, new); err == nil {
		return nil, ErrKeyExists
	}
	all, err := hosts(data, l)
	if err != nil {
		return nil, err
	}
	return addMember(data, all[len(all)-1].from, new, raw)
}
