package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// checksOf are the checks of the findings about the first failure, with the
// details joined.
func checksOf(t *testing.T, s *diagnose.Snapshot) (list []string, details string) {
	t.Helper()
	for _, f := range Run(s, diagnose.Options{}).Report.Failures[0].Findings {
		list = append(list, string(f.Check))
		details += f.Detail + "\n"
	}
	return list, details
}

// sidecar adds a running container.
func sidecar(image string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.Pods[0].Containers = append(s.Pods[0].Containers, diagnose.Container{Name: "side", Type: diagnose.TypeContainer, Image: image, Running: true})
	}
}

// A secret that the account provides by now is the cause only if a new pod
// would pull with it; otherwise its own fault is.
func TestAttachedAfterStartCuresOrNot(t *testing.T) {
	broken := func(s *diagnose.Secret) { s.Type = "Opaque" }
	for _, c := range []struct {
		name  string
		edits []func(*diagnose.Snapshot)
		want  string // the checks, in order
		says  string
	}{
		{"it matches", with(accountRefs(false, "r"), secret("shop", "r", config("ghcr.io"))), "attached-after-start", ""},
		{"one of two matches", with(accountRefs(false, "q", "r"), secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io"))), "attached-after-start", ""},
		{"a misspelt key", with(accountRefs(false, "r"), secret("shop", "r", config("gchr.io"))), "host-mismatch attached-after-start", "has to be recreated as well"},
		{"another registry", with(accountRefs(false, "r"), secret("shop", "r", config("quay.io"))), "no-credentials attached-after-start", "recreating the pod alone does not help"},
		{"a wrong type", with(accountRefs(false, "r"), secret("shop", "r", config("ghcr.io"), broken)), "wrong-type attached-after-start", "has to be recreated as well"},
		{"a missing secret", with(accountRefs(false, "r")), "secret-missing attached-after-start", "Service account default references"},
		{"one that may not be read", with(accountRefs(false, "r"), forbidden("secrets", "r")), "attached-after-start secret-unreadable", "cannot be determined"},
	} {
		list, details := checksOf(t, world(basicRefusal, c.edits...))
		if got := strings.Join(list, " "); got != c.want || !strings.Contains(details, c.says) {
			t.Errorf("%s: %s, want %s\n%s", c.name, got, c.want, details)
		}
	}
}

// What would not change the answer is not reported.
func TestBesideThePoint(t *testing.T) {
	two := with(refs("q", "g"), secret("shop", "q", config("quay.io")), secret("shop", "g", config("gchr.io")))
	for _, c := range []struct {
		name    string
		message string
		edits   []func(*diagnose.Snapshot)
		want    string
	}{
		{"a secret for another container", basicRefusal, append(two, sidecar("quay.io/acme/side:1")), "host-mismatch"},
		{"all secrets are for other containers", basicRefusal, with(refs("q"), secret("shop", "q", config("quay.io")), sidecar("quay.io/acme/side:1")), "no-credentials"},
		{"the only secret is for another registry", basicRefusal, with(refs("q"), secret("shop", "q", config("quay.io"))), "host-mismatch"},
		{"another one matches and was refused", login401, with(refs("q", "r"), secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io"))), "credential-rejected"},
		{"beside a missing one", basicRefusal, with(refs("q", "gone"), secret("shop", "q", config("quay.io"))), "secret-missing"},
		{"a public image that does not exist", `failed to resolve reference "docker.io/library/ngin:1": docker.io/library/ngin:1: not found`, with(pulls("ngin:1"), refs("q"), secret("shop", "q", config("quay.io"))), "image-not-found"},
		{"OpenShift's own", basicRefusal, with(refs("default-dockercfg-8nz6z", "gone"), secret("shop", "default-dockercfg-8nz6z", config("image-registry.openshift-image-registry.svc:5000"))), "secret-missing"},
	} {
		list, details := checksOf(t, world(c.message, c.edits...))
		if got := strings.Join(list, " "); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", c.name, got, c.want, details)
		}
	}
}

// An image that was changed on the way to the pod is named as it was, and its
// secret is not blamed.
func TestRewrittenImage(t *testing.T) {
	written := func(image string) func(*diagnose.Snapshot) {
		return func(s *diagnose.Snapshot) {
			s.Workloads[0].Images, s.Workloads[0].Policies = []string{image}, []string{""}
		}
	}
	for _, c := range []struct{ name, template, pod, says, not string }{
		{"a cache with a prefix", "ghcr.io/acme/web:1", "cache.acme.example/ghcr/acme/web:1", "changed the image from ghcr.io/acme/web:1 to cache.acme.example/ghcr/acme/web:1", ""},
		{"an official image", "nginx:1", "cache.acme.example/hub/nginx:1", "changed the image from nginx:1", ""},
		{"an older template", "ghcr.io/acme/web:2", "cache.acme.example/ghcr/acme/web:1", "", "changed the image"},
		{"as it was", "ghcr.io/acme/web:1", "ghcr.io/acme/web:1", "", "changed the image"},
		{"another repository", "ghcr.io/acme/api:1", "cache.acme.example/ghcr/acme/web:1", "", "changed the image"},
	} {
		_, details := checksOf(t, world(basicRefusal, written(c.template), pulls(c.pod), refs("r"), secret("shop", "r", config("ghcr.io"))))
		if !strings.Contains(details, c.says) || c.not != "" && strings.Contains(details, c.not) {
			t.Errorf("%s: %s", c.name, details)
		}
	}
}

// A pod that runs an image shows that it is public only if it could have pulled
// it without credentials.
func TestPulledWithoutCredentials(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []func(*diagnose.Snapshot)
		want  bool
	}{
		{"no pull secret", with(runsOn("node-2")), true},
		{"one for another registry", with(runsOn("node-2", "q"), secret("shop", "q", config("quay.io"))), true},
		{"one that matches", with(runsOn("node-2", "m"), secret("shop", "m", config("ghcr.io"))), false},
		{"one that breaks every pull", with(runsOn("node-2", "p"), secret("shop", "p", `{"auths":{"quay.io":{"auth":"%%%"}}}`)), false},
		{"one that was not read", with(runsOn("node-2", "x"), func(s *diagnose.Snapshot) {
			s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: "secrets", Verb: "list", Why: "forbidden"})
		}), false},
	} {
		list, _ := checksOf(t, world(login401, append(c.edits, refs("r"), secret("shop", "r", config("ghcr.io")))...))
		if got := list[0] == string(diagnose.CheckBreaksPublicImage); got != c.want {
			t.Errorf("%s: %v", c.name, list)
		}
	}
}
