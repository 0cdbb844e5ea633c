package engine

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

func expiringToken(exp int64) string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"none"}`) + "." + part(fmt.Sprintf(`{"exp":%d}`, exp)) + ".sig"
}

func TestLoginWarnings(t *testing.T) {
	ecr := base64.StdEncoding.EncodeToString([]byte(fmt.Sprintf(`{"payload":"x","expiration":%d}`, noon.Unix()+11*3600)))
	for name, tc := range map[string]struct {
		registry, user, password string
		want                     string // part of the warnings; empty: none
	}{
		"fine":                          {"ghcr.io", "bot", "ghp_0123456789", ""},
		"e-mail at Docker Hub":          {"docker.io", "jane@example.com", "dckr_pat_x", "not the e-mail"},
		"user name at ECR":              {"123456789012.dkr.ecr.eu-west-1.amazonaws.com", "jane", "x", "only the user name AWS"},
		"ECR's password":                {"123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", ecr, "expires in 11 hours"},
		"ECR's password, not readable":  {"123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", "x", "stops working after 12 hours"},
		"a job's token":                 {"ghcr.io", "bot", "ghs_0123456789", "GitHub Actions job stops working when its job ends"},
		"fine-grained token":            {"ghcr.io", "bot", "github_pat_0123456789", "fine-grained"},
		"GitLab job":                    {"registry.gitlab.com", "gitlab-ci-token", "x", "GitLab CI job"},
		"access token":                  {"europe-west4-docker.pkg.dev", "oauth2accesstoken", "ya29.abc", "stops working after 1 hour"},
		"JSON key with the wrong name":  {"gcr.io", "me", `{"private_key":"x"}`, "_json_key"},
		"az acr login":                  {"acme.azurecr.io", "00000000-0000-0000-0000-000000000000", expiringToken(noon.Unix() + 3*3600), "expires in 3 hours"},
		"expired":                       {"acme.azurecr.io", "00000000-0000-0000-0000-000000000000", expiringToken(noon.Unix() - 60), "says that it expired"},
		"a token that lasts":            {"acme.jfrog.io", "me", expiringToken(noon.Unix() + 300*86400), ""},
		"the shell ate it":              {"nvcr.io", "oauthtoken", "x", "$oauthtoken"},
		"sample":                        {"ghcr.io", "<user>", "x1234567", "angle brackets"},
		"sample password":               {"ghcr.io", "bot", "xxxxxxxx", "password looks like a sample value"},
		"space":                         {"ghcr.io", "bot", "ghp_0123 ", "whitespace"},
		"line break is no space":        {"ghcr.io", "bot", "ghp_0123\r\n", ""},
		"OpenShift's own":               {"image-registry.openshift-image-registry.svc:5000", "<token>", "x1234567", ""},
		"service account without a bar": {"registry.redhat.io", "name", "eyJhbGciOi", "vertical bar"},
	} {
		t.Run(name, func(t *testing.T) {
			form := &diagnose.CredentialsForm{Registry: tc.registry}
			fix.Fill(form, &pull.Index{Snap: &diagnose.Snapshot{Now: noon}})
			got := strings.Join(fix.Warnings(form, diagnose.Credentials{Username: tc.user, Password: keyring.Sensitive(tc.password)}), "\n")
			if !strings.Contains(got, tc.want) || tc.want == "" && got != "" {
				t.Errorf("got %q", got)
			}
			if len(tc.password) > 8 && strings.Contains(got, tc.password) {
				t.Error("the password is quoted")
			}
		})
	}
}

func TestTheFormSaysWhereALoginComesFrom(t *testing.T) {
	s := world(strings.ReplaceAll(basicRefusal, "ghcr.io", "123456789012.dkr.ecr.eu-west-1.amazonaws.com"))
	s.Pods[0].Containers[0].Image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"
	_, f := root(t, s)
	form := fixNamed(t, f, "create-and-attach").Form
	if form.Username != "AWS" || form.Secret.Name != "ecr-eu-west-1-login" || form.Refresh != "aws ecr get-login-password --region eu-west-1" || len(form.Advice) < 3 {
		t.Errorf("%+v", form)
	}
}

// A pasted token loses its newline, and the fix says so.
func TestPastedLoginsAreTrimmed(t *testing.T) {
	s := world(basicRefusal)
	_, f := root(t, s)
	fix, err := fix.WithCredentials(f.Fixes[0], diagnose.Credentials{Username: " bot ", Password: canary + "\r\n"})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(step.Data(fix.Steps[0])[keyring.KeyDockerConfigJSON]); !strings.Contains(got, b64("bot:"+canary)) {
		t.Error("the line break is still there")
	}
	text := strings.Join(fix.Warnings, "\n")
	if !strings.Contains(text, "newline around the password was removed") || !strings.Contains(text, "spaces around the user name") {
		t.Errorf("warnings %q", text)
	}
}

// What cannot be sent to a registry is refused before it is written.
func TestLoginsThatCannotBe(t *testing.T) {
	remedy := diagnose.Fix{Form: &diagnose.CredentialsForm{Registry: "ghcr.io", Key: "ghcr.io"}, Steps: []diagnose.Step{fix.CreateStep("shop", "r", "kubernetes.io/dockerconfigjson", nil)}}
	for name, tc := range map[string]struct {
		login diagnose.Credentials
		want  string
	}{
		"no user name":               {diagnose.Credentials{Username: " ", Password: "x"}, "user name is empty"},
		"no password":                {diagnose.Credentials{Username: "bot", Password: "\n"}, "password is empty"},
		"user and password together": {diagnose.Credentials{Username: "bot:x", Password: "x"}, "colon"},
		"an address":                 {diagnose.Credentials{Username: "https://ghcr.io", Password: "x"}, "colon"},
		"a colon in the password":    {diagnose.Credentials{Username: "bot", Password: "a:b"}, ""},
		"other letters":              {diagnose.Credentials{Username: "bjørn", Password: "påss wørd"}, ""},
	} {
		f, err := fix.WithCredentials(remedy, tc.login)
		switch {
		case tc.want == "" && (err != nil || f.Form != nil || step.Data(f.Steps[0]) == nil):
			t.Errorf("%s: %v", name, err)
		case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "bot") || step.Data(f.Steps[0]) != nil):
			t.Errorf("%s: got %v", name, err)
		}
	}
}
