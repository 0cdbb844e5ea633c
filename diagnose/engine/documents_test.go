package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// judgeText judges manifests from standard input.
func judgeText(t *testing.T, text string) *diagnose.Result {
	t.Helper()
	s, problems, err := manifest.ReadFiles([]string{"-"}, strings.NewReader(text), "")
	if err != nil {
		t.Fatal(err, problems)
	}
	return engine.Run(s, diagnose.Options{})
}

// found is every finding with its place: "web/app not-deployable 7:9" for a pull,
// "Secret regcred wrong-type 1:0" for a document.
func found(res *diagnose.Result) (out []string, details string) {
	add := func(about string, f *diagnose.Finding) {
		at := ""
		if f.Location != nil {
			at = fmt.Sprintf(" %d:%d", f.Location.Line, f.Location.Column)
		}
		level := ""
		if f.Severity != diagnose.SeverityError {
			level = " " + string(f.Severity)
		}
		out = append(out, about+" "+string(f.Check)+level+at)
		details += f.Detail + "\n"
	}
	for i := range res.Report.Failures {
		f := &res.Report.Failures[i]
		for j := range f.Findings {
			add(f.Pod+"/"+f.Container, &f.Findings[j])
		}
	}
	for i := range res.Report.Documents {
		d := &res.Report.Documents[i]
		for j := range d.Findings {
			add(d.Object.Kind+" "+d.Object.Name, &d.Findings[j])
		}
	}
	return out, details
}

const deploymentHead = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n"

