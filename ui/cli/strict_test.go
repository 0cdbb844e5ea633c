package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	goodPod   = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n"
	brokenDoc = "---\na: b: c\n"
	wrongPod  = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: bad}\nspec: {containers: [{name: web, image: ghcr.io/Acme/web}]}\n"
)

// A document that cannot be read is reported with file and line; the others are
// diagnosed. The exit code is 2 if nothing could be read, or with --strict;
// without a finding it is 4.
func TestStrict(t *testing.T) {
	for _, tc := range []struct {
		name, text, args string
		code             int
		stderr, stdout   string
	}{
		{"good", goodPod, "--strict", 0, "", "No failing image pull"},
		{"mixed", goodPod + brokenDoc, "", 4, "pulldoctor: app.yaml:6: not YAML: ", "document app.yaml:6: not YAML: "},
		{"mixed, another order", brokenDoc + "---\n" + goodPod, "--fail-on none", 4, "pulldoctor: app.yaml:2: not YAML: ", "document app.yaml:2: not YAML: "},
		{"a key twice is read", strings.Replace(goodPod, "kind: Pod", "kind: Pod\nkind: Pod", 1), "", 0, "occurs twice", "No failing image pull"},
		{"mixed, strict", goodPod + brokenDoc, "--strict", 2, "pulldoctor: app.yaml:6: not YAML: ", "No failing image pull"},
		{"mixed with a finding", goodPod + brokenDoc + wrongPod, "", 1, "pulldoctor: app.yaml:6: not YAML: ", "1 image pull needs attention"},
		{"mixed with a finding, strict", goodPod + brokenDoc + wrongPod, "--strict", 2, "pulldoctor: app.yaml:6: not YAML: ", "1 image pull needs attention"},
		{"nothing", "a: b: c\n", "", 2, "Nothing else could be read.", ""},
		{"a finding, fail on none", wrongPod, "--fail-on none", 0, "", "1 image pull needs attention"},
		{"strict without files", "", "--strict", 2, "--strict requires -f", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			args := append([]string{program(t), "--report"}, strings.Fields(tc.args)...)
			if tc.text != "" {
				args = append(args, "-f", "app.yaml")
				if err := os.WriteFile(filepath.Join(dir, "app.yaml"), []byte(tc.text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			stdout, stderr, code := shell(t, dir, nil, args...)
			if code != tc.code || !strings.Contains(stderr, tc.stderr) || !strings.Contains(stdout, tc.stdout) || tc.stderr == "" && stderr != "" {
				t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
			}
		})
	}
	// A kustomization beside manifests is a hint, which is not an error with --strict.
	dir := t.TempDir()
	for name, text := range map[string]string{"app.yaml": goodPod, "kustomization.yaml": "resources: [app.yaml]\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, stderr, code := shell(t, dir, nil, program(t), "--report", "--strict", "-f", ".")
	if code != 0 || !strings.Contains(stderr, "kustomization.yaml: kustomizations are not rendered") {
		t.Errorf("exit code %d, %s", code, stderr)
	}
}
