package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

const settledPod = `apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {pulldoctor.dev/ignore: "ANNOTATION"}}
spec:
  imagePullSecrets: [{name: regcred}]
  containers:
  - {name: web, image: ghcr.io/acme/web:1}
  - {name: bad, image: ghcr.io/Acme/bad:1}
`

// What is ignored is counted and can be listed; the exit code follows what is left.
func TestRules(t *testing.T) {
	for _, tc := range []struct {
		name, settings, annotation, args string
		code, ignored                    int
		says                             string
	}{
		{"nothing", "", "", "", 1, 0, "invalid-image-name"},
		{"rule", "ignore: [{check: invalid-image-name, reason: known}]", "", "--show-ignored", 0, 1, ".pulldoctor.yaml:1: known"},
		{"rule that expired", "ignore: [{check: invalid-image-name, until: 2020-01-31}]", "", "", 1, 0, "It was ignored until 2020-01-31 (.pulldoctor.yaml:1)"},
		{"severity", "severity: {invalid-image-name: warning}", "", "", 0, 0, "0 errors, "},
		{"severity raised", "severity: {invalid-image-name: off, secret-missing: error}", "", "", 1, 1, "error"},
		{"assume", "{assume: [default/regcred], ignore: [{check: invalid-image-name}]}", "", "", 0, 1, "No failing image pull"},
		{"annotation", "", "invalid-image-name,secret-missing", "", 0, 3, "No failing image pull in the manifests: 1 pod read, 3 findings ignored."},
		{"none", "ignore: [{check: invalid-image-name}]", "", "--config none", 1, 0, "invalid-image-name"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{"app.yaml": strings.Replace(settledPod, "ANNOTATION", tc.annotation, 1), ".pulldoctor.yaml": tc.settings, ".git": ""} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			args := append([]string{program(t), "--report", "-f", "app.yaml", "-o", "json=r.json"}, strings.Fields(tc.args)...)
			stdout, stderr, code := shell(t, dir, nil, args...)
			if code != tc.code || !strings.Contains(strings.Join(strings.Fields(stdout), " "), tc.says) {
				t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
			}
			var r wire.Report
			if err := json.Unmarshal([]byte(readFile(t, dir, "r.json")), &r); err != nil || r.Summary.Ignored != tc.ignored || len(r.Ignored) > 0 != strings.Contains(tc.args, "show") {
				t.Errorf("%d ignored, %d listed, %v", r.Summary.Ignored, len(r.Ignored), err)
			}
		})
	}
}

// A baseline hides what was there, wherever it moves in its file, and nothing new.
func TestBaselineFlag(t *testing.T) {
	dir := t.TempDir()
	put := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "app.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(settledPod)
	if _, stderr, code := shell(t, dir, nil, program(t), "--report", "-f", "app.yaml", "--write-baseline", "b.json"); code != 0 || !strings.Contains(stderr, "wrote 3 findings to b.json") {
		t.Errorf("writing: exit code %d, %s", code, stderr)
	}
	put("# one line more\n" + strings.Replace(settledPod, "bad:1", "bad:2", 1))
	if stdout, _, code := shell(t, dir, nil, program(t), "--report", "-f", "app.yaml", "--baseline", "b.json"); code != 0 || !strings.Contains(stdout, "3 findings ignored") {
		t.Errorf("moved: exit code %d, %s", code, stdout)
	}
	put(settledPod + "  - {name: new, image: ghcr.io/Acme/new:1}\n")
	if stdout, _, code := shell(t, dir, nil, program(t), "--report", "-f", "app.yaml", "--baseline", "b.json"); code != 1 || !strings.Contains(stdout, "container new") || strings.Contains(stdout, "container bad") {
		t.Errorf("new: exit code %d, %s", code, stdout)
	}
}

// Quiet is silent where nothing is wrong; colors can be had without a terminal.
func TestQuietAndColor(t *testing.T) {
	dir := t.TempDir()
	good := strings.NewReplacer(`  - {name: bad, image: ghcr.io/Acme/bad:1}`+"\n", "", "ANNOTATION", "").Replace(settledPod)
	for name, text := range map[string]string{"good.yaml": good, "bad.yaml": settledPod} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		args           string
		code           int
		silent, colors bool
		says           string
	}{
		{"-f good.yaml", 0, false, false, "No failing image pull"},
		{"-f good.yaml --quiet", 0, true, false, ""},
		{"-f bad.yaml --quiet", 1, false, false, "× 1. "},
		{"-f good.yaml --quiet --fail-on warning", 1, false, false, "not among the manifests"},
		{"-f bad.yaml --summary", 1, false, false, "× bad.yaml:8:24: The image name is not a valid reference [invalid-image-name] (Pod default/web, 1 pull)"},
		{"-f bad.yaml --color", 1, false, true, ""},
		{"-f bad.yaml --no-color", 1, false, false, "× 1. "},
		{"-f bad.yaml --color --no-color", 2, false, false, ""},
	} {
		stdout, stderr, code := shell(t, dir, nil, append([]string{program(t), "--report"}, strings.Fields(tc.args)...)...)
		if code != tc.code || tc.silent && stdout+stderr != "" || strings.Contains(stdout, "\x1b[") != tc.colors || !strings.Contains(stdout, tc.says) {
			t.Errorf("%s: exit code %d\n%s%s", tc.args, code, stdout, stderr)
		}
	}
}
