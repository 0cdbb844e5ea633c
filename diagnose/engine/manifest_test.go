package engine_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// deployed judges a Deployment that names these pull secrets, beside the
// manifests of testdata/manifests/secrets.yaml.
func deployed(t *testing.T, image string, secrets ...string) *diagnose.Result {
	t.Helper()
	others, err := os.ReadFile("testdata/manifests/secrets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, s := range secrets {
		names += "{name: " + s + "},"
	}
	text := string(others) + fmt.Sprintf(`---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {imagePullSecrets: [%s], containers: [{name: web, image: %q}]}}}
`, names, image)
	s, problems, err := manifest.ReadFiles([]string{"-"}, strings.NewReader(text), "")
	if err != nil {
		t.Fatal(err, problems)
	}
	return engine.Run(s, diagnose.Options{})
}

// Only what the manifests prove is an error: a secret of no use beside one that
// serves, or may, is a warning, unless it cannot be deployed or spoils the others.
func TestWhatManifestsProve(t *testing.T) {
	for _, tc := range []struct{ secrets, want string }{
		{"good", ""},
		{"sealed", ""},
		{"opaque", "wrong-type error certain"},
		{"good opaque", "wrong-type warning certain"},
		{"opaque sealed", "wrong-type warning likely"},
		{"opaque gone", "wrong-type warning likely, secret-missing warning likely"},
		{"slip", "host-mismatch error certain, secret-not-attached warning certain"},
		{"good slip", "host-mismatch warning certain"},
		{"sealed slip", "host-mismatch warning likely"},
		{"good poison", "poisoned-by-other-secret error certain, undecodable-base64 error certain"},
		{"good refused", "wrong-data-key error certain"},
		{"gone", "secret-missing warning likely"},
		{"good gone", "secret-missing warning likely"},
		{"goood", "secret-name-typo warning likely"},
		{"good-2", "secret-missing warning likely"}, // another one, perhaps in the cluster
	} {
		var got []string
		for _, f := range deployed(t, "ghcr.io/acme/web:1", strings.Fields(tc.secrets)...).Report.Failures {
			for _, x := range f.Findings {
				got = append(got, fmt.Sprint(x.Check, " ", x.Severity, " ", x.Certainty))
			}
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s: %q, want %q", tc.secrets, s, tc.want)
		}
	}
}

// Before deployment nothing has happened yet: the texts say what will happen, and name the workload in the
// manifest.
func TestWordsBeforeDeployment(t *testing.T) {
	for _, tc := range []struct{ image, secrets, title, detail string }{
		{"ghcr.io/acme/web:1", "slip", "The credentials are stored for a different registry",
			`Secret slip has credentials for "gchr.io", but the image needs credentials for "ghcr.io": the host differs from ghcr.io by two swapped letters. No key matches, so the node will pull without credentials.`},
		{"ghcr.io/acme/web:1", "slip sealed", "The credentials are stored for a different registry",
			`Secret slip has credentials for "gchr.io", but the image needs credentials for "ghcr.io": the host differs from ghcr.io by two swapped letters. Unless another pull secret has credentials for it, the node will pull without any.`},
		{"ghcr.io/Acme/web:1", "good", "The image name is not a valid reference",
			`"ghcr.io/Acme/web:1" is not a valid image reference: a repository must be in lower case, ghcr.io/acme/web:1. The node will not ask any registry.`},
		{"ghcr.io/acme/web:1", "gone", "The pull secret is not among the manifests",
			`Deployment web references the pull secret "gone", but there is no Secret with that name in namespace shop among these manifests (it may exist in the cluster).`},
		{"ghcr.io/acme/web:1", "goood", "The name of the pull secret is misspelt",
			`Deployment web references the pull secret "goood". It does not exist among these manifests; "good" does.`},
		{"ghcr.io/acme/web:1", "", "A matching pull secret exists, but nothing references it",
			`Secret good has credentials for ghcr.io ("ghcr.io"). Neither Deployment web nor service account default references it, so the node does not use it.`},
	} {
		res := deployed(t, tc.image, strings.Fields(tc.secrets)...)
		if len(res.Diagnoses) != 1 {
			t.Fatalf("%s: %d failures", tc.secrets, len(res.Diagnoses))
		}
		root := res.Diagnoses[0].Root()
		if root.Title != tc.title || root.Detail != tc.detail {
			t.Errorf("%s:\n%s\n%s", tc.secrets, root.Title, root.Detail)
		}
	}
}

// A secret that a controller will create is not one that cannot be read.
func TestPlannedSecretInTheChain(t *testing.T) {
	for _, l := range deployed(t, "ghcr.io/acme/web:1", "sealed", "slip").Diagnoses[0].Chain {
		switch l.ID {
		case diagnose.LinkPod:
			if l.Name != "of Deployment web" {
				t.Errorf("pod: %q", l.Name)
			}
		case diagnose.LinkSecret:
			facts := strings.Join(l.Facts, "\n")
			if l.Name != "slip (1 of 2)" || // the cause is about it
				!strings.Contains(facts, "Secret sealed does not exist yet: SealedSecret sealed will create it with type kubernetes.io/dockerconfigjson") {
				t.Errorf("%+v", l)
			}
		}
	}
}
