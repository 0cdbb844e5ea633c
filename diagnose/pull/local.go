package pull

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// loadCommand is the command that puts an image from this computer on the nodes
// of a cluster for developers, and that cluster's kind; empty for other nodes.
func loadCommand(n *diagnose.Node, image string) (kind, command string) {
	parts := strings.Split(n.ProviderID, "/") // kind://docker/CLUSTER/NODE
	switch {
	case strings.HasPrefix(n.ProviderID, "kind://") && len(parts) == 5:
		return "kind", fmt.Sprintf("kind load docker-image %s --name %s", image, parts[3])
	case n.Labels["minikube.k8s.io/name"] != "":
		return "minikube", fmt.Sprintf("minikube -p %s image load %s", n.Labels["minikube.k8s.io/name"], image)
	case n.Name == "minikube":
		return "minikube", "minikube image load " + image
	case strings.HasPrefix(n.Name, "k3d-"):
		cluster := strings.TrimPrefix(n.Name, "k3d-")
		for _, role := range []string{"-server-", "-agent-"} {
			cluster, _, _ = strings.Cut(cluster, role)
		}
		return "k3d", fmt.Sprintf("k3d image import %s -c %s", image, cluster)
	}
	return "", ""
}

// LocalImage is a sentence, with a blank before it, on the way that such a
// cluster has for an image that was built on this computer; "" elsewhere.
func (k *Case) LocalImage() string {
	switch k.Reading.Class {
	case symptom.NotFound, symptom.AuthRequired, symptom.AccessDenied, symptom.NeverPull:
	default:
		return ""
	}
	if k.Node == nil || k.ImageErr != nil {
		return ""
	}
	kind, command := loadCommand(k.Node, k.Container.Image)
	if kind == "" {
		return ""
	}
	return fmt.Sprintf(" Node %s is one of %s: an image that you built on this computer needs no registry there (%s), with a pull policy other than Always.", k.Node.Name, kind, command)
}
