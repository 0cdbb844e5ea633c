package manifest

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
)

// What another tool fills in later is noted, not judged; the same without a sign
// of such a tool is judged.
func TestFilledLater(t *testing.T) {
	const secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: r}\ntype: kubernetes.io/dockerconfigjson\n"
	user := podText + "---\n"
	user = strings.Replace(user, "spec: {", "spec: {imagePullSecrets: [{name: r}], ", 1)
	for _, tc := range []struct {
		name, text string
		noted      bool
	}{
		{"SOPS", secret + "data: {.dockerconfigjson: 'ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]'}\nsops: {version: 3.8.1}\n", true},
		{"Flux", secret + "stringData: {.dockerconfigjson: '${REGISTRY_CONFIG}'}\n", true},
		{"vault plugin", strings.Replace(secret, "{name: r}", "{name: r, annotations: {avp.kubernetes.io/path: a/b}}", 1) + "stringData: {.dockerconfigjson: <config>}\n", true},
		{"angle brackets alone", secret + "stringData: {.dockerconfigjson: <config>}\n", false},
		{"image", strings.Replace(podText, "image: nginx", "image: 'ghcr.io/acme/web:${TAG}'", 1), true},
		{"kustomize variable", strings.Replace(podText, "image: nginx", "image: '$(IMAGE)'", 1), true},
		{"name of a pull secret", strings.Replace(podText, "spec: {", "spec: {imagePullSecrets: [{name: '${PULL_SECRET}'}], ", 1), true},
		{"Jsonnet", strings.Replace(podText, "image: nginx", "image: '%(image)s:1'", 1), true},
		{"copied by a controller", strings.Replace(secret, "{name: r}", "{name: r, annotations: {reflector.v1.k8s.emberstack.com/reflects: infra/r}}", 1) + "stringData: {.dockerconfigjson: ''}\n", true},
		{"number", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {replicas: '${N}', template: {spec: {containers: [{name: a, image: nginx}]}}}\n", true},
	} {
		s, problems, err := readText(t, user+tc.text, "")
		if err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		noted := false
		for _, p := range problems {
			noted = noted || p.Hint && strings.Contains(p.Text, "filled in later, not judged")
		}
		errors := engine.Run(s, diagnose.Options{}).Report.Summary.Errors
		if noted != tc.noted || (errors > 0) == tc.noted {
			t.Errorf("%s: noted %v, %d errors, %v", tc.name, noted, errors, problems)
		}
	}
}

// Of a document with a number that is filled in later, the rest is judged; with
// Literal, everything is judged as it is.
func TestFilledLaterLeavesTheRest(t *testing.T) {
	text := "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec:\n  replicas: ${N}\n  template: {spec: {containers: [{name: a, image: Bad}]}}\n"
	for _, literal := range []bool{false, true} {
		s, problems, err := ReadFilesIn([]string{"-"}, strings.NewReader(text), kube.Scope{Literal: literal})
		if err != nil {
			t.Fatal(err)
		}
		var checks []string
		r := engine.Run(s, diagnose.Options{}).Report
		for _, f := range r.Failures {
			checks = append(checks, string(f.Findings[0].Check))
		}
		for _, d := range r.Documents {
			checks = append(checks, string(d.Findings[0].Check))
		}
		want := "invalid-image-name"
		if literal {
			want = "not-deployable"
		}
		if got := strings.Join(checks, " "); got != want || literal == (len(problems) > 0) {
			t.Errorf("literal %v: %s, %v", literal, got, problems)
		}
		if !literal && problems[0].String() != "standard input:5: Deployment w, spec.replicas: filled in later, not judged" {
			t.Error(problems[0])
		}
	}
}
