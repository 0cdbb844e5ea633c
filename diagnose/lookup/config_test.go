package lookup

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func auth(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}

const secretWord = "hunter2secret"

var configs = []struct {
	name, content string
	hosts         string   // key, and whether nodes can use its credentials
	says          []string // in the whole answer
	never         []string
}{
	{
		"one registry", `{"auths":{"ghcr.io":{"auth":"` + auth("bot", secretWord) + `"}}}`, "ghcr.io yes",
		[]string{"can be made of the file as it is", "--from-file=.dockerconfigjson=/home/u/config.json", "bot"}, []string{"jq"},
	},
	{
		"Docker Desktop", `{"auths":{"https://index.docker.io/v1/":{}},"credsStore":"desktop"}`, "https://index.docker.io/v1/ no",
		[]string{"docker-credential-desktop keeps them", "docker-credential-desktop get", "Docker Hub"}, []string{"as it is"},
	},
	{
		"a helper for one registry", `{"auths":{"quay.io":{"auth":"` + auth("acme+robot", secretWord) + `"}},"credHelpers":{"1.dkr.ecr.eu-west-1.amazonaws.com":"ecr-login"}}`,
		"quay.io yes, 1.dkr.ecr.eu-west-1.amazonaws.com no", []string{`jq '{auths: {"quay.io": .auths["quay.io"]}}'`, "docker-credential-ecr-login get"}, nil,
	},
	{
		"az acr login", `{"auths":{"acme.azurecr.io":{"auth":"` + auth("00000000-0000-0000-0000-000000000000", "") + `","identitytoken":"` + secretWord + `"}}}`,
		"acme.azurecr.io no", []string{"identity token"}, []string{"as it is"},
	},
	{
		"several, and other settings", `{"auths":{"a.example":{"username":"u","password":"` + secretWord + `"},"b.example":{"auth":"` + auth("u", secretWord) + `"}},"proxies":{"default":{"httpProxy":"http://u:` + secretWord + `@p"}}}`,
		"a.example yes, b.example yes", []string{"proxies", "Put only the registry"}, []string{"as it is"},
	},
	{
		"not base64", `{"auths":{"ghcr.io":{"auth":"?` + secretWord + `"}}}`, "ghcr.io no", []string{"undecodable-base64", "Repair the file first"}, []string{"create secret"},
	},
	{
		"no JSON", `{"auths":{"ghcr.io":{"auth":"` + auth("u", secretWord) + `"}`, "ghcr.io yes", []string{"unparseable-config", "Repair the file first"}, []string{"create secret"},
	},
	{
		"old form", `{"https://index.docker.io/v1/":{"auth":"` + auth("u", secretWord) + `"}}`, "https://index.docker.io/v1/ yes",
		[]string{"old form", "jq '{auths: .}'"}, nil,
	},
	{"encoded", base64.StdEncoding.EncodeToString([]byte(`{"auths":{"ghcr.io":{"auth":"` + auth("u", secretWord) + `"}}}`)), "ghcr.io yes", []string{"double-base64"}, nil},
	{"empty object", `{}`, "", []string{"wrong-config-shape"}, []string{"create secret"}},
	{"empty file", " \n", "", []string{"empty"}, nil},
	{"a manifest", "apiVersion: v1\nkind: Secret\ndata:\n  x: " + secretWord, "", []string{"manifest"}, nil},
	{"credentials in the key", `{"auths":{"https://u:` + secretWord + `@ghcr.io":{"auth":"` + auth("u", secretWord) + `"}}}`, "", nil, []string{"jq"}},
	{"a token as user", `{"auths":{"registry.digitalocean.com":{"auth":"` + auth("dop_v1_"+strings.Repeat(secretWord, 4), "dop_v1_"+strings.Repeat(secretWord, 4)) + `"}}}`, "registry.digitalocean.com yes", nil, nil},
	{"hostile key", "{\"auths\":{\"gh\\u001b[31mcr.io'; reboot; '\":{\"auth\":\"" + auth("u", secretWord) + "\"}}}", "", nil, []string{"\x1b"}},
	{"hostile helper", `{"auths":{"ghcr.io":{}},"credsStore":"x; reboot #"}`, "ghcr.io no", []string{"another program"}, []string{"reboot"}},
	{"too large", `{"auths":{"` + strings.Repeat("x", MostConfig) + `":{}}}`, "", []string{"1 MiB"}, nil},
	{"GitLab job token", `{"auths":{"registry.gitlab.com":{"auth":"` + auth("gitlab-ci-token", secretWord) + `"}}}`, "registry.gitlab.com yes", nil, nil},
}

func TestConfigs(t *testing.T) {
	for _, tc := range configs {
		c := ReadConfig([]byte(tc.content), "/home/u/config.json")
		var hosts []string
		for _, h := range c.Hosts {
			hosts = append(hosts, h.Key+" "+map[bool]string{true: "yes", false: "no"}[h.Has])
		}
		if got := strings.Join(hosts, ", "); got != tc.hosts && tc.hosts != "" {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.hosts)
		}
		all := fmt.Sprintf("%+v", c)
		for _, s := range tc.says {
			if !strings.Contains(all, s) {
				t.Errorf("%s: %q is not in %s", tc.name, s, all)
			}
		}
		for _, s := range append(tc.never, "hunter2", auth("u", secretWord)) {
			if strings.Contains(all, s) {
				t.Errorf("%s: %q is in %.500s", tc.name, s, all)
			}
		}
	}
}

func TestIsConfig(t *testing.T) {
	for content, want := range map[string]bool{
		`{"auths":{}}`: true, `{"credsStore":"x"}`: true, `{"ghcr.io":{"auth":"eDp5"}}`: true,
		`{"apiVersion":"v1","kind":"Secret"}`: false, `{"a":1}`: false, `[]`: false, `text`: false, ``: false,
	} {
		if got := IsConfig([]byte(content)); got != want {
			t.Errorf("%s: %v", content, got)
		}
	}
}

// FuzzConfig: no content makes it panic, and a password does not come back.
func FuzzConfig(f *testing.F) {
	for _, tc := range configs {
		if len(tc.content) < 10000 {
			f.Add(tc.content, "swordfish-9Q")
		}
	}
	f.Fuzz(func(t *testing.T, content, password string) {
		ReadConfig([]byte(content), "FILE")
		if len(password) < 8 || strings.ContainsAny(password, " \x00") {
			return
		}
		password = "pw-" + base64.RawURLEncoding.EncodeToString([]byte(password))
		quoted, err := json.Marshal(map[string]any{"auths": map[string]any{"ghcr.io": map[string]string{"auth": auth("bot", password)}, "a.example": map[string]string{"username": "u", "password": password}}})
		if err != nil {
			t.Fatal(err)
		}
		if all := fmt.Sprintf("%+v", ReadConfig(quoted, "FILE")); strings.Contains(all, password) {
			t.Errorf("the password is in %s", all)
		}
	})
}
