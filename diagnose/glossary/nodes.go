package glossary

// nodes are terms of nodes and of what runs on them.
var nodes = []Term{
	{"container runtime", []string{"containerd", "CRI-O", "cri-dockerd", "runtime"}, `The program on a node that pulls images and runs containers, at the request of the kubelet:
containerd or CRI-O. Most of the text of a failed pull is written by it.`},
	{"credential provider", []string{"image credential provider", "ecr-credential-provider", "node identity", "CredentialProviderConfig"}, `A program on the node that the kubelet asks for credentials of a registry, such as
ecr-credential-provider. In a cloud, nodes pull from the cloud's own registry this way, without a pull
secret: the identity of the node needs the right to pull.`},
	{"pause image", []string{"sandbox", "sandbox image", "pod sandbox"}, `The small image from which a node makes the sandbox of every pod, before any container. The node
pulls it by its own configuration. Pull secrets are not used for it.`},
	{"hosts.toml", []string{"certs.d", "config_path"}, `The file that configures containerd for a registry, /etc/containerd/certs.d/HOST/hosts.toml: mirrors,
certificates, plain HTTP. It is on the node and cannot be seen through the Kubernetes API.`},
	{"registries.yaml", []string{"/etc/rancher/k3s/registries.yaml", "/etc/rancher/rke2/registries.yaml", "k3s", "RKE2"}, `The file in which K3s and RKE2 keep mirrors, credentials and certificates of registries, on each node:
/etc/rancher/k3s/registries.yaml or /etc/rancher/rke2/registries.yaml. It is read when the service
starts.`},
	{"registries.conf", []string{"short name", "unqualified-search-registries"}, `The file in which CRI-O and Podman keep mirrors and the registries to search for an image without a
registry in its name. On OpenShift it is written from cluster objects.`},
	{"AlwaysPullImages", nil, `An admission plugin that sets the pull policy of every pod to Always. Nodes then check the credentials
of each pod, even for an image that they already have.`},
	{"cached image", []string{"KubeletEnsureSecretPulledImages", "pre-pulled image", "pre-pulled images", "imagePullCredentialsVerificationPolicy"}, `An image that the node already has. Before Kubernetes 1.35 every pod on the node could use it. Since
then the node checks that a pod has credentials with which the image was pulled before.`},
	{"private registry", []string{"private image", "private images"}, `A registry, or a part of one, that requires credentials. A pod needs a pull secret for it, or the node
an identity that may pull.`},
}
