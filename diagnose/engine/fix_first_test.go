package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// The identity of a cloud's node, and OpenShift's rights, come before secrets.
func TestRightsComeFirst(t *testing.T) {
	for name, tc := range map[string]struct {
		image, provider string
		first, command  string
	}{
		"EKS":       {ecrHost + "/app:1", "aws:///eu-west-1a/i-0abc", "grant-node-access", "aws iam attach-role-policy"},
		"not EKS":   {ecrHost + "/app:1", "", "create-and-attach", ""},
		"AKS":       {"acme.azurecr.io/web:1", "azure:///subscriptions/x", "grant-node-access", "az "},
		"GKE":       {garHost + "/p/r/app:1", "gce://p/z/n", "grant-node-access", "gcloud "},
		"GKE, ECR":  {ecrHost + "/app:1", "gce://p/z/n", "create-and-attach", ""},
		"OpenShift": {"image-registry.openshift-image-registry.svc:5000/build/app:1", "", "grant-image-puller", "oc policy add-role-to-user system:image-puller system:serviceaccount:shop:default -n build"},
	} {
		t.Run(name, func(t *testing.T) {
			says := strings.ReplaceAll(basicRefusal, "ghcr.io/acme/web:1", tc.image)
			_, f := root(t, world(says, pulls(tc.image), node("v1.34.1", tc.provider)))
			first := f.Fixes[0]
			if first.ID != tc.first || !strings.Contains(strings.Join(first.Commands, "\n"), tc.command) {
				t.Errorf("%s\n%s", first.ID, strings.Join(first.Commands, "\n"))
			}
			if tc.command != "" && (first.Form != nil || len(first.Steps) > 0 || first.Blocked == "" || !slices.Contains(ids(f), "create-and-attach")) {
				t.Errorf("%+v, then %v", first, ids(f)[1:])
			}
		})
	}
}

// Nothing is added to the secret that OpenShift renews.
func TestOpenShiftsOwnSecretIsLeftAlone(t *testing.T) {
	own := func(s *diagnose.Secret) {
		s.Annotations = map[string]string{"openshift.io/internal-registry-auth-token.service-account": "default"}
	}
	_, f := root(t, world(basicRefusal, refs("default-dockercfg-x"), secret("shop", "default-dockercfg-x", config("image-registry.openshift-image-registry.svc:5000"), own)))
	for _, x := range f.Fixes {
		for _, s := range x.Steps {
			if s.Action() == diagnose.UpdateSecret {
				t.Errorf("%s changes %s", x.ID, s.Object)
			}
		}
	}
	if !slices.Contains(ids(f), "create-and-attach") {
		t.Errorf("fixes %v", ids(f))
	}
}

// limited is a pull that was refused for its number.
const limited = `Back-off pulling image "acme/web:1": ErrImagePull: failed to pull and unpack image "docker.io/acme/web:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/acme/web/manifests/1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.`

func TestUnusedSecretForALimit(t *testing.T) {
	hub := config("https://index.docker.io/v1/")
	for name, tc := range map[string]struct {
		edits []func(*diagnose.Snapshot)
		want  string
	}{
		"here":            {with(secret("shop", "hub", hub)), "attach-to-workload"},
		"elsewhere":       {with(secret("infra", "hub", hub)), "copy-and-attach"},
		"another tenant":  {with(secret("infra", "hub", hub), namespaces("infra", "p-1", "shop", "p-2")), ""},
		"none":            {nil, ""},
		"attached, used":  {with(secret("shop", "hub", hub), refs("hub")), ""},
		"a sample inside": {with(secret("shop", "hub", login("https://index.docker.io/v1/", "<your-name>", "<your-password>"))), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, f := root(t, world(limited, append(with(pulls("acme/web:1")), tc.edits...)...))
			first := ""
			if len(f.Fixes) > 0 {
				first = f.Fixes[0].ID
			}
			if f.Check != diagnose.CheckRateLimited || first != tc.want {
				t.Errorf("%s: %s", f.Check, first)
			}
		})
	}
}

// What one pod shows to be refused is offered to no other.
func TestRefusedCredentialsAreNotOffered(t *testing.T) {
	other := func(s *diagnose.Snapshot) {
		p, w, a := s.Pods[0], s.Workloads[0], s.ServiceAccounts[0]
		p.Namespace, w.Namespace, a.Namespace, p.UID, w.UID = "cart", "cart", "cart", "pod-2", "dep-2"
		p.PullSecrets, w.PullSecrets = nil, nil
		p.Containers = slices.Clone(p.Containers)
		p.Containers[0].Message = basicRefusal
		s.Pods, s.Workloads, s.ServiceAccounts = append(s.Pods, p), append(s.Workloads, w), append(s.ServiceAccounts, a)
	}
	res := Run(world(login401, refs("ghcr"), secret("shop", "ghcr", config("ghcr.io")), other), diagnose.Options{})
	if len(res.Report.Failures) != 2 || res.Report.Failures[1].Findings[0].Check != diagnose.CheckCredentialRejected {
		t.Fatalf("%+v", res.Report.Failures)
	}
	for _, f := range res.Report.Failures[0].Findings {
		for _, x := range f.Fixes {
			if strings.Contains(x.ID, "copy") {
				t.Errorf("offers %s: %s", x.ID, x.Title)
			}
		}
	}
}

