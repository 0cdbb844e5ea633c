package manifest

import (
	"fmt"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// A pull secret that nothing references is no reason for a warning about images that
// are public, even if it is for their registry.
func TestPublicImagesBesideASecret(t *testing.T) {
	for image, warns := range map[string]bool{
		"redis:7": false, "docker.io/library/busybox": false, "grafana/grafana:11.0.0": false, "quay.io/prometheus/node-exporter:v1.8.0": false,
		"ghcr.io/fluxcd/source-controller:v1.3.0": false, "registry.k8s.io/pause:3.10": false, "mcr.microsoft.com/dotnet/runtime:8.0": false,
		"acme/web:1": true, "quay.io/acme/web:1": true, "ghcr.io/acme/web:1": true,
	} {
		text := fmt.Sprintf(`apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: c, image: %q}]}
---
apiVersion: v1
kind: Secret
metadata: {name: regcred}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: '{"auths":{"ghcr.io":%[2]s,"quay.io":%[2]s,"https://index.docker.io/v1/":%[2]s,"mcr.microsoft.com":%[2]s,"registry.k8s.io":%[2]s}}'}
`, image, `{"username":"bot","password":"invented"}`)
		res := engine.Run(mustRead(t, text), diagnose.Options{})
		r := res.Report
		if got := len(r.Failures) > 0; got != warns {
			t.Errorf("%s: warns %v", image, got)
		} else if warns {
			if f := r.Failures[0].Findings[0]; f.Check != diagnose.CheckSecretNotAttached || f.Severity != diagnose.SeverityWarning {
				t.Errorf("%s: %+v", image, f)
			}
			for _, l := range res.Diagnoses[0].Chain {
				if l.State == diagnose.LinkBroken {
					t.Errorf("%s: a warning is drawn as broken: %+v", image, l)
				}
			}
		}
	}
}
