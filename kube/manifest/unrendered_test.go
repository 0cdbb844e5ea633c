package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
)

// A kustomization is named and left out: with the manifests beside it that is
// a hint, by itself it is a wrong call.
func TestKustomization(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"app/pod.yaml": podText, "app/kustomization.yaml": "images: []\n", "alone/kustomization.yml": "resources: [../app]\n",
		"other/values.yaml": "kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\n",
		"flux/sync.yaml":    "kind: Kustomization\napiVersion: kustomize.toolkit.fluxcd.io/v1\nmetadata: {name: apps}\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		path, says string
		hint       bool
		pods       int
	}{
		{"app", "kubectl kustomize " + filepath.Join(dir, "app"), true, 1},
		{"app/kustomization.yaml", "kubectl kustomize " + filepath.Join(dir, "app"), false, -1},
		{"alone", "kubectl kustomize " + filepath.Join(dir, "alone"), true, -1},
		{"other", "kubectl kustomize FOLDER", false, -1},
		{"flux", "", false, 0},
	} {
		s, problems, err := ReadFiles([]string{filepath.Join(dir, tc.path)}, nil, "")
		if (err != nil) != (tc.pods < 0) || err == nil && len(s.Pods) != tc.pods {
			t.Errorf("%s: %v", tc.path, err)
		}
		if tc.says == "" && len(problems) == 0 {
			continue
		}
		if len(problems) != 1 || !strings.HasSuffix(problems[0].Text, tc.says) || problems[0].Hint != tc.hint {
			t.Errorf("%s: %+v", tc.path, problems)
		}
	}
}

func TestHelmTemplates(t *testing.T) {
	for _, tc := range []struct {
		name, old, new string
		is             bool
	}{
		{"the name", "{name: web}", "{name: 'web-{{ .Release.Name }}'}", true},
		{"the image", "image: nginx", "image: '{{ .Values.image }}:1'", true},
		{"a pull secret", "spec: {", "spec: {imagePullSecrets: [{name: '{{ .Values.secret }}'}], ", true},
		{"all pull secrets", "spec: {", "spec: {imagePullSecrets: '{{ toYaml .Values.secrets }}', ", true},
		{"the account", "spec: {", "spec: {serviceAccountName: '{{ x }}', ", true},
		{"an annotation", "{name: web}", "{name: web, annotations: {name: '{{ x }}'}}", false},
		{"a command", "image: nginx", "image: nginx, args: ['--format={{.name}}'], env: [{name: A, value: '{{ b }}'}]", false},
	} {
		_, problems, err := readText(t, strings.Replace(podText, tc.old, tc.new, 1), "")
		if is := len(problems) == 1 && problems[0].Text == document.Unrendered && problems[0].Line == 1 && err != nil; is != tc.is || !is && err != nil {
			t.Errorf("%s: %v %v", tc.name, problems, err)
		}
	}
	// Without quotes it is not YAML; the reason says what to do.
	_, problems, _ := readText(t, podText+"---\n{{- if .Values.x }}\nkind: Pod\n{{- end }}\n", "")
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Text, "not YAML") || !strings.HasSuffix(problems[0].Text, document.Unrendered) {
		t.Errorf("%v", problems)
	}
	if !judged("Pod", "v1") || judged("ConfigMap", "v1") || judged("ExternalSecret", "external-secrets.io/v1") {
		t.Error("the wrong kinds are looked at")
	}
}

// A Docker config among the paths is called so, with the command that explains it.
func TestDockerConfigIsNamed(t *testing.T) {
	_, problems, err := readText(t, `{"auths":{"ghcr.io":{}},"credsStore":"desktop"}`, "")
	if err == nil || len(problems) != 1 || !strings.Contains(err.Error(), "this is a Docker config, not a manifest: pulldoctor explain -f ") {
		t.Error(problems, err)
	}
}
