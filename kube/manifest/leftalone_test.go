package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Input of which nothing is judged is not called fine; an empty render is.
func TestNothingJudged(t *testing.T) {
	for _, tc := range []struct{ name, text, why string }{
		{"empty render", "---\n# Source: web/templates/x.yaml\n---\n", ""},
		{"events alone", "apiVersion: v1\nkind: Event\nmetadata: {name: a}\n", "1 Event"},
		{"custom resources", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "left alone: 1 ConfigMap, 2 HelmRelease. Render it first"},
		{"a service account", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n", ""},
		{"a refused kind", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatas: {}\n", ""},
	} {
		s, problems, err := readText(t, tc.text, "")
		if err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		if got := len(s.Unreadable) > 0; got != (tc.why != "") || got && !strings.Contains(s.Unreadable[0].Why, tc.why) {
			t.Errorf("%s: %+v", tc.name, s.Unreadable)
		}
		if note := tc.name == "empty render"; note != (len(problems) == 1) {
			t.Errorf("%s: %v", tc.name, problems)
		}
	}
}

// What is not meant for Kubernetes in a folder is skipped with one line; a broken
// manifest is not.
func TestStrayFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a-hosts.yaml": "- hosts: all\n  tasks: []\n", "b-compose.yaml": "services:\n  web: {image: nginx}\n",
		"c-text.yml": "Just: some: text\n", "d-values.yaml": "image: nginx\n", "pod.yaml": podText, "broken.yaml": "kind: Pod\nmetadata: a: b\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, problems, err := ReadFiles([]string{dir}, nil, "")
	if err != nil || len(s.Pods) != 1 || len(s.Unreadable) != 1 {
		t.Fatal(err, problems)
	}
	if len(problems) != 2 || !problems[0].Unread || !problems[1].Hint || !strings.HasPrefix(problems[1].Text, "4 files are not Kubernetes manifests and were skipped: ") {
		t.Errorf("%v", problems)
	}
}

// A file in a folder that may not be read leaves the others to be judged.
func TestUnreadableInAFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"pod.yaml": 0o600, "secret.yaml": 0} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(podText), mode); err != nil {
			t.Fatal(err)
		}
	}
	s, problems, err := ReadFiles([]string{dir}, nil, "")
	if err != nil || len(s.Pods) != 1 || len(problems) != 1 || !strings.Contains(problems[0].String(), "secret.yaml: it cannot be read: no permission") {
		t.Errorf("%v %v", err, problems)
	}
}
