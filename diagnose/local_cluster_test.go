package diagnose

import (
	"strings"
	"testing"
)

// On a cluster for developers an image can be loaded instead of pulled.
func TestLocalImage(t *testing.T) {
	tests := map[string]struct {
		node Node
		says string
		want string
	}{
		"kind":              {Node{Meta: Meta{Name: "dev-worker"}, ProviderID: "kind://docker/dev/dev-worker"}, saysNoBasic, "(kind load docker-image ghcr.io/acme/web:1 --name dev)"},
		"minikube":          {Node{Meta: Meta{Name: "minikube"}}, saysNotFound, "(minikube image load ghcr.io/acme/web:1)"},
		"a profile":         {Node{Meta: Meta{Name: "lab", Labels: map[string]string{"minikube.k8s.io/name": "lab"}}}, saysScope, "(minikube -p lab image load ghcr.io/acme/web:1)"},
		"k3d":               {Node{Meta: Meta{Name: "k3d-my-lab-agent-1"}, ProviderID: "k3s://k3d-my-lab-agent-1"}, saysNoBasic, "(k3d image import ghcr.io/acme/web:1 -c my-lab)"},
		"a cloud":           {Node{Meta: Meta{Name: "ip-10-0-0-1"}, ProviderID: "aws:///eu-west-1a/i-0abc"}, saysNoBasic, ""},
		"no registry asked": {Node{Meta: Meta{Name: "minikube"}}, "dial tcp: lookup ghcr.io: no such host", ""},
	}
	for name, tt := range tests {
		b := blind{says: tt.says}
		s := b.play()
		s.Nodes, s.Pods[0].Node = []Node{tt.node}, tt.node.Name
		detail := Run(s, Options{}).Report.Failures[0].Findings[0].Detail
		if strings.Contains(detail, "needs no registry") != (tt.want != "") || !strings.Contains(detail, tt.want) {
			t.Errorf("%s: %s", name, detail)
		}
	}
}
