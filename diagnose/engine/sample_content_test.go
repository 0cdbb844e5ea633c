package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// What people take over from manuals is called so.
func TestManualsSamples(t *testing.T) {
	long := "Really really " + strings.Repeat("e", 40) + "y long auth keys\n"
	long = strings.Replace(long, "really eeee", "really reeee", 1)
	tests := []unseen{
		{name: "the documentation's content", says: "invalid character 'R' looking for beginning of value", edits: only(long), want: "unparseable-config", tells: "sample from the Kubernetes documentation"},
		{name: "the documentation's auth", says: "illegal base64 data at input byte 3", edits: only(entry(`{"auth":"c3R...zE2"}`)), want: "undecodable-base64", tells: "as in an example from documentation"},
		{name: "another tool's robot for Quay", image: "quay.io/acme/web:1", says: saysOAuth, edits: only(login("quay.io", "robot", canary)), want: "wrong-username-form", tells: "<organization>+<robot>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, tt.check)
	}
}

// Words that a manual leaves to its reader are recognized in images, keys and user names.
func TestSampleWords(t *testing.T) {
	for image, want := range map[string]string{
		"gcr.io/PROJECT_ID/web:1":                             "PROJECT_ID",
		"ACCOUNT.dkr.ecr.REGION.amazonaws.com/imagename:tag":  "ACCOUNT",
		"aws_account_id.dkr.ecr.eu-west-1.amazonaws.com/a:1":  "aws_account_id",
		"gcr.io/my_project/image:tag":                         "my_project",
		"your.private.registry.example.com/janedoe/private:1": "your.private.registry.example.com",
		"quay.io/<Quay profile name>/<Image name>":            "<Quay profile name>",
		"DOCKER_REGISTRY_SERVER/web":                          "DOCKER_REGISTRY_SERVER",
		"docker.io/USERNAME/web:1":                            "USERNAME",
		"ghcr.io/acme/web:TAG":                                "TAG",
		"ghcr.io/acme/web:V1":                                 "",
		"ghcr.io/acme/web:1":                                  "",
		"registry.example.com/team/app:1":                     "",
		"ghcr.io/my-project/web":                              "",
		"ghcr.io/acme/Web:1":                                  "",
	} {
		if got := pull.SampleImage(image); got != want {
			t.Errorf("%s: %q, want %q", image, got, want)
		}
	}
	for key, want := range map[string]bool{
		"quay.io/<Quay profile name>/<Image name>": true, "ACCOUNT.dkr.ecr.REGION.amazonaws.com": true,
		"https://your.private.registry.example.com/v1/": true, "DOCKER_REGISTRY_SERVER": true, "ghcr.io": false, "https://index.docker.io/v1/": false,
	} {
		if got := pull.SampleKey(key); (got != "") != want {
			t.Errorf("key %s: %q", key, got)
		}
	}
	for _, c := range []struct {
		user, password string
		want           bool
	}{
		{"soumyalj", "testabc123", true}, {"USERNAME", "x1", true}, {"jo@example.com", "x1", true}, {"bot", "DOCKER_PASSWORD", true},
		{"AWS", "x1", false}, {"jo@acme.example", "x1", false}, {"robot$ci", "x1", false},
	} {
		if _, why := pull.SampleCredentials("ghcr.io", c.user, c.password); (why != "") != c.want {
			t.Errorf("%s: %q", c.user, why)
		}
	}
}

// What no Secret can be called is not offered for creation, and said so.
func TestNamesThatNoSecretCanHave(t *testing.T) {
	for name, want := range map[string]string{
		"<your-secret>": "sample that was never replaced", "DOCKER_REGISTRY_SECRET": "lower-case letters", "RegCred": "capital letters", "reg cred": "lower-case letters",
		"regcred": "", "reg.cred-1": "", strings.Repeat("a", 254): "more than 253",
	} {
		if got := pull.NoSecretName(name); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	res, _ := root(t, world(basicRefusal, refs("<your-secret>")))
	f := res.Report.Failures[0].Findings[0]
	if f.Check != diagnose.CheckSecretMissing || f.Certainty != diagnose.Certain || !strings.Contains(f.Title, "not a valid name") || !strings.Contains(f.Detail, "Correct the reference") {
		t.Errorf("%+v", f)
	}
}
