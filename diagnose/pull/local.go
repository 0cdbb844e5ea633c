package pull

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// loadCommand returns the kind of a local development cluster, and the command
// that loads an image from this computer onto its nodes; both are empty for
// other nodes. A cluster that shares the images of the computer's Docker has no
// command.
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

// OnLocalCluster reports whether the pod's node is part of a local development cluster, into which images are
// loaded without a registry.
func (k *Case) OnLocalCluster() bool {
	if k.Node == nil {
		return false
	}
	kind, _ := loadCommand(k.Node, "")
	return kind != ""
}

// LocalImage returns a sentence, with a leading space, on how to use an image
// that was built on this computer in a local development cluster; "" elsewhere.
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
		return fmt.Sprintf(" The image is already on node %s (%s), but the pull policy Always contacts the registry anyway: set imagePullPolicy: IfNotPresent.", k.Node.Name, kind)
	case command == "":
		return fmt.Sprintf(" Node %s belongs to %s, which can use images that you built with it without a registry, if imagePullPolicy is IfNotPresent or Never.", k.Node.Name, kind)
	}
	return fmt.Sprintf(" Node %s is part of a %s cluster, which can use an image that you built on this computer without a registry: run %s, and set imagePullPolicy: IfNotPresent or Never.", k.Node.Name, kind, command)
}
