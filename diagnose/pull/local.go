package pull

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// loadCommand is the command that puts an image from this computer on the nodes
// of a cluster for developers, and that cluster's kind; empty for other nodes.
// Where the cluster shares the images of the computer's Docker, there is no command.
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
	case n.Name == "docker-desktop":
		return "Docker Desktop", ""
	case n.Name == "lima-rancher-desktop":
		return "Rancher Desktop", ""
	}
	return "", ""
}

// OnLocalCluster says whether the pod's node is one of a cluster for developers, into which images are
// loaded without a registry.
func (k *Case) OnLocalCluster() bool {
	if k.Node == nil {
		return false
	}
	kind, _ := loadCommand(k.Node, "")
	return kind != ""
}

// LocalImage is a sentence, with a space before it, on the way that such a
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
	switch {
	case kind == "":
		return ""
	case k.NodeHas(k.Node) && k.Container.PullPolicy == Always:
		return fmt.Sprintf(" The image is on node %s already (%s), and the pull policy Always asks the registry all the same: set imagePullPolicy: IfNotPresent.", k.Node.Name, kind)
	case command == "":
		return fmt.Sprintf(" Node %s belongs to %s, which can use images that you built with it: they need no registry there, with imagePullPolicy: IfNotPresent or Never.", k.Node.Name, kind)
	}
	return fmt.Sprintf(" Node %s is one of %s: an image that you built on this computer needs no registry there (%s), with imagePullPolicy: IfNotPresent or Never.", k.Node.Name, kind, command)
}
