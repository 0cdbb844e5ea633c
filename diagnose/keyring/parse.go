package keyring

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
)

// userPass is the part of a registry entry that reaches the runtime.
type userPass struct {
	username string
	password string
}

// entryFields are the members of an entry that the kubelet decodes
// (credentialprovider.dockerConfigEntryWithAuth). email is decoded only because a wrong type in it
// is an error too.
type entryFields struct {
	Username string `json:"username"`
	Password string `json:"password"`
	Email    string `json:"email"`
	Auth     string `json:"auth"`
}

// UnmarshalJSON mirrors DockerConfigEntry.UnmarshalJSON: an auth that is not empty overrides the
// two plain fields.
func (l *userPass) UnmarshalJSON(text []byte) error {
	var fields entryFields
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	l.username, l.password = fields.Username, fields.Password
	if fields.Auth == "" {
		return nil
	}
	var err error
	l.username, l.password, err = decodeAuth(fields.Auth)
	return err
}

// registryEntries is the whole of a .dockercfg and the auths of a .dockerconfigjson.
type registryEntries map[string]userPass

// configFile is what the kubelet decodes of a .dockerconfigjson. The headers are not used for
// pulls, but a wrong type in them is an error.
type configFile struct {
	Auths   registryEntries   `json:"auths"`
	Headers map[string]string `json:"HttpHeaders"`
}

// parseContent decodes content as the kubelet does; wrapped says that the entries are under
// auths. The error's text is the kubelet's.
func parseContent(content []byte, wrapped bool) (registryEntries, error) {
	if wrapped {
		var file configFile
		err := json.Unmarshal(content, &file)
		return file.Auths, kubeletError(err)
	}
	var entries registryEntries
	err := json.Unmarshal(content, &entries)
	return entries, kubeletError(err)
}

// readable returns which data key the kubelet reads in a Secret of this type, and whether the entries
// in it are under auths. ok is false for types that it skips.
func readable(secretType string) (dataKey string, wrapped, ok bool) {
	switch secretType {
	case TypeDockerConfigJSON:
		return KeyDockerConfigJSON, true, true
	case TypeDockercfg:
		return KeyDockercfg, false, true
	}
	return "", false, false
}

// kubeletNames are the kubelet's names of the types above; its error texts show them.
var kubeletNames = map[reflect.Type]string{
	reflect.TypeFor[configFile]():      "credentialprovider.DockerConfigJSON",
	reflect.TypeFor[registryEntries](): "credentialprovider.DockerConfig",
	reflect.TypeFor[entryFields]():     "credentialprovider.dockerConfigEntryWithAuth",
}

// kubeletStructs are its names of the structs that a field of the wrong type belongs to.
var kubeletStructs = map[string]string{
	"configFile":  "DockerConfigJSON",
	"entryFields": "dockerConfigEntryWithAuth",
}

// typeError is a wrong JSON type, described in the kubelet's words.
type typeError struct {
	text  string
	cause *json.UnmarshalTypeError
}

func (e *typeError) Error() string { return e.text }

func (e *typeError) Unwrap() error { return e.cause }

// kubeletError gives a decoding error the text that it has in the kubelet, where the types have
// other names. Errors that mention no type are returned unchanged.
func kubeletError(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err
	}
	typeName, ok := kubeletNames[wrong.Type]
	if !ok {
		typeName = wrong.Type.String()
	}
	text := "json: cannot unmarshal " + wrong.Value + " into Go value of type " + typeName
	if wrong.Struct != "" || wrong.Field != "" {
		owner, ok := kubeletStructs[wrong.Struct]
		if !ok {
			owner = wrong.Struct
		}
		text = "json: cannot unmarshal " + wrong.Value + " into Go struct field " + owner + "." + wrong.Field + " of type " + typeName
	}
	return &typeError{text: text, cause: wrong}
}

// keyOrder lists the registry keys of content that count, in document order: of a key that is
// written twice the last one, and nothing from before an auths that is null. content is JSON that
// parseContent accepts.
func keyOrder(content []byte, wrapped bool) []string {
	var keys []string
	if !wrapped {
		for m := range members(content, 0) {
			keys = append(keys, m.name)
		}
		return lastOnes(keys)
	}
	for top := range members(content, 0) {
		if !sameField(top.name, fieldAuths) {
			continue
		}
		if bytes.Equal(top.value(content), []byte("null")) {
			keys = nil
			continue
		}
		for m := range members(content, top.valueAt) {
			keys = append(keys, m.name)
		}
	}
	return lastOnes(keys)
}

// lastOnes drops every name that occurs again later.
func lastOnes(names []string) []string {
	left := make(map[string]int, len(names))
	for _, name := range names {
		left[name]++
	}
	kept := names[:0]
	for _, name := range names {
		if left[name]--; left[name] == 0 {
			kept = append(kept, name)
		}
	}
	return kept
}
