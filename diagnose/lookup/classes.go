package lookup

import "github.com/pulldoctor/pulldoctor/diagnose/symptom"

// classes are the classes of messages, as symptom.class of a report.
var classes = map[symptom.Class]row{
	symptom.AuthRequired: {
		title:  "The registry requires credentials, or did not accept those that were sent",
		means:  "Status 401, or a wording of it. The message alone does not always tell whether the node sent credentials.",
		checks: credentialChecks,
		do:     []string{"Check whether the pod references a pull secret with an entry for exactly this registry, and whether its credentials still work."},
	},
	symptom.AccessDenied: {
		title:  "The registry denies access, or does not show that the image exists",
		means:  "Status 403, \"denied\" or \"pull access denied\". Either no credentials were sent, or their account may not pull this repository, or the repository does not exist: many registries give one answer for all three.",
		checks: "no-credentials secret-not-attached host-mismatch access-denied credential-rejected credential-expired image-not-found breaks-public-image",
		do:     []string{"Check the spelling of the image, then which credentials the pod has for the registry, then whether their account may pull the repository."},
	},
	symptom.NotFound: {
		title:  "The registry does not have this image",
		means:  "The tag, the digest or the repository does not exist. Some registries say so of private repositories, too, when the credentials may not see them.",
		checks: "image-not-found registry-retired access-denied",
		do:     []string{"Compare registry, repository and tag with what the registry lists."},
	},
	symptom.RateLimited: {
		title:  "The registry's limit on pulls is reached",
		means:  "Docker Hub counts anonymous pulls by the address that they come from, and pulls with credentials by account.",
		checks: "rate-limited secret-not-attached host-mismatch",
		do:     []string{"Reference a pull secret for the registry if none was sent, wait until the period is over, or use a mirror."},
	},
	symptom.DNS: {
		title:  "The node could not resolve the registry's host name",
		means:  "The host is misspelled, or the DNS server of the node does not know it. Nodes do not use the DNS of the cluster: names such as registry.default.svc do not resolve there. Credentials are not the cause.",
		checks: "registry-unreachable registry-retired",
		do:     []string{"Check the spelling of the host, and resolve it on the node."},
		run:    []string{"kubectl debug node/NODE -it --image=busybox -- nslookup HOST"},
	},
	symptom.Connection: {
		title:  "The node could not connect to the registry, or the connection broke",
		means:  "Refused, reset, timed out or unreachable: a firewall, a proxy, a wrong port or a registry that is down. Credentials are not the cause.",
		checks: "registry-unreachable layers-blocked",
		do:     []string{"Check from the node whether it reaches the host and port in the message; your own machine may take another way."},
	},
	symptom.TLS: {
		title:  "The node does not trust the registry's certificate, or the TLS handshake failed",
		means:  "An unknown authority, another name, or a certificate that has expired. \"Not yet valid\" is usually the node's clock. Credentials are not the cause.",
		checks: "registry-untrusted node-clock",
		do:     []string{"Install the certificate authority on every node (containerd: /etc/containerd/certs.d/HOST/hosts.toml), or renew the certificate."},
	},
	symptom.HTTPvsHTTPS: {
		title:  "The registry speaks plain HTTP where the node expects HTTPS, or the other way round",
		means:  "Nodes use HTTPS unless they are configured otherwise. No pull secret and no setting of the pod changes that.",
		checks: "registry-speaks-http",
		do:     []string{"Give the registry a certificate, or allow plain HTTP for it on every node."},
	},
	symptom.Platform: {
		title:  "The image does not exist for the node's architecture or operating system",
		means:  "For example, an image for amd64 only on an arm64 node.",
		checks: "platform-mismatch platform-missing",
		do:     []string{"Build the image for this platform, or select nodes with the label kubernetes.io/arch."},
	},
	symptom.InvalidReference: {
		title:  "The image name is not a valid image reference",
		means:  "The node did not ask any registry.",
		checks: "invalid-image-name",
		do:     []string{"Correct the image in the pod template: no https://, no capital letters, no spaces, no placeholder."},
	},
	symptom.NeverPull: {
		title:  "The pull policy is Never, and the pod may not use an image of the node",
		means:  "The image is not on the node. Since Kubernetes 1.35 it may also be there, but this pod has no credentials for it.",
		checks: "pull-never credentials-for-cached-image",
		do:     []string{"Set imagePullPolicy to IfNotPresent, or load the image on every node that can run the pod."},
	},
	symptom.RegistryError: {
		title:  "The registry, or a server in front of it, failed or sent an answer that is not a registry's",
		means:  "Credentials are usually not the cause.",
		checks: "registry-error not-a-registry layers-blocked",
		do:     []string{"Wait for the next attempt. If it goes on, ask the operator of the host in the message."},
	},
	symptom.Disk: {
		title:  "The node could not store or unpack the image",
		means:  "The disk is full, or a layer or the node's image store is damaged. The registry and the credentials are fine.",
		checks: "node-disk",
		do:     []string{"Check the disk of the node. A damaged image can be removed there with crictl rmi IMAGE."},
	},
	symptom.Policy: {
		title:  "A policy of the node or the cluster refuses this image",
		means:  "A signature is required and missing, or the registry is not allowed.",
		checks: "refused-by-policy",
		do:     []string{"Use an image that the policy allows, or have the policy changed."},
	},
	symptom.Throttled: {
		title:  "The kubelet's own limit on pulls is reached",
		means:  "\"pull QPS exceeded\": many pods start at once on one node, and its kubelet starts only some pulls a second (registryPullQPS, registryBurst). It passes by itself.",
		checks: "pull-throttled",
		do:     []string{"Wait. If it happens often, raise registryPullQPS and registryBurst in the kubelet's configuration."},
	},
	symptom.Cancelled: {
		title:  "The pull was cancelled or ran into a time limit",
		means:  "\"context canceled\" or \"context deadline exceeded\": the pod was deleted, the runtime was restarted, or no data arrived for too long.",
		checks: "pull-cancelled pull-slow registry-unreachable",
		do:     []string{"Wait for the next attempt. If it goes on, check how fast the node reaches the registry."},
	},
	symptom.SecretMissing: {
		title:  "The kubelet could not read a pull secret that the pod references",
		means:  "The secret does not exist in the pod's namespace, has another name, or could not be read at that moment. The node pulls without it.",
		checks: "secret-missing secret-name-typo secret-in-other-namespace",
		do:     []string{"Check that a secret of exactly this name exists in the namespace of the pod."},
		run:    []string{"kubectl -n NAMESPACE get secrets"},
	},
	symptom.CredentialMalformed: {
		title:  "The kubelet cannot parse a pull secret of the pod",
		means:  "One secret that cannot be parsed stops every pull of the pod, even of public images and with other secrets that are fine. The message does not name the secret. Since Kubernetes 1.33 this text is the pod's status.",
		checks: "undecodable-base64 auth-malformed unparseable-config double-base64 poisoned-by-other-secret",
		do:     []string{"Check every secret that the pod references; pulldoctor names the one at fault, and the place in it."},
		run:    []string{"pulldoctor --report -n NAMESPACE pod/POD"},
	},
	symptom.CredentialExpired: {
		title:  "The credentials have expired",
		means:  "The registry itself says so. Passwords for Amazon ECR are valid for 12 hours, tokens of CI jobs for the time of the job.",
		checks: "credential-expired credential-rejected breaks-public-image",
		do:     []string{"Renew the credentials in the secret, or use a kind that does not expire within hours. For a public image, remove the reference to the secret."},
	},
	symptom.UnsupportedManifest: {
		title:  "The image has a format that the container runtime does not read",
		means:  "An image of Docker's manifest schema 1, or something that is not a container image, such as a Helm chart.",
		checks: "unsupported-manifest",
		do:     []string{"Build and push the image again with a recent tool."},
	},
	symptom.Unknown: {
		title:  "The message is not known",
		means:  "No wording of it is in pulldoctor's tables.",
		checks: "unknown",
	},
}
