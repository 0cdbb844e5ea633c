package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

func TestImageFault(t *testing.T) {
	for image, want := range map[string]string{
		"":                               "it is empty",
		" ":                              "it is empty",
		"https://ghcr.io/acme/web:1":     "it begins with https://",
		"docker://ghcr.io/acme/web:1":    "it begins with docker://",
		"ghcr.io/acme/web:${TAG}":        "never replaced",
		"ghcr.io/acme/web:$TAG":          "never replaced",
		"{{ .Values.image }}":            "never replaced",
		"ghcr.io/acme/web:$(tag)":        "never replaced",
		"<registry>/web:1":               "angle brackets",
		"ghcr.io/acme/ web:1":            "a space",
		`"ghcr.io/acme/web:1"`:           "quotes",
		"ghcr.io/acme/wéb:1":             "not ASCII",
		"ghcr.io/acme/web:":              "after the colon is empty",
		"ghcr.io/acme/":                  "ends with a slash",
		"ghcr.io//web:1":                 "two slashes",
		"ghcr.io/acme/web@sha256:12":     "its digest",
		"ghcr.io/acme/web@1.2":           "its digest",
		"ghcr.io/acme/web:1:2":           "two tags",
		"ghcr.io/Acme/web:1":             "lower case, ghcr.io/acme/web:1",
		"Acme/Web:RC1":                   "lower case, acme/web:RC1",
		"localhost/Web":                  "lower case, localhost/web",
		"GHCR.io:443/Acme/web:1":         "lower case, GHCR.io:443/acme/web:1",
		"-web":                           "",
		strings.Repeat("a", 300) + ":1":  "",
		"ghcr.io/acme/web:1-" + "\u202e": "not ASCII",
	} {
		if _, err := keyring.ParseImage(image); err == nil {
			t.Errorf("%q is a reference", image)
		}
		if got := pull.ImageFault(image); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%q: %q, want %q", image, got, want)
		}
	}
}

// No check's words have a verb that is not filled in, or a value too many.
func TestNodeWordsAreFilledIn(t *testing.T) {
	for _, b := range unseenNode {
		for _, d := range Run(b.play(), diagnose.Options{}).Report.Failures {
			for _, f := range d.Findings {
				if strings.Contains(f.Detail, "%!") || strings.Contains(f.Detail, "%[") {
					t.Errorf("%s: %s", b.name, f.Detail)
				}
			}
		}
	}
}

// A list of plain strings is in the right place; telling the user to move it would not help.
func TestWordsForAMisplacedList(t *testing.T) {
	for path, want := range map[string]string{
		"spec.template.spec.imagePullSecrets":               "in a form that Kubernetes does not read",
		"spec.template.spec.containers[0].imagePullSecrets": "where Kubernetes does not read it",
		"spec.imagePullSecrets":                             "where Kubernetes does not read it",
	} {
		b := unseen{says: saysNoBasic, edits: with(secret("shop", "r", good3), func(s *diagnose.Snapshot) {
			s.Misplaced = []diagnose.Misplaced{{Object: s.Workloads[0].Object(), Path: path, Names: []string{"r"}}}
		})}
		root := Run(b.play(), diagnose.Options{}).Diagnoses[0].Root()
		if root.Check != "misplaced-pull-secrets" || !strings.Contains(root.Detail, want) {
			t.Errorf("%s: %s: %s", path, root.Check, root.Detail)
		}
	}
}

// What a repair writes is what stood there, digit by digit.
func TestRecoverLogin(t *testing.T) {
	for raw, want := range map[string]string{
		`{"username":"u","password":12345678901234567890}`:                 "u:12345678901234567890",
		`{"username":7,"password":"p"}`:                                    "7:p",
		`{"username":"u","password":true}`:                                 "u:true",
		`{"username":"u","password":null}`:                                 "",
		`{"username":"u","password":["p"]}`:                                "",
		`{"username":"u","password":{"value":"p"}}`:                        "",
		`{"username":"_json_key","password":{"private_key":"k", "id": 1}}`: `_json_key:{"private_key":"k", "id": 1}`,
		`"dTpw"`:                 "u:p",
		`{"auth":"u:p"}`:         "u:p",
		`[1]`:                    "",
		`{"password":"p"}`:       "",
		`{"auth":{"token":"x"}}`: "",
	} {
		user, password, ok := fix.RecoverCredentials(keyring.Entry{}, []byte(raw))
		if got := user + ":" + password; ok != (want != "") || ok && got != want {
			t.Errorf("%s: %q %v", raw, got, ok)
		}
	}
}
