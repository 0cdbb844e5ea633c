package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// two is a config with logins for two registries.
func two(a, b string) string {
	return fmt.Sprintf(`{"auths":{%q:{"auth":%q},%q:{"auth":%q}},"credsStore":"desktop"}`, a, b64("bot:"+canary), b, b64("other:"+canary))
}

// A copy holds the docker config and nothing else of the donor, and the login
// for the needed host alone is offered when the donor has more.
func TestCopiesAreStripped(t *testing.T) {
	s := world(basicRefusal, refs("regcred"), secret("infra", "all", two("ghcr.io", "quay.io"), func(d *diagnose.Secret) {
		d.Data["extra"] = []byte("x")
		d.Labels = map[string]string{"team": "infra"}
		d.Annotations = map[string]string{manager.RancherOldCopy: "true"}
		d.Owners = []diagnose.Owner{{Kind: "Widget", Name: "w", Controller: true}}
	}))
	_, f := root(t, s)
	if got := ids(f)[:2]; !slices.Equal(got, []string{"copy-secret", "copy-secret-one-host"}) {
		t.Fatalf("fixes %v", got)
	}
	whole, one := f.Fixes[0], f.Fixes[1]
	if st := whole.Steps[0].Write.(step.CreateSecret); len(st.Data) != 1 || st.Labels != nil || st.Annotations != nil || string(st.Data[keyring.KeyDockerConfigJSON]) != two("ghcr.io", "quay.io") {
		t.Errorf("the copy brings more along: %d keys, %v %v", len(st.Data), st.Labels, st.Annotations)
	}
	if w := strings.Join(whole.Warnings, " "); !strings.Contains(w, "gets those for quay.io as well") || !strings.Contains(w, "not the copy") {
		t.Errorf("warnings %q", whole.Warnings)
	}
	if got, want := string(step.Data(one.Steps[0])[keyring.KeyDockerConfigJSON]), `{"auths":{"ghcr.io":{"auth":"`+b64("bot:"+canary)+`"}}}`; got != want {
		t.Error("not the needed host alone")
	}
	if strings.Contains(strings.Join(one.Warnings, " "), "quay.io") {
		t.Errorf("warnings %q", one.Warnings)
	}
	if len(after(t, s, one)) != 1 {
		t.Error("the kubelet finds no login in the smaller copy")
	}
}

// Of several donors the one with the fewest other logins comes first, one that
// expired is not taken.
func TestDonorsAreRanked(t *testing.T) {
	expired := func(s *diagnose.Secret) {
		s.Data[keyring.KeyDockerConfigJSON] = []byte(`{"auths":{"ghcr.io":{"auth":"` + b64("bot:"+expiringToken(noon.Unix()-60)) + `"}}}`)
	}
	s := world(basicRefusal, refs("regcred"), secret("a", "expired", "", expired),
		secret("b", "many", two("ghcr.io", "quay.io")), secret("c", "single", config("ghcr.io")), secret("d", "wrong", config("gchr.io")))
	_, f := root(t, s)
	if from := f.Fixes[0].Steps[0].Write.(step.CreateSecret).From; from == nil || from.Name != "single" {
		t.Errorf("copied from %v", from)
	}
}

func TestNameAndClash(t *testing.T) {
	s := world(basicRefusal, secret("shop", "ghcr-io-login", config("quay.io")))
	_, f := root(t, s)
	if got := fixNamed(t, f, "create-and-attach").Form.Secret.Name; got != "ghcr-io-login-2" {
		t.Errorf("proposed %s", got)
	}
}
