package logins

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// FromFile reads the logins for a registry from a file that the user names: a
// login file of docker or podman, or for Google's registries the JSON key of a
// service account. The error says what is wrong with the file; it quotes
// nothing of it.
func FromFile(path, registry string) ([]Found, error) {
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok { // a shell would have done this
		path = filepath.Join(homeDir(), rest)
	}
	data, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	return fromData(data, shortened(path), registry)
}

// FromInput reads what a pipe may bring: a login file or Google's JSON key as
// FromFile, or a bare password or token, whose login has no user name then.
func FromInput(data []byte, source, registry string) ([]Found, error) {
	if text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff"))); len(text) > 0 && text[0] == '{' {
		return fromData(data, source, registry)
	}
	password, err := Password(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return []Found{written(registry, source, registry, diagnose.Credentials{Password: password})}, nil
}

// FromReader is FromFile for standard input; source says so for people.
func FromReader(r io.Reader, source, registry string) ([]Found, error) {
	data, err := ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", source, err)
	}
	return fromData(data, source, registry)
}

func fromData(data []byte, source, registry string) ([]Found, error) {
	var key struct {
		Type       string `json:"type"`
		PrivateKey string `json:"private_key"`
	}
	if json.Unmarshal(data, &key) == nil && key.Type == "service_account" && key.PrivateKey != "" {
		return []Found{written(registry, source, registry, diagnose.Credentials{Username: "_json_key", Password: keyring.Sensitive(data)})}, nil
	}
	c, err := parse(data, false)
	if err == nil && len(c.Auths) == 0 && c.CredsStore == "" && len(c.CredHelpers) == 0 {
		c, err = parse(data, true)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	found := ranked(c.find(registry, source))
	if len(found) == 0 {
		return nil, fmt.Errorf("%s holds no login for %s", source, registry)
	}
	return found, nil
}

// Password reads one password or token to the end of r, as from standard
// input. The line break at its end is dropped.
func Password(r io.Reader) (keyring.Sensitive, error) {
	data, err := ReadAll(r)
	if err != nil {
		return "", errors.New("the password cannot be read")
	}
	text := strings.TrimRight(string(data), "\r\n")
	if text == "" {
		return "", errors.New("there is no password")
	}
	return keyring.Sensitive(text), nil
}
