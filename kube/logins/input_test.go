package logins

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFromFile(t *testing.T) {
	dir := t.TempDir()
	key := `{"type":"service_account","private_key":"` + canary + `","client_email":"x@y"}`
	for name, tc := range map[string]struct{ text, registry, user, want string }{
		"a config file":     {`{"auths":{"ghcr.io":{"auth":"` + auth("bot") + `"}}}`, "ghcr.io", "bot", ""},
		"the legacy format": {`{"ghcr.io":{"auth":"` + auth("bot") + `"}}`, "ghcr.io", "bot", ""},
		"with a BOM":        {"\ufeff" + `{"auths":{"ghcr.io":{"auth":"` + auth("bot") + `"}}}`, "ghcr.io", "bot", ""},
		"a Google key":      {key, "europe-west4-docker.pkg.dev", "_json_key", ""},
		"another host":      {`{"auths":{"quay.io":{"auth":"` + auth("bot") + `"}}}`, "ghcr.io", "", "has no credentials for ghcr.io"},
		"no JSON":           {canary, "ghcr.io", "", "not a Docker or Podman config file"},
		"a list":            {`["` + canary + `"]`, "ghcr.io", "", "not a Docker or Podman config file"},
		"too large":         {strings.Repeat(" ", maxFile+1), "ghcr.io", "", "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "f.json")
			if err := os.WriteFile(path, []byte(tc.text), 0o600); err != nil {
				t.Fatal(err)
			}
			found, err := FromFile(path, tc.registry)
			if (err == nil) != (tc.want == "") || err != nil && (!strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), canary)) {
				t.Fatalf("got %v", err)
			}
			if err == nil {
				l, err := found[0].Get(t.Context())
				if err != nil || l.Username != tc.user {
					t.Errorf("%q %v", l.Username, err)
				}
			}
		})
	}
	if _, err := FromFile(filepath.Join(dir, "gone"), "ghcr.io"); err == nil {
		t.Error("a missing file is not an error")
	}
}

func TestPassword(t *testing.T) {
	for in, want := range map[string]string{canary + "\n": canary, canary + "\r\n": canary, canary: canary, " a b ": " a b ", "\n": "", "": ""} {
		got, err := readPassword(strings.NewReader(in))
		if got.Reveal() != want || (err == nil) != (want != "") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestFromInput(t *testing.T) {
	file := `{"auths":{"ghcr.io":{"auth":"` + auth("bot") + `"}}}`
	for name, tc := range map[string]struct{ text, user, password, want string }{
		"a password":    {canary + "\n", "", canary, ""},
		"a config file": {" " + file + "\n", "bot", canary, ""},
		"nothing":       {"\n", "", "", "the password is empty"},
		"another host":  {`{"auths":{"quay.io":{"auth":"` + auth("bot") + `"}}}`, "", "", "has no credentials for ghcr.io"},
		"broken JSON":   {`{"auths":` + canary, "", "", "not a Docker or Podman config file"},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := FromInput([]byte(tc.text), "standard input", "ghcr.io")
			if tc.want != "" {
				if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), canary) {
					t.Fatalf("got %v", err)
				}
				return
			}
			if err != nil || len(found) != 1 {
				t.Fatalf("%d found: %v", len(found), err)
			}
			if l, err := found[0].Get(t.Context()); err != nil || l.Username != tc.user || l.Password.Reveal() != tc.password {
				t.Errorf("%q: %v", l.Username, err)
			}
		})
	}
}

func TestFromFileInHome(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.WriteFile(filepath.Join(home, "key.json"), []byte(`{"auths":{"ghcr.io":{"auth":"`+auth("bot")+`"}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := FromFile(filepath.Join("~", "key.json"), "ghcr.io")
	if err != nil || len(found) != 1 || found[0].Source != filepath.Join("~", "key.json") {
		t.Errorf("%+v %v", found, err)
	}
	if where := Places(); !strings.Contains(where, filepath.Join("~", ".docker", "config.json")) {
		t.Errorf("places are %s", where)
	}
}
