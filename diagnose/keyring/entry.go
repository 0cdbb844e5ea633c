package keyring

import (
	"encoding/json"
	"errors"
)

// Fault is why the kubelet rejects an entry, and with it all pull secrets of the pod.
type Fault string

// The faults.
const (
	FaultNone      Fault = ""
	FaultNotBase64 Fault = "not-base64"    // auth is not base64
	FaultNoColon   Fault = "no-colon"      // auth decodes, but is not user:password
	FaultDouble    Fault = "double-base64" // auth decodes to base64 of user:password
	FaultNotObject Fault = "not-object"    // the entry, or one of its fields, has the wrong JSON type
)

// Entry is one registry key with its credentials, as read.
type Entry struct {
	Key             string    // as written; it may contain user:password@ and hostile characters (see ShowKey)
	Username        string    // effective, as the kubelet would send it
	Password        Sensitive // effective
	HasAuth         bool      // auth present and not empty (it then replaces username and password)
	WrittenUsername string    // the username field as written
	WrittenPassword Sensitive // the password field as written
	Disagrees       bool      // auth has a different user or password than the username and password fields
	IdentityToken   bool      // identitytoken or registrytoken present (the kubelet ignores them)
	Unknown         []string  // names of string fields that no program reads ("user", "pass"), as written
	Fault           Fault     // why the kubelet rejects this entry (and so all pull secrets), "" if it does not
	Err             error     // the kubelet's text for Fault
	Detail          string    // for people, without credentials
	Dropped         string    // the kubelet skips only this entry: why its key is not a valid URL

	// What lenient parsing finds in an invalid auth, to offer a repair. Both are empty
	// if there is no fault or nothing could be read.
	RecoveredUsername string
	RecoveredPassword Sensitive

	Pos      Position // of the key in the content
	FaultPos Position // of the fault
}

// readEntry reads one entry. wrapped says that the kubelet expects it under auths, which its error
// text shows. faultAt is the offset of the fault.
func readEntry(text []byte, m member, wrapped bool) (e Entry, faultAt int) {
	e.Key = m.name
	if _, err := normalizeKey(m.name); err != nil {
		e.Dropped = droppedReason(m.name, err)
	}
	raw := m.value(text)
	if kind := jsonKind(raw); kind != kindObject && kind != kindNull {
		e.setTypeFault(raw, wrapped, "the entry is "+string(kind)+", but must be an object with username and password")
		return e, m.valueAt
	}
	fields, wrong := readFields(text, m.valueAt)
	e.WrittenUsername, e.WrittenPassword = fields.username, Sensitive(fields.password)
	e.Username, e.Password = e.WrittenUsername, e.WrittenPassword
	e.HasAuth, e.IdentityToken, e.Unknown = fields.auth != "", fields.token, fields.unknown
	if wrong.field != "" && !m.broken {
		e.Username, e.Password = "", ""
		e.setTypeFault(raw, wrapped, wrong.field+" is "+string(wrong.kind)+", but must be a string")
		return e, wrong.at
	}
	if !e.HasAuth {
		return e, 0
	}
	username, password, err := decodeAuth(fields.auth)
	e.Username, e.Password = username, Sensitive(password)
	if err != nil {
		fault := explainAuth(fields.auth, err)
		e.Fault, e.Err, e.Detail = fault.fault, err, fault.detail
		e.RecoveredUsername, e.RecoveredPassword = fault.found.username, Sensitive(fault.found.password)
		return e, inString(text, fields.authAt, fault.at)
	}
	e.Disagrees = e.WrittenUsername != "" && e.WrittenUsername != username ||
		e.WrittenPassword != "" && e.WrittenPassword != e.Password
	return e, 0
}

// setTypeFault records a wrong JSON type, with the error that the kubelet reports for the whole file.
func (e *Entry) setTypeFault(raw []byte, wrapped bool, detail string) {
	var fields entryFields
	err := json.Unmarshal(raw, &fields)
	var wrong *json.UnmarshalTypeError
	if wrapped && errors.As(err, &wrong) {
		wrong.Struct = "configFile"
		if wrong.Field != "" {
			wrong.Field = "." + wrong.Field
		}
		wrong.Field = fieldAuths + wrong.Field
	}
	e.Fault, e.Err, e.Detail = FaultNotObject, kubeletError(err), detail
}

// inString returns the offset of the nth byte of the string that begins at at. If an escape
// precedes that byte, it returns the offset of the string itself.
func inString(text []byte, at, nth int) int {
	if nth < 0 || at+1+nth >= len(text) {
		return at
	}
	for _, c := range text[at+1 : at+1+nth] {
		if c == '\\' {
			return at
		}
	}
	return at + 1 + nth
}
