package present

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// The commands never hold a password: crane reads the pull secret where it finds
// the entry as the kubelet does, else the standard input.
func TestAskCommands(t *testing.T) {
	const canary = "c4nary-Passw0rd"
	s := &diagnose.Snapshot{Secrets: []diagnose.Secret{
		{Meta: diagnose.Meta{Namespace: "shop", Name: "regcred"}, Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{".dockerconfigjson": []byte("{}")}},
		{Meta: diagnose.Meta{Namespace: "shop", Name: "old"}, Type: "kubernetes.io/dockercfg", Data: map[string][]byte{".dockercfg": []byte("{}")}},
	}}
	for _, tc := range []struct {
		image, secret, key string
		want, not          []string
	}{
		{"ghcr.io/acme/web:1.4.2", "regcred", "ghcr.io", []string{
			"kubectl -n shop get secret regcred -o 'jsonpath={.data.\\.dockerconfigjson}' | base64 -d > $DOCKER_CONFIG/config.json",
			"crane digest ghcr.io/acme/web:1.4.2", "curl -sSI https://ghcr.io/v2/acme/web/manifests/1.4.2", "crane manifest ghcr.io/acme/web:1.4.2"}, []string{"auth login"}},
		{"ghcr.io/acme/web:1.4.2", "regcred", "ghcr.io/acme", []string{`| crane auth login ghcr.io --username "$USERNAME" --password-stdin`}, []string{"kubectl"}},
		{"ghcr.io/acme/web:1.4.2", "old", "ghcr.io", []string{"crane auth login ghcr.io"}, []string{"kubectl"}},
		{"nginx", "regcred", "docker.io", []string{"crane auth login index.docker.io", "crane digest docker.io/library/nginx:latest",
			"https://registry-1.docker.io/v2/library/nginx/manifests/latest", "Docker Hub counts this as a pull"}, []string{"kubectl"}},
		{"nginx", "regcred", "https://index.docker.io/v1/", []string{"kubectl -n shop get secret regcred"}, []string{"auth login"}},
		{"r.example:5000/a@sha256:" + strings.Repeat("a", 64), "none", "r.example:5000", []string{"crane auth login r.example:5000", "/v2/a/manifests/sha256:aaaa"}, []string{"kubectl"}},
	} {
		image, err := keyring.ParseImage(tc.image)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(AskCommands(s, []diagnose.RegistryQuestion{{
			Image: image, Namespace: "shop", Platforms: true,
			Credentials: []keyring.Credential{{Secret: tc.secret, Key: tc.key, Username: "bot", Password: canary}},
		}}), "\n")
		for _, want := range tc.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s %s: no %q in\n%s", tc.image, tc.key, want, got)
			}
		}
		for _, not := range append(tc.not, canary, "bot") {
			if strings.Contains(got, not) {
				t.Errorf("%s %s: %q in\n%s", tc.image, tc.key, not, got)
			}
		}
		if !strings.Contains(got, "# without credentials\nDOCKER_CONFIG=$(mktemp -d) crane digest") {
			t.Errorf("the question without credentials is missing:\n%s", got)
		}
	}
}

// A name that is none is in no command.
func TestAskCommandsHostile(t *testing.T) {
	image, err := keyring.ParseImage("quay.io/a/one:1")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(AskCommands(nil, []diagnose.RegistryQuestion{{Image: image, Namespace: "shop",
		Credentials: []keyring.Credential{{Secret: "s\nrm -rf ~", Key: "quay.io"}}}}), "\n")
	if strings.Contains(got, "\nrm -rf") {
		t.Errorf("got\n%s", got)
	}
}

// Images that share credentials share the lines around them.
func TestAskCommandsTogether(t *testing.T) {
	var questions []diagnose.RegistryQuestion
	for _, name := range []string{"quay.io/a/one:1", "quay.io/a/two:1", "quay.io/a/one:1"} {
		image, err := keyring.ParseImage(name)
		if err != nil {
			t.Fatal(err)
		}
		questions = append(questions, diagnose.RegistryQuestion{Image: image, Namespace: "shop", Credentials: []keyring.Credential{{Secret: "s", Key: "quay.io"}}})
	}
	want := `# with the credentials of Secret s
export DOCKER_CONFIG=$(umask 077; mktemp -d)
read -rp 'User name: ' USERNAME && read -rsp 'Password: ' PASSWORD
printf %s "$PASSWORD" | crane auth login quay.io --username "$USERNAME" --password-stdin
crane digest quay.io/a/one:1
crane digest quay.io/a/two:1
rm -r $DOCKER_CONFIG; unset DOCKER_CONFIG
# without credentials
DOCKER_CONFIG=$(mktemp -d) crane digest quay.io/a/one:1
curl -sSI https://quay.io/v2/a/one/manifests/1
DOCKER_CONFIG=$(mktemp -d) crane digest quay.io/a/two:1
curl -sSI https://quay.io/v2/a/two/manifests/1`
	if got := strings.Join(AskCommands(nil, questions), "\n"); got != want {
		t.Errorf("got\n%s", got)
	}
}
