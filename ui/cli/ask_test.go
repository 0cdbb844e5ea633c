package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const privatePod = `apiVersion: v1
kind: Secret
metadata: {name: regcred}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: '{"auths":{"registry.invalid":{"username":"bot","password":"c4nary-Passw0rd"}}}'}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  imagePullSecrets: [{name: regcred}]
  containers: [{name: web, image: registry.invalid/acme/web:1}]
`

// Registries are asked with --ask-registry only; what they answer is in the
// report and counts for the exit code.
func TestAskRegistry(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"app.yaml": privatePod, "ca.pem": "no certificate"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		name, args     string
		code           int
		stdout, stderr string
		asked          bool
	}{
		{"practice", "--train -n labs --ask-registry", 1, `"verdict": "no-such-image"`, "", true},
		{"practice, not asked", "--train -n labs", 1, "", "", false},
		{"budget", "--train -n labs --ask-registry --ask-budget 1", 1, `"notAsked": "budget"`, "because --ask-budget 1 is used up", true},
		{"an accepted pull secret", "--train -n farm --ask-registry", 1, `"verdict": "can-pull"`, "", true},
		{"unreachable registry", "-f app.yaml --ask-registry", 0, "", "", false},
		{"no such CA file", "--train -n labs --ask-registry --registry-ca none.pem", 2, "", "--registry-ca none.pem cannot be used", false},
		{"a CA file without certificates", "-f app.yaml --ask-registry --registry-ca ca.pem", 2, "", "no certificate in PEM form", false},
		{"wrong usage", "--train --ask-budget 5", 2, "", "--ask-budget requires --ask-registry", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			stdout, stderr, code := shell(t, dir, nil, append([]string{program(t), "--report", "-o", "json"}, strings.Fields(tc.args)...)...)
			if code != tc.code || !strings.Contains(stdout, tc.stdout) || !strings.Contains(stderr, tc.stderr) {
				t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
			}
			if strings.Contains(stdout+stderr, "c4nary") {
				t.Error("a password is printed")
			}
			if got := strings.Contains(stdout, "registryAnswers"); got != tc.asked || code != 2 && !json.Valid([]byte(stdout)) {
				t.Errorf("asked %t, want %t\n%s", got, tc.asked, stdout)
			}
		})
	}
}
