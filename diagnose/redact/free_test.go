package redact

import (
	"strings"
	"testing"
)

func TestFree(t *testing.T) {
	for _, s := range []string{
		"kubectl create secret docker-registry regcred --docker-password=hunter2secret --docker-server=ghcr.io",
		"--docker-password 'hunter2secret'", `docker login --password "hunter2secret" ghcr.io`,
		`{"auths":{"ghcr.io":{"username":"bot","password":"hunter2secret"}}}`,
		`"auth": "hunter2secret"`, "  .dockerconfigjson: hunter2secret", "  password: hunter2secret",
		"https://bot:hunter2secret@ghcr.io/v2/", "Authorization: Bearer hunter2secret", "password=hunter2secret&x=1",
		"ghp_hunter2secret", "glpat-hunter2secret", "token eyJhunter2secret.hunter2secret.hunter2secret refused",
	} {
		if got := Free(s); strings.Contains(got, "hunter2") || !strings.Contains(got, Mask) {
			t.Errorf("%q: %q", s, got)
		}
	}
	for _, s := range []string{
		"unauthorized: authentication required", `Failed to pull image "ghcr.io/acme/web:1": 401`, "illegal base64 data at input byte 4",
		"unable to parse auth field, must be formatted as base64(username:password)", `Secret "x" is invalid: data[.dockerconfigjson]: invalid value`,
		"image: registry.example.com:5000/team/app@sha256:0123456789abcdef",
		"https://index.docker.io/v1/", "failed to fetch oauth token: unexpected status: 401 Unauthorized",
	} {
		if got := Free(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}
