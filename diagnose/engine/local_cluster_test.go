package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// On a cluster for developers an image can be loaded instead of pulled.
func TestLocalImage(t *testing.T) {
	tests := map[string]struct {
		node diagnose.Node
		says string
		want string
	}{
		"kind":              {diagnose.Node{Meta: diagnose.Meta{Name: "dev-worker"}, ProviderID: "kind://docker/dev/dev-worker"}, saysNoBasic, "run kind load docker-image ghcr.io/acme/web:1 --name dev, and"},
		"minikube":          {diagnose.Node{Meta: diagnose.Meta{Name: "minikube"}}, saysNotFound, "run minikube image load ghcr.io/acme/web:1, and"},
		"a profile":         {diagnose.Node{Meta: diagnose.Meta{Name: "lab", Labels: map[string]string{"minikube.k8s.io/name": "lab"}}}, saysScope, "run minikube -p lab image load ghcr.io/acme/web:1, and"},
		"k3d":               {diagnose.Node{Meta: diagnose.Meta{Name: "k3d-my-lab-agent-1"}, ProviderID: "k3s://k3d-my-lab-agent-1"}, saysNoBasic, "run k3d image import ghcr.io/acme/web:1 -c my-lab, and"},
		"a cloud":           {diagnose.Node{Meta: diagnose.Meta{Name: "ip-10-0-0-1"}, ProviderID: "aws:///eu-west-1a/i-0abc"}, saysNoBasic, ""},
		"no registry asked": {diagnose.Node{Meta: diagnose.Meta{Name: "minikube"}}, "dial tcp: lookup ghcr.io: no such host", ""},
	}
	for name, tt := range tests {
		b := unseen{says: tt.says}
		s := b.play()
		s.Nodes, s.Pods[0].Node = []diagnose.Node{tt.node}, tt.node.Name
		detail := Run(s, diagnose.Options{}).Report.Failures[0].Findings[0].Detail
		if strings.Contains(detail, "without a registry") != (tt.want != "") || !strings.Contains(detail, tt.want) {
			t.Errorf("%s: %s", name, detail)
		}
	}
}
