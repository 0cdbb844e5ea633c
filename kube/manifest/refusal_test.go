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
		`stringData takes plain text, but stringData[".dockerconfigjson"] contains base64`},
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

// A secret that no pod references is judged like one that a pod does, alone and
// beside other documents.
func TestRefusalsOfASecretThatNoPodReferences(t *testing.T) {
	for _, tt := range refusedSecrets {
		t.Run(tt.name, func(t *testing.T) {
			for _, head := range []string{"", podText + "---\n"} {
				res := engine.Run(mustRead(t, head+refusedHead+tt.fields+"\n"), diagnose.Options{})
				docs := res.Report.Documents
				if len(docs) != 1 || docs[0].Object.Name != "regcred" || string(docs[0].Findings[0].Check) != tt.check || !strings.Contains(docs[0].Findings[0].Detail, tt.want) {
					t.Errorf("%+v, want %s: %s", docs, tt.check, tt.want)
				}
				if res.Report.Summary.Errors == 0 {
					t.Error("no error is counted")
				}
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
		if s := mustRead(t, text); s.Secrets[0].Refusal != "" {
			t.Error(s.Secrets[0].Refusal)
		}
	}
	s := mustRead(t, podText+"---\napiVersion: v1\nkind: Secret\nmetadata: {name: big}\nstringData: {'a b': x, c: "+strings.Repeat("x", 1<<20)+"}\n")
	if r := s.Secrets[0].Refusal; !strings.Contains(r, "data[a b]: Invalid value") || !strings.Contains(r, "data: Too long") {
		t.Error(r)
	}
}
