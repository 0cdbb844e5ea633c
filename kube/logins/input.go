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

// FromFile reads the credentials for a registry from a file that the user
// names: a config file of Docker or Podman, or for Google's registries the JSON
// key of a service account. The error quotes nothing of the file.
func FromFile(path, registry string) ([]Found, error) {
	if rest, ok := strings.CutPrefix(path, "~"+string(filepath.Separator)); ok { // as a shell does
		path = filepath.Join(homeDir(), rest)
	}
	data, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	return fromData(data, shortened(path), registry)
}

// FromInput reads standard input: the same formats as FromFile, or only a
// password or token, which then has no user name.
func FromInput(data []byte, source, registry string) ([]Found, error) {
	if text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff"))); len(text) > 0 && text[0] == '{' {
		return fromData(data, source, registry)
	}
	password, err := readPassword(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return []Found{known(registry, source, registry, diagnose.Credentials{Password: password})}, nil
}

func fromData(data []byte, source, registry string) ([]Found, error) {
	var key struct {
		Type       string `json:"type"`
		PrivateKey string `json:"private_key"`
	}
	if json.Unmarshal(data, &key) == nil && key.Type == "service_account" && key.PrivateKey != "" {
		return []Found{known(registry, source, registry, diagnose.Credentials{Username: "_json_key", Password: keyring.Sensitive(data)})}, nil
	}
	c, err := parse(data, false)
	if err == nil && len(c.Auths) == 0 && c.CredsStore == "" && len(c.CredHelpers) == 0 {
		c, err = parse(data, true)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	found, others := ranked(c.find(registry, source)), nearest(c.others(registry, source))
	switch {
	case len(found) == 0 && len(others) == 0:
		return nil, fmt.Errorf("%s has no credentials for %s", source, registry)
	case len(found) == 0:
		return nil, fmt.Errorf("%s has no credentials for %s; the most similar entry is for %s: %s", source, registry, others[0].Host, others[0].why)
	}
	return append(found, others...), nil
}

// readPassword reads one password or token until the end of r, without the
// newline after it.
func readPassword(r io.Reader) (keyring.Sensitive, error) {
	data, err := ReadAll(r)
	if err != nil {
		return "", errors.New("the password cannot be read")
	}
	text := strings.TrimRight(string(data), "\r\n")
	if text == "" {
		return "", errors.New("the password is empty")
	}
	return keyring.Sensitive(text), nil
}