// A secret of another tenant is never proposed first, and the fix says so.
func TestOtherTenantsComeLast(t *testing.T) {
	for name, edits := range map[string][]func(*diagnose.Snapshot){
		"missing":        with(refs("regcred"), secret("infra", "regcred", config("ghcr.io"))),
		"no credentials": with(secret("infra", "regcred", config("ghcr.io"))),
		"mismatch":       with(refs("quay"), secret("shop", "quay", config("quay.io")), secret("infra", "regcred", config("ghcr.io"))),
	} {
		t.Run(name, func(t *testing.T) {
			_, f := root(t, world(basicRefusal, append(edits, namespaces("infra", "p-1", "shop", "p-2"))...))
			if strings.Contains(f.Fixes[0].ID, "copy") {
				t.Errorf("fixes %v", ids(f))
			}
			i := slices.IndexFunc(f.Fixes, func(x diagnose.Fix) bool { return strings.Contains(x.ID, "copy") })
			if i < 0 || !strings.Contains(strings.Join(f.Fixes[i].Warnings, " "), "belongs to another tenant (Rancher project p-1)") {
				t.Errorf("%v without a warning", ids(f))
			}
			_, f = root(t, world(basicRefusal, append(edits, namespaces("infra", "p-1", "shop", "p-1"))...))
			if i := slices.IndexFunc(f.Fixes, func(x diagnose.Fix) bool { return strings.Contains(x.ID, "copy") }); i != 0 {
				t.Errorf("within the tenant: %v", ids(f))
			}
		})
	}
}

// A name that no secret can have is corrected in the list, and never created.
func TestImpossibleSecretName(t *testing.T) {
	for _, name := range []string{"<your-secret>", "DOCKER_REGISTRY_SECRET"} {
		_, f := root(t, world(basicRefusal, refs(name), secret("shop", "ghcr", config("ghcr.io"))))
		if got := ids(f); f.Check != diagnose.CheckSecretMissing || !slices.Equal(got, []string{"correct-name", "create-and-reference"}) {
			t.Fatalf("%s %v", f.Check, got)
		}
		for _, x := range f.Fixes {
			for _, s := range x.Steps {
				if s.Object.Name == name || slices.Contains(step.List(s), name) {
					t.Errorf("%s: %s keeps the name", x.ID, s.Object)
				}
			}
		}
	}
}

// Credentials for an immutable secret go into another one, listed before it.
func TestCredentialsForAnImmutableSecret(t *testing.T) {
	fixed := func(s *diagnose.Secret) { s.Immutable = true }
	_, f := root(t, world(login401, refs("ghcr"), secret("shop", "ghcr", config("ghcr.io"), fixed)))
	x := fixNamed(t, f, "create-beside")
	if len(x.Steps) != 2 || x.Steps[0].Object.Name != "ghcr-new" || !slices.Equal(step.List(x.Steps[1]), []string{"ghcr-new", "ghcr"}) || x.Form == nil {
		t.Errorf("%+v", x.Steps)
	}
	if strings.Contains(strings.Join(ids(f), " "), "replace-login") {
		t.Errorf("fixes %v", ids(f))
	}
}

// A new name is explained if the obvious one is taken.
func TestTakenNames(t *testing.T) {
	tls := func(s *diagnose.Secret) { s.Type, s.Data = "kubernetes.io/tls", map[string][]byte{"tls.crt": nil} }
	_, f := root(t, world(basicRefusal, secret("shop", "ghcr-io-login", "", tls), secret("infra", "x", config("ghcr.io")), secret("shop", "x", "", tls)))
	var titles []string
	for _, x := range f.Fixes {
		titles = append(titles, x.Title)
	}
	for _, want := range []string{"as x-2 and attach it to Deployment web, because x is a TLS secret", "Create Secret ghcr-io-login-2 with your credentials and attach it to Deployment web, because ghcr-io-login is a TLS secret"} {
		if !strings.Contains(strings.Join(titles, "\n"), want) {
			t.Errorf("no %q in\n%s", want, strings.Join(titles, "\n"))
		}
	}
}

// Recreating a secret also offers a copy with only the needed host.
func TestRebuildOnlyTheNeededHost(t *testing.T) {
	opaque := func(s *diagnose.Secret) { s.Type = "Opaque" }
	_, f := root(t, world(basicRefusal, refs("r"), secret("shop", "r", two("ghcr.io", "quay.io"), opaque)))
	one := fixNamed(t, f, "recreate-with-type-one-host")
	if got := string(step.Data(one.Steps[0])[keyring.KeyDockerConfigJSON]); strings.Contains(got, "quay.io") || !strings.Contains(got, "ghcr.io") {
		t.Error("other hosts are kept, or the needed one is not")
	}
	if f.Fixes[0].ID != "recreate-with-type" || f.Fixes[0].Title == one.Title {
		t.Errorf("fixes %v", ids(f))
	}
}
