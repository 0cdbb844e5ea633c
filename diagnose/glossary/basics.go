package glossary

// basics are the terms that every lesson uses.
var basics = []Term{
	{"registry", []string{"registries", "ghcr.io", "quay.io", "docker.io", "container registry", "image registry"}, `The server that images are pulled from, such as ghcr.io or registry.acme.example:5000. Its name is the
first part of the image: ghcr.io/acme/web:1.4.2.

Some programs, Rancher above all, also say "registry" for the credentials of one. Here that is a pull
secret, and a registry is always the server.`},
	{"pull secret", []string{"pull secrets", "imagePullSecrets", "imagePullSecret", "image pull secret", "dockerconfigjson", "registry credential", "registry credentials", "registry secret"}, `A Secret of type kubernetes.io/dockerconfigjson. It contains a config.json as docker login writes it:
registries, with credentials for each. It is used only by pods that reference it in
imagePullSecrets, in the same namespace.`},
	{"service account", []string{"serviceaccount", "serviceaccounts", "service accounts"}, `The identity of a pod, "default" if the pod does not set one. It matters for pulls at one moment only:
when a pod without imagePullSecrets of its own is created, those of the service account are copied
into it.`},
	{"node", []string{"nodes", "kubelet"}, `A machine of the cluster. The kubelet on it starts the pods and pulls their images. Where this program
says that the node does something, the kubelet does it. Your laptop has no part in it.`},
	{"back-off", []string{"backoff", "back off"}, `The wait between two attempts. After a failed pull the node waits 10 seconds, then 20, 40, up to 5
minutes. Changing a secret does not shorten it; a new pod, or another image, starts without one. In
the practice cluster, time runs ten times as fast.`},
	{"ErrImagePull", nil, `The reason right after a failed attempt. A moment later it becomes ImagePullBackOff, and the two
alternate. The message contains what the registry answered.`},
	{"ImagePullBackOff", nil, `The reason between two attempts to pull: the last one failed, and the node waits before the next. The
cause is in the events, or, since Kubernetes 1.32, in the message too.`},
	{"pod", []string{"pods"}, `One or more containers that run together on a node. Little of an existing pod can be changed; for
anything else a new pod has to replace it.`},
	{"pod template", []string{"template", "Deployment", "StatefulSet", "DaemonSet", "CronJob"}, `The part of a Deployment (or StatefulSet, DaemonSet, CronJob) that describes its pods. When it changes,
new pods are created from it. Existing pods do not change.`},
	{"namespace", []string{"namespaces"}, `A part of the cluster with names of its own. Pods and Secrets belong to one namespace each, and a pod
can use only the Secrets of its own.`},
	{"key", []string{"login key", "registry key", "auths", "entry"}, `The registry name of an entry under auths in a config.json. It decides which images the credentials
are for: host and port must be equal, and a path must be a prefix of the image's name.`},
	{"base64", nil, `A way to write any bytes with letters, digits, + and /. It is no encryption: base64 -d decodes it. A
pull secret uses it twice: for the whole file, and for each auth in it.`},
	{"image", []string{"images", "tag", "image name", "image reference"}, `What a container is started from. Its full name has a registry, a repository and a tag:
ghcr.io / acme/web : 1.4.2. Without a registry it is at Docker Hub, without a tag it is latest.`},
	{"anonymous pull", []string{"anonymous"}, `A pull without credentials. Public images are pulled this way, and so is every image that no entry
matches.`},
	{"pull policy", []string{"imagePullPolicy", "IfNotPresent", "Always"}, `When the node pulls: Always, IfNotPresent (only if the node does not have the image) or Never. The
default is Always for the tag latest, else IfNotPresent. It is set when the object is created and does
not change with the tag.`},
	{"event", []string{"events"}, `A short note about an object, kept for about an hour: Pulling, Failed, BackOff. "kubectl describe
pod" shows the events of a pod at its end.`},
	{"controller", []string{"ReplicaSet"}, `A program of the cluster that keeps objects as they were requested. The controller of a Deployment
creates a new pod when one is deleted. A pod without a controller is not replaced.`},
}