// What the API server would refuse is found in its words, at the field at fault.
func TestNotDeployable(t *testing.T) {
	for _, tc := range []struct{ name, text, want, words string }{
		{"misspelt policy, of one container", deploymentHead + "      containers:\n      - name: a\n        image: nginx\n      - name: b\n        image: nginx\n        imagePullPolicy: ifNotPresent\n",
			"web/b not-deployable 13:26", `The Deployment "web" is invalid: spec.template.spec.containers[1].imagePullPolicy: Unsupported value: "ifNotPresent": supported values: "Always", "IfNotPresent", "Never". Write imagePullPolicy: IfNotPresent.`},
		{"unknown field", deploymentHead + "      containers:\n      - name: a\n        image: nginx\n        imagePulPolicy: Always\n",
			"web/a not-deployable 11:9", `Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.template.spec.containers[0].imagePulPolicy". Did you mean "imagePullPolicy"?`},
		{"misplaced field", deploymentHead + "      imagePullPolicy: Always\n      containers:\n      - name: a\n        image: nginx\n",
			"web/a not-deployable 8:7", `unknown field "spec.template.spec.imagePullPolicy". It belongs to spec.template.spec.containers[].`},
		{"no containers", deploymentHead + "      serviceAccountName: x\n", "Deployment web not-deployable 7:5", `The Deployment "web" is invalid: spec.template.spec.containers: Required value`},
		{"a number for text", deploymentHead + "      containers:\n      - name: a\n        image: nginx\n      - name: 7\n        image: nginx\n",
			"Deployment web not-deployable 11:15", "cannot unmarshal number into Go struct field Container.spec.template.spec.containers.name of type string. name takes text"},
		{"no image", deploymentHead + "      containers:\n      - name: a\n", "Deployment web not-deployable 9:9", `spec.template.spec.containers[0].image: Required value`},
		{"lost indentation", "apiVersion: v1\nkind: Pod\nmetadata:\nname: web\nspec:\ncontainers:\n- name: web\n  image: nginx\n",
			"Pod  not-deployable 4:1", `strict decoding error: unknown field "containers", unknown field "name". metadata or spec is empty`},
		{"a key of data on top", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: r\ntype: kubernetes.io/dockerconfigjson\n.dockerconfigjson: e30=\n",
			"Secret r not-deployable 6:1, Secret r wrong-data-key 4:9", `unknown field ".dockerconfigjson". Move it below data`},
		{"a kind without pods", "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  port: 80\n", "Service s not-deployable 6:3", `unknown field "spec.port". Did you mean "ports"?`},
		{"a kind of the cluster", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: s\nspecs: {}\n", "Namespace s not-deployable 5:1", `The API server would refuse Namespace s: `},
		{"an unknown kind", "apiVersion: example.com/v1\nkind: Thing\nspecs: {}\n---\n" + deploymentHead + "      containers:\n      - name: a\n        image: nginx\n", "", ""},
		{"an anchor on top", "x-a: &a\n  imagePullSecrets:\n  - name: r\n" + deploymentHead + "      containers:\n      - name: a\n        image: nginx\n", "web/a not-deployable 1:1", `unknown field "x-a". Kubernetes has no extension fields`},
		{"an object as the server stores it", "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  uid: x\nspec:\n  port: 80\n", "", ""},
		{"a bad name", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: Build_Bot\n", "ServiceAccount Build_Bot not-deployable 4:9", "a lowercase RFC 1123 subdomain must consist of"},
	} {
		got, details := found(judgeText(t, tc.text))
		if s := strings.Join(got, ", "); s != tc.want || !strings.Contains(details, tc.words) {
			t.Errorf("%s: %q, want %q\n%s", tc.name, s, tc.want, details)
		}
	}
}

const (
	pullSecretHead = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: r\ntype: kubernetes.io/dockerconfigjson\n"
	accountHead    = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: bot\n"
)

// A Secret that no pod references, and a service account without pods, are judged
// like any other.
func TestDocumentsWithoutPods(t *testing.T) {
	content := func(json string) string { return "stringData:\n  .dockerconfigjson: '" + json + "'\n" }
	for _, tc := range []struct{ name, text, want string }{
		{"good", pullSecretHead + content(`{"auths":{"ghcr.io":{"username":"u","password":"s3cr3t-7"}}}`), ""},
		{"auth without a colon", pullSecretHead + content(`{"auths":{"ghcr.io":{"auth":"dXNlcg=="}}}`), "Secret r auth-malformed 7:22"},
		{"old shape", pullSecretHead + content(`{"ghcr.io":{"username":"u","password":"s3cr3t-7"}}`), "Secret r wrong-config-shape 7:22"},
		{"sample", pullSecretHead + content(`{"auths":{"https://index.docker.io/v1/":{"username":"<your-name>","password":"<your-pword>"}}}`), "Secret r placeholder-left 7:22"},
		{"wrong type", strings.Replace(pullSecretHead, "kubernetes.io/dockerconfigjson", "Opaque", 1) + content(`{"auths":{"ghcr.io":{"username":"u","password":"s3cr3t-7"}}}`), "Secret r wrong-type 5:7"},
		{"refused", pullSecretHead, "Secret r wrong-data-key 4:9"},
		{"for a build, not for pulls", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: r\nstringData:\n  config.json: '{}'\n", ""},
		{"of another kind", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: r\nstringData:\n  password: x\n", ""},
		{"refused, of another kind", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: r\nstringData:\n  'a b': x\n", "Secret r not-deployable 4:9"},
		{"list of texts", accountHead + "imagePullSecrets: [regcred]\n", "ServiceAccount bot misplaced-pull-secrets 5:1"},
		{"mapping", accountHead + "imagePullSecrets:\n  name: regcred\n", "ServiceAccount bot misplaced-pull-secrets 5:1"},
		{"below spec", accountHead + "spec:\n  imagePullSecrets:\n  - name: regcred\n", "ServiceAccount bot misplaced-pull-secrets 6:3"},
		{"below metadata", strings.TrimSuffix(accountHead, "\n") + "\n  imagePullSecrets:\n  - name: regcred\n", "ServiceAccount bot misplaced-pull-secrets 5:3"},
		{"name as key", accountHead + "imagePullSecrets:\n- name: a\n- regcred:\n", "ServiceAccount bot misplaced-pull-secrets 7:3"},
		{"another field", accountHead + "imagePullSecrets:\n- secretName: regcred\n", "ServiceAccount bot misplaced-pull-secrets 6:3"},
		{"empty name", accountHead + "imagePullSecrets:\n- name: \"\"\n", "ServiceAccount bot misplaced-pull-secrets 6:3"},
		{"a name that no Secret can have", accountHead + "imagePullSecrets:\n- name: \"regcred \"\n- name: Regcred\n", "ServiceAccount bot secret-missing 6:9, ServiceAccount bot secret-missing 7:9"},
		{"such a name in a template", deploymentHead + "      imagePullSecrets:\n      - name: Regcred\n      containers:\n      - {name: a, image: ghcr.io/a/b}\n", "web/a secret-missing 9:15"},
		{"a possible name in a template", deploymentHead + "      imagePullSecrets:\n      - name: regcred\n      containers:\n      - {name: a, image: ghcr.io/a/b}\n", "web/a secret-missing warning 9:15"},
		{"misspelt", accountHead + "imagePullSecerts:\n- name: regcred\n", "ServiceAccount bot misplaced-pull-secrets 5:1"},
	} {
		got, details := found(judgeText(t, tc.text))
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s: %q, want %q\n%s", tc.name, s, tc.want, details)
		}
		if strings.Contains(details, "s3cr3t") || strings.Contains(details, "%!") {
			t.Errorf("%s: %s", tc.name, details)
		}
	}
}

// Documents of one name in two files are two: a pod gets the objects of its own
// folder, and each is at its own place.
func TestDocumentsOfOneName(t *testing.T) {
	dir := t.TempDir()
	web := deploymentHead + "      imagePullSecrets:\n      - name: r\n      containers:\n      - name: a\n        image: ghcr.io/acme/web:1\n"
	secret := func(host string) string {
		return pullSecretHead + "stringData:\n  .dockerconfigjson: '{\"auths\":{\"" + host + "\":{\"username\":\"u\",\"password\":\"s3cr3t-7\"}}}'\n"
	}
	for name, text := range map[string]string{
		"prod/web.yaml": web, "prod/secret.yaml": secret("ghcr.io"),
		"staging/web.yaml": web, "staging/secret.yaml": secret("gchr.io"),
		"other/bad.yaml": strings.Replace(web, "acme/web", "Acme/web", 1), // has no secret of its own
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, problems, err := manifest.ReadFiles([]string{dir}, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	notes := 0
	for _, p := range problems {
		if p.Hint && strings.Contains(p.Text, "is also in ") {
			notes++
		}
	}
	if notes != 3 { // the Secret in a second file, the Deployment in a second and a third
		t.Errorf("%d notes: %v", notes, problems)
	}
	var got []string
	for _, f := range engine.Run(s, diagnose.Options{}).Report.Failures {
		for _, x := range f.Findings {
			if x.Severity != diagnose.SeverityError {
				continue
			}
			file, err := filepath.Rel(dir, x.Location.File)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s %s:%d:%d", x.Check, filepath.ToSlash(file), x.Location.Line, x.Location.Column))
		}
	}
	slices.Sort(got)
	if want := "host-mismatch staging/secret.yaml:7:22, invalid-image-name other/bad.yaml:12:16"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
