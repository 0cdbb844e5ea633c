package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// Whatever else a fix does: the kubelet reads every secret that it writes, or
// one fault is only exchanged for another.
func TestEveryFixLeavesWhatTheKubeletReads(t *testing.T) {
	seen := 0
	for group, set := range allSituations() {
		for _, b := range set {
			for _, f := range Run(b.play(), diagnose.Options{}).Report.Failures[0].Findings {
				for _, remedy := range f.Fixes {
					if remedy.Form != nil {
						done, err := fix.WithCredentials(remedy, diagnose.Credentials{Username: "somebody", Password: "s0me-thing"})
						if err != nil {
							t.Fatal(err)
						}
						remedy = done
					}
					for _, s := range remedy.Steps {
						if typ := step.SecretType(s); typ == keyring.TypeDockerConfigJSON || typ == keyring.TypeDockercfg {
							seen++
							if in := keyring.Inspect(keyring.Secret{Type: typ, Data: step.Data(s)}); in.Err != nil {
								t.Errorf("%s/%s: %s leaves %v", group, b.name, remedy.ID, in.Err)
							}
						}
					}
				}
			}
		}
	}
	if seen < 300 {
		t.Errorf("only %d secrets were written", seen)
	}
}

func TestWithoutFaults(t *testing.T) {
	good := `"ghcr.io":{"auth":"dTpw"}`
	for _, tc := range []struct{ typ, content, want, gone string }{
		{keyring.TypeDockerConfigJSON, `{"auths":{` + good + `}}`, `{"auths":{` + good + `}}`, ""},
		{keyring.TypeDockerConfigJSON, `{"auths":{` + good + `},"httpheaders":[]}`, `{"auths":{` + good + `}}`, "httpheaders"},
		{keyring.TypeDockerConfigJSON, `{"auths":{"quay.io":{"auth":"!"},` + good + `,"x.io":7}}`, `{"auths":{` + good + `}}`, "quay.io x.io"},
		{keyring.TypeDockerConfigJSON, `{"auths":{"quay.io":{"auth":"!"},` + good + `},"HttpHeaders":{"X-Meta":"a"}}`, `{"auths":{` + good + `},"HttpHeaders":{"X-Meta":"a"}}`, "quay.io"},
		{keyring.TypeDockerConfigJSON, `{"auths":{` + good + `},"HttpHeaders":{"X-Meta":1}}`, `{"auths":{` + good + `}}`, "HttpHeaders"},
		{keyring.TypeDockercfg, `{` + good + `,"HttpHeaders":{"X-Meta":"a"},"psFormat":"t"}`, `{` + good + `,"HttpHeaders":{"X-Meta":"a"}}`, "psFormat"},
		{keyring.TypeDockerConfigJSON, `{"auths":[]}`, "", ""},
		{keyring.TypeDockerConfigJSON, `{"auths":{`, "", ""},
		{keyring.TypeDockercfg, `{` + good + `,"credsStore":"x"}`, `{` + good + `}`, "credsStore"},
	} {
		out, gone, ok := fix.WithoutFaults([]byte(tc.content), tc.typ)
		if ok != (tc.want != "") || ok && (string(out) != tc.want || strings.Join(gone, " ") != tc.gone) {
			t.Errorf("%s: %s without %q, %v; want %s", tc.content, out, gone, ok, tc.want)
		}
	}
}

func TestFlatLogin(t *testing.T) {
	for content, want := range map[string]string{
		`{"auths":{"server":"r.io","username":"u","password":"p"}}`: "r.io u p",
		`{"auths":{"username":"u","password":"p"}}`:                 " u p",
		`{"auths":{"username":"u"}}`:                                "",
		`{"auths":{"r.io":{"username":"u","password":"p"}}}`:        "",
		`[]`: "",
	} {
		registry, user, password, ok := fix.FlatCredentials([]byte(content))
		if got := registry + " " + user + " " + password; ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q, want %q", content, got, want)
		}
	}
}
