package engine

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// canary is a password that must never be seen anywhere.
const canary = "c4nary-Passw0rd"

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// basicRefusal is what a node says when it sent no login to a registry that
// wants one.
const basicRefusal = `Back-off pulling image "ghcr.io/acme/web:1": ErrImagePull: failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`

// login401 is what it says when the registry refused the login.
const login401 = `Back-off pulling image "ghcr.io/acme/web:1": ErrImagePull: failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: unexpected status from HEAD request to https://ghcr.io/v2/acme/web/manifests/1: 401 Unauthorized`

// world is a small cluster for one test: namespace shop, one Deployment web
// with one failing pod that pulls ghcr.io/acme/web:1.
func world(message string, edits ...func(*diagnose.Snapshot)) *diagnose.Snapshot {
	s := &diagnose.Snapshot{
		Source: diagnose.Source{Kind: diagnose.SourceCluster, Context: "test"}, Now: noon, PodsRead: 1,
		Pods: []diagnose.Pod{{
			Meta: diagnose.Meta{Kind: "Pod", Namespace: "shop", Name: "web-1", UID: "pod-1", ResourceVersion: "7", Created: noon.Add(-time.Hour),
				Owners: []diagnose.Owner{{APIVersion: "apps/v1", Kind: "Deployment", Name: "web", UID: "dep-1", Controller: true}}},
			ServiceAccount: "default", Node: "node-1", Phase: "Pending",
			Containers: []diagnose.Container{{Name: "app", Type: diagnose.TypeContainer, Image: "ghcr.io/acme/web:1", PullPolicy: "IfNotPresent", Waiting: true, Reason: "ImagePullBackOff", Message: message}},
		}},
		ServiceAccounts: []diagnose.ServiceAccount{{Meta: diagnose.Meta{Kind: "ServiceAccount", Namespace: "shop", Name: "default", UID: "sa-1", ResourceVersion: "3"}}},
		Workloads:       []diagnose.Workload{{Meta: diagnose.Meta{Kind: "Deployment", APIVersion: "apps/v1", Namespace: "shop", Name: "web", UID: "dep-1", ResourceVersion: "5"}}},
		Nodes:           []diagnose.Node{{Meta: diagnose.Meta{Kind: "Node", Name: "node-1"}, KubeletVersion: "v1.36.3"}},
	}
	for _, e := range edits {
		e(s)
	}
	return s
}

// refs names pull secrets in the Deployment, and so in its pod.
func refs(names ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.Pods[0].PullSecrets, s.Workloads[0].PullSecrets = names, names }
}

// accountRefs names them in the service account; copied says whether the pod
// was made afterwards.
func accountRefs(copied bool, names ...string) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		s.ServiceAccounts[0].PullSecrets = names
		if copied {
			s.Pods[0].PullSecrets = names
		}
	}
}

// secret adds a pull secret with this content.
func secret(namespace, name, content string, edits ...func(*diagnose.Secret)) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) {
		sec := diagnose.Secret{Meta: diagnose.Meta{Kind: "Secret", Namespace: namespace, Name: name, UID: "uid-" + namespace + "-" + name, ResourceVersion: "11"},
			Type: keyring.TypeDockerConfigJSON, Data: map[string][]byte{keyring.KeyDockerConfigJSON: []byte(content)}}
		for _, e := range edits {
			e(&sec)
		}
		s.Secrets = append(s.Secrets, sec)
	}
}

// config is a docker config with one login for key.
func config(key string) string {
	return fmt.Sprintf(`{"auths":{%q:{"username":"bot","password":%q,"auth":%q}}}`, key, canary, b64("bot:"+canary))
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// root runs the diagnosis of a world with one failure.
func root(t *testing.T, s *diagnose.Snapshot) (*diagnose.Result, *diagnose.Finding) {
	t.Helper()
	res := Run(s, diagnose.Options{Version: "test"})
	if len(res.Report.Failures) != 1 {
		t.Fatalf("%d failures, want 1", len(res.Report.Failures))
	}
	return res, res.Diagnoses[0].Root()
}

// leaks fails when the canary, in clear or in base64, is in the text.
func leaks(t *testing.T, what, text string) {
	t.Helper()
	for _, bad := range []string{canary, b64("bot:" + canary), b64(canary)} {
		if strings.Contains(text, bad) {
			t.Errorf("%s shows a credential", what)
		}
	}
}
