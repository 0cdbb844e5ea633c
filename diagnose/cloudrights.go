package diagnose

import (
	"fmt"
	"strings"
)

// What the identity of a node, or an account, needs for pulls from the
// registry of a cloud.

const (
	ecrRights = "For pulls it needs ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer and ecr:BatchGetImage; " +
		"ecr:GetRepositoryPolicy, ecr:DescribeRepositories and ecr:ListImages, which older lists name as well, are not needed for that."
	garRights = "For pulls it needs the role roles/artifactregistry.reader"
	acrRights = "For pulls it needs the role AcrPull on the registry"
)

// cloudRights says which rights a pull needs; empty where they are not known.
func (k *Case) cloudRights() string {
	switch provider(k.Image.Registry) {
	case "ecr":
		return ecrRights
	case "gar":
		return garRights + "."
	case "acr":
		return acrRights + "."
	}
	return ""
}

// nodeRights says what the node's identity needs and how to give it, as a
// command to copy: the program itself changes nothing in a cloud.
func (k *Case) nodeRights() string {
	switch provider(k.Image.Registry) {
	case "ecr":
		return ecrRights + " They are in the policy AmazonEC2ContainerRegistryReadOnly: aws iam attach-role-policy --role-name NODE_ROLE --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"
	case "gar":
		return garRights + ", and the node the access scope devstorage.read_only (or cloud-platform): " + k.gcloud()
	case "acr":
		name, _, _ := strings.Cut(hostOnly(k.Image.Registry), ".")
		return acrRights + ": az aks update -n CLUSTER -g GROUP --attach-acr " + name
	}
	return ""
}

// gcloud is the command that gives the role, with what the image's name tells
// filled in: gcr.io/PROJECT/..., LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/...
func (k *Case) gcloud() string {
	parts := strings.Split(k.Image.Repository, "/")
	const member = "--member=serviceAccount:NODE_ACCOUNT --role=roles/artifactregistry.reader"
	location, isRepository := strings.CutSuffix(hostOnly(k.Image.Registry), "-docker.pkg.dev")
	if isRepository && len(parts) >= 3 {
		return fmt.Sprintf("gcloud artifacts repositories add-iam-policy-binding %s --location=%s --project=%s %s", parts[1], location, parts[0], member)
	}
	return fmt.Sprintf("gcloud projects add-iam-policy-binding %s %s", parts[0], member)
}

// builtInGone is the first minor version of Kubernetes 1 without the kubelet's
// own provider for a cloud's registry (k8s.io/kubernetes/pkg/credentialprovider).
var builtInGone = map[string]struct {
	minor  int
	plugin string
}{"ecr": {28, "ecr-credential-provider"}, "acr": {30, "acr-credential-provider"}, "gar": {32, "gcp-credential-provider"}}

// kubeletFetches says what fetches the login on a kubelet of the node's age.
func (k *Case) kubeletFetches() string {
	gone, ok := builtInGone[provider(k.Image.Registry)]
	if !ok || k.Node == nil || k.Node.KubeletVersion == "" {
		return ""
	}
	if !atLeast(k.Node.KubeletVersion, 1, gone.minor) {
		return fmt.Sprintf(" Its kubelet is %s.", k.Node.KubeletVersion)
	}
	return fmt.Sprintf(" Its kubelet is %s: the built-in provider is gone since 1.%d, so %s has to be set up on the node.", k.Node.KubeletVersion, gone.minor, gone.plugin)
}
