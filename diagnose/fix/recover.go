package fix

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// RecoverCredentials reads the credentials that a broken entry was meant to contain: from an auth that
// can be decoded leniently, from a string in place of the entry, or from the user name and password
// next to it.
func RecoverCredentials(e keyring.Entry, raw []byte) (user, password string, ok bool) {
	if e.RecoveredUsername != "" && e.RecoveredPassword != "" {
		return e.RecoveredUsername, e.RecoveredPassword.Reveal(), true
	}
	var bare string
	if json.Unmarshal(raw, &bare) == nil {
		return parseAuth(bare)
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return "", "", false
	}
	text := func(name string) string {
		value := string(fields[name])
		var s string
		switch {
		case value == "" || value == "null" || value[0] == '[':
			return ""
		case value[0] == '"' && json.Unmarshal(fields[name], &s) == nil:
			return s
		case value[0] == '{' && (name != "password" || !strings.Contains(value, "private_key")):
			return "" // only Google's key file is a password that is an object
		}
		return value // a number instead of a string, exactly as written
	}
	if u, p, found := parseAuth(text("auth")); found {
		return u, p, true
	}
	user, password = text("username"), text("password")
	return user, password, user != "" && password != ""
}

// parseAuth reads user:password from a string that should be an auth, as
// leniently as a secret is inspected.
func parseAuth(auth string) (user, password string, ok bool) {
	if auth == "" {
		return "", "", false
	}
	doc, err := json.Marshal(map[string]any{"auths": map[string]any{"host": map[string]string{"auth": auth}}})
	if err != nil {
		return "", "", false
	}
	in := keyring.Inspect(keyring.Secret{Type: keyring.TypeDockerConfigJSON, Data: map[string][]byte{keyring.KeyDockerConfigJSON: doc}})
	for _, e := range in.Entries {
		u, p := e.Username, e.Password.Reveal()
		if e.Fault != keyring.FaultNone {
			u, p = e.RecoveredUsername, e.RecoveredPassword.Reveal()
		}
		if u != "" && p != "" {
			return u, p, true
		}
	}
	return "", "", false
}

// decodeOnce removes the extra base64 encoding of a document, and quotes around
// it.
func decodeOnce(content []byte) ([]byte, error) {
	text := string(content)
	var quoted string
	if json.Unmarshal(content, &quoted) == nil {
		text = quoted
	}
	raw := []byte(text)
	for range 3 { // chained tools encode more than once
		var err error
		raw, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.Join(strings.Fields(string(raw)), ""), "="))
		if err != nil {
			return nil, err
		}
		if json.Valid(raw) {
			return raw, nil
		}
	}
	return nil, errors.New("not JSON after decoding")
}
