package manifest

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
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
