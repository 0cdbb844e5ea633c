package manifest

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

const refusedHead = "apiVersion: v1\nkind: Secret\nmetadata: {name: regcred}\ntype: kubernetes.io/dockerconfigjson\n"

// The words are those of the API server and kubectl, so that whoever has them can search for them.
var refusedSecrets = []struct{ name, fields, check, want string }{
	{"no key", `data: {config.json: e30=}`, "wrong-data-key",
		`The Secret "regcred" is invalid: data[.dockerconfigjson]: Required value`},
	{"not JSON", `stringData: {.dockerconfigjson: nope}`, "unparseable-config",
		`The Secret "regcred" is invalid: data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'o' in literal null (expecting 'u')`},
	{"empty", `data: {.dockerconfigjson: ""}`, "wrong-data-key",
		`Invalid value: "<secret contents redacted>": unexpected end of JSON input`},
	{"not base64", `data: {.dockerconfigjson: "e30=!"}`, "undecodable-base64",
		`Error from server (BadRequest): Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4`},
	{"a mapping", `data: {.dockerconfigjson: {auths: {}}}`, "undecodable-base64",
		`cannot be handled as a Secret: json: cannot unmarshal object into Go struct field Secret.data of type []uint8`},
	{"base64 as plain text", `stringData: {.dockerconfigjson: eyJhdXRocyI6e319}`, "double-base64",
		`stringData takes plain text, and stringData[".dockerconfigjson"] holds base64`},
	{"both fields", "data: {.dockerconfigjson: e30=}\nstringData: {.dockerconfigjson: nope}", "unparseable-config",
		`The key ".dockerconfigjson" is in both data and stringData; stringData takes precedence.`},
	{"line and column", "stringData:\n  .dockerconfigjson: |\n    {\n     \"auths\": {,}}\n", "unparseable-config", "line 2, column 12"},
}

func TestRefusalsOfASecretThatAPodNames(t *testing.T) {
	for _, tt := range refusedSecrets {
		t.Run(tt.name, func(t *testing.T) {
			s := mustRead(t, refusedHead+tt.fields+"\n---\n"+strings.Replace(podText, "spec: {", "spec: {imagePullSecrets: [{name: regcred}], ", 1))
			for _, f := range engine.Run(s, diagnose.Options{}).Report.Failures {
				for _, x := range f.Findings {
					if string(x.Check) == tt.check {
						if !strings.Contains(x.Detail, tt.want) {
							t.Errorf("%s does not say %s", x.Detail, tt.want)
						}
						return
					}
				}
				t.Errorf("no %s among %v", tt.check, f.Findings)
			}
		})
	}
}

// No finding about a pod tells of a secret that no pod names.
func TestRefusalsOfAnUnreferencedSecret(t *testing.T) {
	for _, tt := range refusedSecrets {
		if tt.name == "line and column" {
			continue
		}
		t.Run(tt.name, func(t *testing.T) {
			text := podText + "---\n" + refusedHead + tt.fields + "\n"
			s, problems, err := readText(t, text, "")
			if err != nil || s == nil || len(problems) != 1 || problems[0].Line != 6 || !strings.Contains(problems[0].Text, tt.want) {
				t.Errorf("%v %v, want %s", err, problems, tt.want)
			}
			if _, _, err := readText(t, refusedHead+tt.fields, ""); err == nil {
				t.Error("a refused Secret alone is an error")
			}
		})
	}
}

func TestSecretsThatAreTaken(t *testing.T) {
	for _, text := range []string{
		refusedHead + "data: {.dockerconfigjson: bnVsbA==}\n", // null is an object to the API server
		refusedHead + "stringData: {.dockerconfigjson: '{\"x\": 1}'}\n",
		"apiVersion: v1\nkind: Secret\nmetadata: {name: other}\nstringData: {a: eyJ}\n",
	} {
		mustRead(t, text)
	}
	_, problems, _ := readText(t, podText+"---\napiVersion: v1\nkind: Secret\nmetadata: {name: big}\nstringData: {'a b': x, c: "+strings.Repeat("x", 1<<20)+"}\n", "")
	if len(problems) != 1 || !strings.Contains(problems[0].Text, "data[a b]: Invalid value") || !strings.Contains(problems[0].Text, "data: Too long") {
		t.Error(problems)
	}
}
