package lookup

// credentialChecks are what usually explains a refusal.
const credentialChecks = "no-credentials secret-not-attached secret-missing secret-name-typo secret-in-other-namespace host-mismatch credential-rejected credential-expired access-denied"

// reasons are the reasons of events and of waiting containers, as kubectl shows
// them (pkg/kubelet/events, pkg/kubelet/images and pkg/kubelet/container of
// Kubernetes).
var reasons = []row{
	{
		names:  []string{"ImagePullBackOff"},
		title:  "The last pull failed, and the node waits before the next attempt",
		means:  "The wait is 10 seconds after the first failure, then 20, 40 and so on, up to 5 minutes. The reason says nothing about the cause. The cause is in the newest event with the reason Failed, and since Kubernetes 1.32 in the message of the waiting container too.",
		checks: credentialChecks + " image-not-found",
		do:     []string{"Read the message of the newest Failed event, and look it up here.", "Run pulldoctor on the cluster: it reads the message, the secrets and the service account together."},
		run:    []string{"kubectl -n NAMESPACE describe pod POD | pulldoctor explain -", "pulldoctor --report -n NAMESPACE pod/POD"},
	},
	{
		names:  []string{"ErrImagePull"},
		title:  "A pull failed just now",
		means:  "It becomes ImagePullBackOff a moment later, and the two alternate. What the registry or the network answered is in the message.",
		checks: credentialChecks + " image-not-found registry-unreachable",
		do:     []string{"Look up the message of the event."},
		run:    []string{"kubectl -n NAMESPACE describe pod POD | pulldoctor explain -"},
	},
	{
		names:  []string{"InvalidImageName"},
		title:  "The image name is not a valid image reference",
		means:  "The node did not ask any registry. Common causes: https:// in front of the name, capital letters, a space or newline, a placeholder such as <your-image>, an empty tag after the colon.",
		checks: "invalid-image-name",
		do:     []string{"Correct the image in the pod template."},
	},
	{
		names:  []string{"ErrImageNeverPull"},
		title:  "The pull policy is Never, and the pod may not use an image of the node",
		means:  "The image is not on the node. Since Kubernetes 1.35 it may also be there, but this pod has no credentials for it.",
		checks: "pull-never credentials-for-cached-image",
		do:     []string{"Set imagePullPolicy to IfNotPresent, or load the image on every node that can run the pod."},
	},
	{
		names:  []string{"ImageInspectError", "InspectFailed"},
		title:  "The node has the image, but the container runtime cannot read it",
		means:  "The copy on the node is damaged, or the container runtime has a problem.",
		checks: "node-disk invalid-image-name",
		do:     []string{"On the node, remove the image with crictl rmi IMAGE, so that it is pulled again, and check the disk."},
	},
	{
		names:  []string{"RegistryUnavailable"},
		title:  "The registry could not be reached, or answered that it is out of service",
		checks: "registry-unreachable registry-error",
		means:  "The container runtime uses this reason for failed connections and for the status codes 502 to 504. Credentials are not the cause.",
		do:     []string{"Look up the message of the event: it names the host and the step that failed."},
	},
	{
		names:  []string{"SignatureValidationFailed"},
		title:  "The signature of the image could not be verified",
		means:  "The node's policy (policy.json of CRI-O, or a verifier of containerd) requires a signature that the image does not have, or that does not match.",
		checks: "refused-by-policy",
		do:     []string{"Use a signed image, or have the policy of the nodes changed."},
	},
	{
		names:  []string{"FailedToRetrieveImagePullSecret"},
		title:  "The kubelet could not read a pull secret that the pod references",
		means:  "The message lists the names: Unable to retrieve some image pull secrets (regcred). The secret does not exist in the pod's namespace, has another name, or could not be read at that moment. It is a warning: the node pulls without this secret, so a public image, or another secret, still works.",
		checks: "secret-missing secret-name-typo secret-in-other-namespace no-credentials",
		do:     []string{"Check that a secret of exactly this name exists in the namespace of the pod.", "If the pod pulls without it, remove the reference from the pod template or the service account."},
		run:    []string{"kubectl -n NAMESPACE get secrets", "kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}'", "kubectl -n NAMESPACE get serviceaccount default -o jsonpath='{.imagePullSecrets}'"},
	},
	{
		names:  []string{"Failed"},
		title:  "The kubelet could not pull the image, or could not start the container",
		means:  "The message has the cause. The events Error: ErrImagePull and Error: ImagePullBackOff repeat only the status of the container.",
		checks: credentialChecks + " image-not-found",
		do:     []string{"Look up the whole message."},
		run:    []string{"kubectl -n NAMESPACE get events --field-selector reason=Failed | pulldoctor explain -"},
	},
	{
		names: []string{"BackOff", "Back-off pulling image", "Back-off restarting failed container"},
		title: "The node waits before the next attempt",
		means: "\"Back-off pulling image\" is about a pull that failed. \"Back-off restarting failed container\" is about a container that was started and ended: its image was pulled, and its logs have the cause.",
		do:    []string{"For a pull, look up the message of the Failed event. For a container that ends, read its logs."},
		run:   []string{"kubectl -n NAMESPACE logs POD --previous"},
	},
	{
		names:  []string{"Pulling"},
		title:  "A pull has started",
		means:  "If no Pulled or Failed follows for minutes, the pull is slow or hangs, or other pulls of the node are in front of it.",
		checks: "pull-slow",
	},
	{
		names: []string{"Pulled"},
		title: "The image is on the node",
		means: "\"Successfully pulled image\" is the end of a pull. \"Container image ... already present on machine\" means that the node used the image that it had.",
	},
	{
		names:  []string{"FailedCreatePodSandBox"},
		title:  "The node could not make the sandbox of the pod",
		means:  "No container of the pod has been started, and no image of it has been pulled. If the message names a pause image, the node could not pull that one: it does so by its own configuration, and no pull secret is used. Otherwise the cause is usually the pod network (CNI).",
		checks: "sandbox-image",
		do:     []string{"Look up the whole message."},
	},
	{
		names: []string{"CreateContainerConfigError"},
		title: "A ConfigMap or Secret that the container needs is missing",
		means: "The image was pulled. The pod uses a ConfigMap, a Secret or a key of one (in env, envFrom or a volume) that does not exist. A pull secret is never the cause of this reason.",
		do:    []string{"The event names the object: create it, or correct the reference."},
		run:   []string{"kubectl -n NAMESPACE describe pod POD"},
	},
	{
		names: []string{"CreateContainerError", "RunContainerError", "ContainerCannotRun", "StartError"},
		title: "The image was pulled, but the container could not be started",
		means: "Common causes: the command does not exist in the image, or the image is for another platform (exec format error).",
		do:    []string{"Read the message of the event."},
	},
	{
		names: []string{"CrashLoopBackOff"},
		title: "The container was started and ended, again and again",
		means: "The image was pulled: this is not a problem of pulling. An image for another platform ends with exec format error.",
		do:    []string{"Read the logs of the container."},
		run:   []string{"kubectl -n NAMESPACE logs POD --previous"},
	},
	{
		names:  []string{"ContainerCreating", "PodInitializing"},
		title:  "The node is preparing the container",
		means:  "It may be pulling the image, mounting volumes, setting up the network, or, for PodInitializing, running the init containers first.",
		checks: "pull-slow sandbox-image",
		do:     []string{"The newest event shows what the node is doing."},
		run:    []string{"kubectl -n NAMESPACE describe pod POD"},
	},
	{
		names: []string{"FailedScheduling", "Unschedulable"},
		title: "No node can run the pod",
		means: "No image has been pulled yet. The message counts the nodes and says why each was not suitable.",
	},
	{
		names: []string{"FailedMount", "FailedAttachVolume"},
		title: "A volume of the pod could not be mounted",
		means: "The containers wait for it. Images are not the cause, unless the volume is an image volume.",
	},
	{
		names: []string{"Scheduled"},
		title: "A node was chosen for the pod",
		means: "\"Successfully assigned NAMESPACE/POD to NODE\". The kubelet of that node pulls the images next.",
	},
	{
		names: []string{"Created", "Started"},
		title: "The container was created or started",
		means: "Its image was pulled.",
	},
	{
		names:  []string{"ImageGCFailed", "FreeDiskSpaceFailed", "NodeHasDiskPressure", "DiskPressure", "EvictionThresholdMet"},
		title:  "The node is short of disk space",
		means:  "The kubelet removes unused images, and evicts pods if that is not enough. Pulls fail with \"no space left on device\".",
		checks: "node-disk",
		do:     []string{"Free disk space on the node, or give it a larger disk."},
	},
	{
		names: []string{"ProgressDeadlineExceeded", "exceeded its progress deadline"},
		title: "A rollout did not make progress in time",
		means: "Its new pods are not ready. Their own status says why; failed pulls are a common cause.",
		run:   []string{"pulldoctor --report -n NAMESPACE deployment/NAME"},
	},
	{
		names: []string{"FailedCreate"},
		title: "A controller could not create a pod",
		means: "The API server, a quota or an admission webhook refused it. No node is involved yet.",
		do:    []string{"Read the message of the event."},
		run:   []string{"kubectl -n NAMESPACE describe replicaset NAME"},
	},
}
