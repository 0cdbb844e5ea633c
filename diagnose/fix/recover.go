package fix

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// RecoverCredentials reads the login that a broken entry was meant to hold: from an
// auth that a lenient reading can decode, from a bare text in place of the
// entry, from user name and password beside it.
func RecoverCredentials(e keyring.Entry, raw []byte) (user, password string, ok bool) {
	if e.RecoveredUsername != "" && e.RecoveredPassword != "" {
		return e.RecoveredUsername, e.RecoveredPassword.Reveal(), true
	}
	var bare string
	if json.Unmarshal(raw, &bare) == nil {
		return loginIn(bare)
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
		return value // a number where a text belongs, digit by digit as it was written
	}
	if u, p, found := loginIn(text("auth")); found {
		return u, p, true
	}
	user, password = text("username"), text("password")
	return user, password, user != "" && password != ""
}

// loginIn reads user:password from a text that should be an auth, with the
// same leniency with which a secret is inspected.
func loginIn(auth string) (user, password string, ok bool) {
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

// decodeOnce takes the surplus base64 off a document, and the quotes around it
// if there are any.
func decodeOnce(content []byte) ([]byte, error) {
	text := string(content)
	var quoted string
	if json.Unmarshal(content, &quoted) == nil {
		text = quoted
	}
	raw := []byte(text)
	for range 3 { // tools chained together encode twice
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
