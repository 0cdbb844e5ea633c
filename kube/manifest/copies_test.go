package manifest

import (
	"fmt"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// A Secret that a controller copies counts in the namespaces that its annotations
// name, with its content.
func TestCopiedSecrets(t *testing.T) {
	const reflect, replicate = "reflector.v1.k8s.emberstack.com/", "replicator.v1.mittwald.de/"
	for _, tt := range []struct {
		annotations string
		counts      bool
	}{
		{"", false},
		{reflect + "reflection-allowed: 'true', " + reflect + "reflection-auto-enabled: 'true'", true},
		{reflect + "reflection-allowed: 'true'", false},
		{reflect + "reflection-auto-enabled: 'true'", false},
		{reflect + "reflection-allowed: 'true', " + reflect + "reflection-auto-enabled: 'true', " + reflect + "reflection-allowed-namespaces: 'sh.*,ci'", true},
		{reflect + "reflection-allowed: 'true', " + reflect + "reflection-auto-enabled: 'true', " + reflect + "reflection-auto-namespaces: 'ci,sho'", false},
		{replicate + "replicate-to: 'ci, shop'", true},
		{replicate + "replicate-to: 'shop-.*'", false},
		{replicate + "replicate-to-matching: 'pull=yes'", true},
		{replicate + "replicate-to-matching: 'pull=no'", false},
		{"kubed.appscode.com/sync: ''", true},
		{"kubed.appscode.com/sync: 'pull=no'", false},
	} {
		text := fmt.Sprintf(`apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {imagePullSecrets: [{name: regcred}], containers: [{name: c, image: "ghcr.io/acme/web:1"}]}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pull: "yes"}}
---
apiVersion: v1
kind: Secret
metadata: {name: regcred, namespace: infra, annotations: {%s}}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: '{"auths":{"ghcr.io":{"username":"bot","password":"invented"}}}'}
`, tt.annotations)
		s := mustRead(t, text)
		r := engine.Run(s, diagnose.Options{}).Report
		if got := len(r.Failures) == 0; got != tt.counts || len(r.Documents) > 0 {
			t.Errorf("%s: counts %v, %+v", tt.annotations, got, r.Documents)
		}
	}
}
