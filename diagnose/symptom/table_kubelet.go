package symptom

// kubeletRows are sentences of the kubelet (pkg/kubelet/images, pkg/credentialprovider).
var kubeletRows = []row{
	{
		name: "never-pull", any: []string{"is not present with pull policy of never", "^errimageneverpull$"}, class: NeverPull,
		example: `Container image "reg.example.com/app:1" is not present with pull policy of Never`,
		doc:     "policy Never; since 1.35 also for an image on the node that this pod may not use",
	},
	{
		name: "never-pull-reason", reasons: []string{"ErrImageNeverPull"}, class: NeverPull,
		example: "image is not here",
		doc:     "the reason alone, without its sentence",
	},
	{
		name: "qps", any: []string{"pull qps exceeded"}, class: Throttled,
		example: "pull QPS exceeded",
		doc:     "the kubelet's registryPullQPS and registryBurst",
	},
	{
		name: "api-secret-not-base64", any: []string{"cannot be handled as a secret"}, class: Unknown,
		example: `Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 4`,
		doc:     "the API server refuses a manifest; the kubelet never saw that secret",
	},
	{
		name: "malformed-auth-base64", own: true, any: []string{"^illegal base64 data at input byte"}, class: CredentialMalformed,
		example: "illegal base64 data at input byte 4",
		doc:     "an entry's auth is not base64 (config.go decodeDockerConfigFieldAuth)",
	},
	{
		name: "malformed-auth-colon", own: true, any: []string{"^unable to parse auth field"}, class: CredentialMalformed,
		example: "unable to parse auth field, must be formatted as base64(username:password)",
		doc:     "auth decodes, but has no colon; often encoded twice",
	},
	{
		name: "malformed-json-shape", own: true, class: CredentialMalformed,
		any:     []string{"^json: cannot unmarshal", "^json: invalid"},
		example: "json: cannot unmarshal array into Go struct field DockerConfigJSON.auths of type credentialprovider.DockerConfig",
		doc:     "JSON of another shape than a docker config",
	},
	{
		name: "malformed-json-text", own: true, class: CredentialMalformed,
		any:     []string{"^invalid character ", "^unexpected end of json input"},
		example: "invalid character '}' looking for beginning of object key string",
		doc:     "the secret's value is no JSON (older API servers let it through)",
	},
	{
		name: "secret-event", any: []string{"unable to retrieve*pull secret"}, class: SecretMissing,
		alts:    []Class{AuthRequired},
		example: "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.",
		doc:     "event FailedToRetrieveImagePullSecret: a warning; the pull may work without that secret",
	},
	{
		name: "invalid-name-reason", reasons: []string{"InvalidImageName"}, class: InvalidReference,
		example: `Failed to apply default image tag "a b": couldn't parse image name "a b": invalid reference format`,
		doc:     "the image string is no reference; nothing was tried",
	},
	{
		name: "signature-reason", reasons: []string{"SignatureValidationFailed"}, class: Policy,
		example: "image pull failed for reg.example.com/app:1 because the signature validation failed: Source image rejected",
		doc:     "CRI-O's policy.json refuses the image",
	},
}

// strayRows keep failures apart that the status shows in the same place.
var strayRows = []row{
	{
		name: "not-a-pull", class: Unknown,
		reasons: []string{
			"CrashLoopBackOff", "CreateContainerConfigError", "CreateContainerError", "RunContainerError",
			"PostStartHookError", "PreStartHookError", "StartError", "ContainerCannotRun", "Error",
		},
		example: `configmap "settings" not found`,
		doc:     "the image is on the node; the container does not start",
	},
	{
		name: "pod-network", class: Unknown,
		any:     []string{"network for pod", "setup network for sandbox", "networkplugin cni", "cni plugin not initialized"},
		example: `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "d34d": plugin type="calico" failed (add): dial tcp 10.96.0.1:443: connect: connection refused`,
		doc:     "the pod's network, not the registry's",
	},
	{
		name: "runtime-socket", class: Unknown, alts: []Class{Connection},
		any:     []string{"dial unix", "transport: error while dialing", "docker daemon running", "docker daemon is not running", "cannot connect to the docker daemon", "error reading server preface", "error reading from server", "transport is closing", "unknown service runtime", "the server is not running", "closing transport due to"},
		example: `rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"`,
		doc:     "the kubelet does not reach the container runtime on its own node",
	},
	{
		name: "oci-start", class: Unknown,
		any:     []string{"oci runtime create failed", "failed to create containerd task", "exec format error"},
		example: `failed to create containerd task: failed to create shim task: OCI runtime create failed: exec: "/bin/sh": stat /bin/sh: no such file or directory`,
		doc:     "the image was pulled; its program does not start",
	},
}
