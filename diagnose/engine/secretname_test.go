package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// The proposed name may be changed, and then is used everywhere: in the secret,
// in the list that references it, in the title and in the commands.
func TestRenamedSecret(t *testing.T) {
	_, f := root(t, world(basicRefusal, secret("shop", "taken", "{}")))
	remedy := fixNamed(t, f, "create-and-attach")
	if !fix.CanRename(&remedy) || remedy.Form.Secret.Name != "ghcr-io-login" {
		t.Fatalf("the proposal is %s", remedy.Form.Secret)
	}
	got, err := fix.WithSecretName(remedy, " team.pull ")
	if err != nil {
		t.Fatal(err)
	}
	if got.Steps[0].Object.Name != "team.pull" || !slices.Equal(step.List(got.Steps[1]), []string{"team.pull"}) || got.Form.Secret.Name != "team.pull" {
		t.Errorf("steps %+v", got.Steps)
	}
	if text := got.Title + strings.Join(got.Commands, "\n"); strings.Contains(text, "ghcr-io-login") || strings.Count(text, "team.pull") < 3 {
		t.Errorf("the old name is still used:\n%s", text)
	}
	if remedy.Steps[0].Object.Name != "ghcr-io-login" || remedy.Form.Secret.Name != "ghcr-io-login" {
		t.Error("the fix that was given has changed")
	}
	for name, why := range map[string]string{
		"taken": "exists already", "": "needs a name", "Team": "lower-case letters", "-x": "begins and ends", "a..b": "lower-case letters",
		strings.Repeat("a", 254): "lower-case letters", "a/../b": "lower-case letters",
	} {
		if _, err := fix.WithSecretName(remedy, name); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v, want %q", name, err, why)
		}
	}
}

// A name that the pods reference is not a proposal.
func TestSecretThatIsAskedForKeepsItsName(t *testing.T) {
	_, f := root(t, world(basicRefusal, refs("regcred")))
	remedy := fixNamed(t, f, "create-secret")
	if fix.CanRename(&remedy) {
		t.Error("it can be renamed")
	}
	if _, err := fix.WithSecretName(remedy, "other"); err == nil || !strings.Contains(err.Error(), "reference a secret named regcred") {
		t.Errorf("got %v", err)
	}
	if _, err := fix.WithSecretName(remedy, "regcred"); err != nil {
		t.Error(err)
	}
}

func TestSecretName(t *testing.T) {
	for registry, want := range map[string]string{
		"ghcr.io": "ghcr-io-login", "reg.example.com:5000": "reg-example-com-5000-login", "docker.io": "docker-io-login",
		"123456789012.dkr.ecr.eu-west-1.amazonaws.com":                  "ecr-eu-west-1-login",
		"europe-west4-docker.pkg.dev":                                   "gar-europe-west4-login",
		"a-very-long-name-of-a-registry.in-some-department.example.com": "a-very-long-name-of-a-registry-in-some-d-login",
	} {
		if got := fix.SecretName(registry); got != want {
			t.Errorf("%s: %s, want %s", registry, got, want)
		}
	}
}
