package logins

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// config is what is read of a login file; everything else is left alone.
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

// errNotConfig says no more: an error of the JSON package may quote a value.
var errNotConfig = errors.New("it is not a login file of docker or podman")

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

// find gives the logins of the file for one registry.
func (c config) find(registry, source string) []Found {
	var out []Found
	helped := map[string]bool{}
	for _, key := range sorted(c.CredHelpers) {
		if host, narrow := split(key); host == canonical(registry) && narrow == "" {
			out = append(out, fromHelper(registry, source, c.CredHelpers[key], key))
			helped[host] = true
		}
	}
	listed := false
	for _, key := range sorted(c.Auths) {
		host, narrow := split(key)
		if host != canonical(registry) {
			continue
		}
		f, ok := c.Auths[key].found(registry, source, key)
		if !ok { // logged in, and the login is kept by the helper
			if c.CredsStore != "" && !helped[host] {
				out, listed = append(out, fromHelper(registry, source, c.CredsStore, key)), true
			}
			continue
		}
		f.Narrow = narrow
		out = append(out, f)
	}
	if c.CredsStore != "" && len(helped) == 0 && !listed {
		out = append(out, fromHelper(registry, source, c.CredsStore, serverName(registry)))
	}
	return out
}

// found is the login of an entry; false for an empty one.
func (e entry) found(registry, source, key string) (Found, bool) {
	user, password := e.Username, e.Password
	if e.Auth != "" {
		u, p, err := decode(e.Auth)
		if err != nil {
			return Found{Source: source, Host: key, Refused: "The login for " + key + " there cannot be decoded; log in again."}, true
		}
		user, password = u, p
	}
	switch {
	case e.IdentityToken != "" || e.RegistryToken != "":
		return Found{Source: source, Host: key, Username: user, Refused: identityRefusal}, true
	case user == "" || password == "":
		return Found{}, false
	}
	return written(registry, source, key, diagnose.Credentials{Username: user, Password: keyring.Sensitive(password)}), true
}

const identityRefusal = "What is kept there is an identity token, not a password. Nodes ignore such tokens; make an access token at the registry instead."

// decode reads base64(user:password) as docker does: the NUL bytes that some
// programs append are dropped.
func decode(auth string) (user, password string, err error) {
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

// split takes a key apart into the registry and, for podman, the path below
// it. Versions of the API (/v1/, /v2/) are no path.
func split(key string) (host, narrow string) {
	key = strings.ToLower(strings.TrimSpace(key))
	key = strings.TrimPrefix(strings.TrimPrefix(key, "https://"), "http://")
	host, path, _ := strings.Cut(key, "/")
	path = strings.Trim(path, "/")
	if path == "v1" || path == "v2" {
		path = ""
	}
	return canonical(host), path
}

// canonical is one name for the names of Docker Hub.
func canonical(host string) string {
	switch host = strings.ToLower(host); host {
	case "index.docker.io", "registry-1.docker.io", "docker.io":
		return "docker.io"
	}
	return host
}

// serverName is the name under which docker asks a helper.
func serverName(registry string) string {
	if canonical(registry) == "docker.io" {
		return "https://index.docker.io/v1/"
	}
	return registry
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
