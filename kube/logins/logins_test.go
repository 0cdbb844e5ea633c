package logins

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const canary = "c4nary-Passw0rd"

func auth(user string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + canary))
}

// machine sets up a home directory with these files and nothing else.
func machine(t *testing.T, files map[string]string) string {
	t.Helper()
	home := t.TempDir()
	for _, name := range []string{"DOCKER_CONFIG", "DOCKER_AUTH_CONFIG", "REGISTRY_AUTH_FILE", "XDG_CONFIG_HOME"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("XDG_RUNTIME_DIR", filepath.Join(home, "run"))
	for name, text := range files {
		p := filepath.Join(home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return home
}

// shown is what the user may see of credentials, and the user names that Get returns.
func shown(t *testing.T, list []Found) []string {
	t.Helper()
	var out []string
	for _, f := range list {
		l, err := f.Get(t.Context())
		s := fmt.Sprintf("%s | %s | %s | %s", f.Source, f.Host, f.Username, l.Username)
		if f.Helper != "" {
			s += " | by " + f.Helper
		}
		if f.Path != "" {
			s += " | only " + f.Path
		}
		if err != nil {
			s += " | " + err.Error()
		} else if l.Password.Reveal() != canary {
			s += " | wrong password"
		}
		out = append(out, s)
		if text := fmt.Sprintf("%+v %v", f, err); strings.Contains(text, canary) || strings.Contains(text, auth("bot")) {
			t.Error("a password is shown")
		}
	}
	return out
}

func TestFind(t *testing.T) {
	docker := `{"auths":{"ghcr.io":{"auth":"` + auth("bot") + `"},"https://index.docker.io/v1/":{"auth":"` + auth("hub") + `"},"quay.io":{"identitytoken":"x","auth":"` + auth("id") + `"}},"HttpHeaders":{"x":"y"}}`
	for name, tc := range map[string]struct {
		files    map[string]string
		env      map[string]string // values may begin with ~
		registry string
		want     []string
	}{
		"docker":               {map[string]string{".docker/config.json": docker}, nil, "ghcr.io", []string{"docker or nerdctl (~/.docker/config.json) | ghcr.io | bot | bot"}},
		"Docker Hub":           {map[string]string{".docker/config.json": docker}, nil, "docker.io", []string{"docker or nerdctl (~/.docker/config.json) | https://index.docker.io/v1/ | hub | hub"}},
		"only the needed host": {map[string]string{".docker/config.json": docker}, nil, "reg.example.com", nil},
		"identity token":       {map[string]string{".docker/config.json": docker}, nil, "quay.io", []string{"docker or nerdctl (~/.docker/config.json) | quay.io | id |  | " + identityToken}},
		"DOCKER_CONFIG":        {map[string]string{".docker/config.json": docker, "other/config.json": `{"auths":{"ghcr.io":{"auth":"` + auth("other") + `"}}}`}, map[string]string{"DOCKER_CONFIG": "~/other"}, "ghcr.io", []string{"docker or nerdctl (~/other/config.json) | ghcr.io | other | other"}},
		"the environment":      {nil, map[string]string{"DOCKER_AUTH_CONFIG": docker}, "ghcr.io", []string{"the environment (DOCKER_AUTH_CONFIG) | ghcr.io | bot | bot"}},
		"legacy file":          {map[string]string{".dockercfg": `{"https://ghcr.io":{"auth":"` + auth("old") + `"}}`}, nil, "ghcr.io", []string{"docker, legacy format (~/.dockercfg) | https://ghcr.io | old | old"}},
		"user and password":    {map[string]string{".docker/config.json": `{"auths":{"ghcr.io":{"username":"u","password":"` + canary + `"}}}`}, nil, "ghcr.io", []string{"docker or nerdctl (~/.docker/config.json) | ghcr.io | u | u"}},
		"port":                 {map[string]string{".docker/config.json": `{"auths":{"reg.example.com:5000":{"auth":"` + auth("p") + `"},"reg.example.com":{"auth":"` + auth("q") + `"}}}`}, nil, "reg.example.com:5000", []string{"docker or nerdctl (~/.docker/config.json) | reg.example.com:5000 | p | p"}},
		"podman": {map[string]string{"run/containers/auth.json": `{"auths":{"ghcr.io/acme":{"auth":"` + auth("narrow") + `"},"ghcr.io":{"auth":"` + auth("wide") + `"}}}`}, nil, "ghcr.io",
			[]string{"podman (~/run/containers/auth.json) | ghcr.io | wide | wide", "podman (~/run/containers/auth.json) | ghcr.io/acme | narrow | narrow | only acme"}},
		"podman, named file": {map[string]string{"mine.json": docker, ".config/containers/auth.json": docker}, map[string]string{"REGISTRY_AUTH_FILE": "~/mine.json"}, "ghcr.io",
			[]string{"podman (~/mine.json) | ghcr.io | bot | bot", "podman (~/.config/containers/auth.json) | ghcr.io | bot | bot"}},
		"broken":                        {map[string]string{".docker/config.json": `{"auths":`}, nil, "ghcr.io", nil},
		"undecodable":                   {map[string]string{".docker/config.json": `{"auths":{"ghcr.io":{"auth":"!!"}}}`}, nil, "ghcr.io", []string{"docker or nerdctl (~/.docker/config.json) | ghcr.io |  |  | The entry for ghcr.io cannot be decoded. Log in again."}},
		"empty, as Docker Desktop does": {map[string]string{".docker/config.json": `{"auths":{"ghcr.io":{}}}`}, nil, "ghcr.io", nil},
		"a helper with an invalid name": {map[string]string{".docker/config.json": `{"credHelpers":{"ghcr.io":"../../bin/sh"}}`}, nil, "ghcr.io", []string{"docker or nerdctl (~/.docker/config.json) | ghcr.io |  |  | The credential helper is not run because its name is not valid."}},
		"a missing helper":              {map[string]string{".docker/config.json": `{"credsStore":"nowhere-to-be-found"}`}, nil, "ghcr.io", []string{"docker or nerdctl (~/.docker/config.json) | ghcr.io |  |  | by docker-credential-nowhere-to-be-found | The credential helper docker-credential-nowhere-to-be-found is not installed."}},
		"a directory instead of a file": {map[string]string{".docker/config.json/x": ""}, nil, "ghcr.io", nil},
	} {
		t.Run(name, func(t *testing.T) {
			home := machine(t, tc.files)
			for k, v := range tc.env {
				if strings.HasPrefix(v, "~") {
					v = home + v[1:]
				}
				t.Setenv(k, v)
			}
			found := slices.DeleteFunc(Find(tc.registry), func(f Found) bool { return f.Other }) // see TestOthersAreNamedNearestFirst
			got := shown(t, found)
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
			}
		})
	}
}

func TestWarnsOfExpiry(t *testing.T) {
	text := base64.StdEncoding.EncodeToString([]byte("bot:ghs_" + canary))
	machine(t, map[string]string{".docker/config.json": `{"auths":{"ghcr.io":{"auth":"` + text + `"}}}`})
	found := Find("ghcr.io")
	if len(found) != 1 || len(found[0].Warnings) != 1 || !strings.Contains(found[0].Warnings[0], "GitHub Actions") {
		t.Errorf("%+v", found)
	}
}

// Entries for other registries are named after those that can be used, the most
// similar first, with the reason and without their credentials.
func TestOthersAreNamedNearestFirst(t *testing.T) {
	c, err := parse([]byte(`{"auths":{"quay.io":{"auth":"`+auth("bot")+`"},"ghcr.lo":{"auth":"`+auth("bot")+`"},"ghcr.io:443":{"auth":"`+auth("bot")+`"}},"credHelpers":{"gcr.io":"gcloud"}}`), false)
	if err != nil {
		t.Fatal(err)
	}
	got := nearest(c.others("ghcr.io", "file"))
	var keys []string
	for _, f := range got {
		keys = append(keys, f.Host)
		if !f.Other || f.Username != "" || !strings.Contains(f.Unusable, "not for ghcr.io") {
			t.Errorf("%+v", f)
		}
		if _, err := f.Get(t.Context()); err == nil {
			t.Errorf("%s: its credentials can be taken", f.Host)
		}
	}
	if len(keys) != 4 || keys[len(keys)-1] != "quay.io" && keys[len(keys)-1] != "gcr.io" || keys[0] == "quay.io" {
		t.Errorf("order %v", keys)
	}
	t.Log(keys, got[0].Unusable)
}
