package logins

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// config is the part of a Docker or Podman config file that is read.
type config struct {
	Auths       map[string]entry  `json:"auths"`
	CredsStore  string            `json:"credsStore"`
	CredHelpers map[string]string `json:"credHelpers"`
}

type entry struct {
	Auth          string `json:"auth"`
	Username      string `json:"username"`
	Password      string `json:"password"`
	IdentityToken string `json:"identitytoken"`
	RegistryToken string `json:"registrytoken"`
}

// errNotConfig has no details: errors of encoding/json may quote a value.
var errNotConfig = errors.New("not a Docker or Podman config file")

// parse reads a config file. The legacy format (.dockercfg) has no "auths".
func parse(data []byte, legacy bool) (config, error) {
	var c config
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	into := any(&c)
	if legacy {
		into = &c.Auths
	}
	if json.Unmarshal(data, into) != nil {
		return config{}, errNotConfig
	}
	return c, nil
}

// find returns the credentials in the file for one registry. As in docker, a
// helper for the registry comes before the store for all.
func (c config) find(registry, source string) []Found {
	var out []Found
	hasHelper := false
	for _, key := range slices.Sorted(maps.Keys(c.CredHelpers)) {
		if host, path := splitKey(key); host == canonical(registry) && path == "" {
			out = append(out, fromHelper(registry, source, c.CredHelpers[key], key))
			hasHelper = true
		}
	}
	useStore := c.CredsStore != "" && !hasHelper
	askedStore := false
	for _, key := range slices.Sorted(maps.Keys(c.Auths)) {
		host, path := splitKey(key)
		if host != canonical(registry) {
			continue
		}
		f, ok := c.Auths[key].found(registry, source, key)
		if !ok { // an empty entry marks credentials that are in the store
			if useStore {
				out, askedStore = append(out, fromHelper(registry, source, c.CredsStore, key)), true
			}
			continue
		}
		f.Path = path
		out = append(out, f)
	}
	if useStore && !askedStore {
		out = append(out, fromHelper(registry, source, c.CredsStore, serverName(registry)))
	}
	return out
}

// found returns the credentials of an entry; false for an empty one.
func (e entry) found(registry, source, key string) (Found, bool) {
	user, password := e.Username, e.Password
	if e.Auth != "" {
		u, p, err := decodeAuth(e.Auth)
		if err != nil {
			return Found{Source: source, Host: key, Unusable: "The entry for " + key + " cannot be decoded. Log in again."}, true
		}
		user, password = u, p
	}
	switch {
	case e.IdentityToken != "" || e.RegistryToken != "":
		return Found{Source: source, Host: key, Username: user, Unusable: identityToken}, true
	case user == "" || password == "":
		return Found{}, false
	}
	return known(registry, source, key, diagnose.Credentials{Username: user, Password: keyring.Sensitive(password)}), true
}

const identityToken = "These credentials are an identity token, not a password. Nodes ignore such tokens: create an access token at the registry instead."

// decodeAuth reads base64(user:password) like docker, without the NUL bytes
// that some programs append.
func decodeAuth(auth string) (user, password string, err error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(auth))
	if err != nil {
		return "", "", errNotConfig
	}
	user, password, ok := strings.Cut(string(raw), ":")
	if !ok || user == "" {
		return "", "", errNotConfig
	}
	return user, strings.Trim(password, "\x00"), nil
}

// splitKey splits a key into the registry and, for Podman, the path below it.
// An API version (/v1/, /v2/) is not a path.
func splitKey(key string) (host, path string) {
	key = strings.ToLower(strings.TrimSpace(key))
	key = strings.TrimPrefix(strings.TrimPrefix(key, "https://"), "http://")
	host, path, _ = strings.Cut(key, "/")
	path = strings.Trim(path, "/")
	if path == "v1" || path == "v2" {
		path = ""
	}
	return canonical(host), path
}

// canonical returns one name for all names of Docker Hub.
func canonical(host string) string {
	switch host = strings.ToLower(host); host {
	case "index.docker.io", "registry-1.docker.io", "docker.io":
		return "docker.io"
	}
	return host
}

// serverName is the name by which docker asks a helper for a registry.
func serverName(registry string) string {
	if canonical(registry) == "docker.io" {
		return "https://index.docker.io/v1/"
	}
	return registry
}
