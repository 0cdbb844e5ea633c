package keyring

// jsonType is the type of a JSON value, in words for a sentence.
type jsonType string

const (
	kindObject jsonType = "an object"
	kindArray  jsonType = "a list"
	kindString jsonType = "a string"
	kindNull   jsonType = "null"
	kindBool   jsonType = "true or false"
	kindNumber jsonType = "a number"
)

// jsonKind uses the first byte, which determines the type of a value in valid JSON.
func jsonKind(raw []byte) jsonType {
	if len(raw) == 0 {
		return kindNull
	}
	switch raw[0] {
	case '{':
		return kindObject
	case '[':
		return kindArray
	case '"':
		return kindString
	case 'n':
		return kindNull
	case 't', 'f':
		return kindBool
	}
	return kindNumber
}

// writtenFields are the members of an entry as they are written.
type writtenFields struct {
	username, password, auth string
	authAt                   int  // offset of auth's value
	token                    bool // identitytoken or registrytoken is not empty
	unknown                  []string
}

// mostUnknown is how many unknown fields are recorded.
const mostUnknown = 8

// wrongField is the first field of an entry with a type that the kubelet rejects.
type wrongField struct {
	field string
	kind  jsonType
	at    int
}

// readFields reads the members of the entry that begins at from. As in encoding/json the last of
// several spellings wins, and a null changes nothing.
func readFields(text []byte, from int) (fields writtenFields, wrong wrongField) {
	for m := range members(text, from) {
		name, value := fieldOf(m.name), m.value(text)
		kind := jsonKind(value)
		if name == "" && kind == kindString && !sameField(m.name, fieldServerAddress) && len(fields.unknown) < mostUnknown {
			fields.unknown = append(fields.unknown, m.name)
		}
		if name == "" || m.broken {
			continue
		}
		if kind == kindNull {
			continue
		}
		if name == fieldIdentityToken || name == fieldRegistryToken {
			fields.token = fields.token || kind == kindString && unquote(value) != ""
			continue
		}
		if kind != kindString {
			if wrong.field == "" {
				wrong = wrongField{field: name, kind: kind, at: m.valueAt}
			}
			continue
		}
		switch name {
		case fieldUsername:
			fields.username = unquote(value)
		case fieldPassword:
			fields.password = unquote(value)
		case fieldAuth:
			fields.auth, fields.authAt = unquote(value), m.valueAt
		}
	}
	return fields, wrong
}

// fieldOf returns the known field of an entry that a name refers to, "" for any other.
func fieldOf(name string) string {
	for _, field := range []string{fieldUsername, fieldPassword, fieldEmail, fieldAuth, fieldIdentityToken, fieldRegistryToken} {
		if sameField(name, field) {
			return field
		}
	}
	return ""
}
