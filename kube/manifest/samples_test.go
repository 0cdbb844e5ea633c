package manifest

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// Documents as people type them after the pages of Kubernetes and of Rancher, with
// their sample values, lost indentation and full-width punctuation: what each says.
func TestSampleDocuments(t *testing.T) {
	const secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: regcred}\ntype: kubernetes.io/dockerconfigjson\n" +
		"stringData: {.dockerconfigjson: '{\"auths\":{\"registry.acme.example\":{\"username\":\"bot\",\"password\":\"invented\"}}}'}\n"
	for _, tt := range []struct {
		name, text string
		want       string // findings as findingsIn has them, separated by semicolons
		says       string // in a detail or in a problem
	}{
		{"Kubernetes: a pod with a private image", `apiVersion: v1
kind: Pod
metadata:
  name: private-reg
spec:
  containers:
  - name: private-reg-container
    image: <your-private-image>
  imagePullSecrets:
  - name: regcred
` + secret, "invalid-image-name error 8:12", "<your-private-image>"},
		{"the same without its indentation", `apiVersion: v1
kind: Pod
metadata:
name: private-reg
spec:
containers:
- name: private-reg-container
image: <your-private-image>
imagePullSecrets:
- name: regcred
` + secret, "not-deployable error 4:1; misplaced-pull-secrets error 9:1", "the indentation was lost"},
		{"Kubernetes: the Secret of the page", `apiVersion: v1
kind: Secret
metadata:
  name: myregistrykey
  namespace: awesomeapps
data:
  .dockerconfigjson: UmVhbGx5IHJlYWxseSByZWVlZWVlZWVlZWVhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGxsbGx5eXl5eXl5eXl5eXl5eXl5eXl5eSBsbGxsbGxsbGxsbGxsbG9vb29vb29vb29vb29vb29vb29vb29vb29vb25ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubmdnZ2dnZ2dnZ2dnZ2dnZ2dnZ2cgYXV0aCBrZXlzCg==
type: kubernetes.io/dockerconfigjson
`, "unparseable-config error 7:22", "sample from the Kubernetes documentation"},
		{"the same with the content on top", `apiVersion: v1
kind: Secret
metadata:
  name: myregistrykey
type: kubernetes.io/dockerconfigjson
.dockerconfigjson: e30=
`, "not-deployable error 6:1; wrong-data-key error 4:9", "Move it below data"},
		{"Kubernetes: a pod of the page about images", `apiVersion: v1
kind: Pod
metadata:
  name: foo
  namespace: awesomeapps
spec:
  containers:
    - name: foo
      image: janedoe/awesomeapp:v1
  imagePullSecrets:
    - name: myregistrykey
`, "secret-missing warning 11:13", "it may exist in the cluster"},
		{"Kubernetes: a service account with a pull secret, and its pod", `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: default
imagePullSecrets:
  - name: regcred
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: registry.acme.example/web:1}]}
` + secret, "", ""},
		{"Rancher: a workload with a sample image", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: private-reg
spec:
  selector:
    matchLabels: {app: private-reg}
  template:
    metadata:
      labels: {app: private-reg}
    spec:
      containers:
      - name: private-reg-container
        image: <YOUR_PRIVATE_IMAGE>
      imagePullSecrets:
      - name: regcred
` + secret, "invalid-image-name error 14:16", "<YOUR_PRIVATE_IMAGE>"},
		{"Rancher: the Secret with sample credentials", `apiVersion: v1
kind: Secret
metadata: {name: mysecret}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{"auths":{"DOCKER_REGISTRY_SERVER":{"username":"DOCKER_USER","password":"DOCKER_PASSWORD"}}}'
`, "placeholder-left error 6:22", "DOCKER_REGISTRY_SERVER"},
		{"a full-width comma", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: registry.acme.example/web:1
    args: ["a"，"b"]
`, "", "standard input:8: not YAML: there is a full-width character (，): write ,"},
		{"a full-width colon", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: registry.acme.example/web:1
  imagePullSecrets:
  - name：regcred
` + secret, "misplaced-pull-secrets error 8:3; secret-not-attached warning 13:18", "standard input:9: there is a full-width character (：) after a field name: write :"},
		{"full-width quotes", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: “registry.acme.example/web:1”
`, "invalid-image-name error 7:12", "“"},
	} {
		s, problems, err := readText(t, tt.text, "")
		var said []string
		for _, p := range problems {
			said = append(said, p.String())
		}
		got := ""
		if err == nil {
			r := engine.Run(s, diagnose.Options{}).Report
			got = strings.Join(findingsIn(t, tt.text), "; ")
			for _, f := range r.Failures {
				for _, x := range f.Findings {
					said = append(said, x.Detail)
				}
			}
			for _, d := range r.Documents {
				for _, x := range d.Findings {
					said = append(said, x.Detail)
				}
			}
		}
		if got != tt.want || !strings.Contains(strings.Join(said, "\n"), tt.says) {
			t.Errorf("%s: %s, want %s\n%s", tt.name, got, tt.want, strings.Join(said, "\n"))
		}
	}
}
