package lookup

// codes are the error codes of the registry API (OCI distribution
// specification) and the HTTP status codes that registries answer.
var codes = []row{
	{
		names:  []string{"401", "401 Unauthorized", "UNAUTHORIZED", "HTTP 401", "status 401", "unauthenticated"},
		title:  "The registry requires credentials, or those that were sent are wrong",
		means:  "At the token server it means wrong or expired credentials. At the registry itself it can also mean that the credentials may not pull this repository, or that the repository does not exist: many registries do not say which.",
		checks: credentialChecks,
		do:     []string{"Look up the whole message: it shows whether credentials were sent."},
	},
	{
		names:  []string{"403", "403 Forbidden", "DENIED", "HTTP 403", "status 403", "insufficient_scope"},
		title:  "The registry, or something in front of it, refuses the request",
		means:  "Usually the credentials are known and may not pull this repository. It can also be a firewall, the registry's list of allowed addresses, or, for a layer, the storage service. ECR answers 403 for expired tokens, and GHCR for invalid ones.",
		checks: "access-denied credential-expired egress-refused layers-blocked breaks-public-image no-credentials",
		do:     []string{"Look up the whole message: the host and the step show who refused."},
	},
	{
		names:  []string{"404", "404 Not Found", "MANIFEST_UNKNOWN", "NAME_UNKNOWN", "manifest unknown", "name unknown", "HTTP 404"},
		title:  "The registry does not have this image",
		means:  "MANIFEST_UNKNOWN: the repository exists and the tag or digest does not. NAME_UNKNOWN: the repository does not exist. Some registries answer this for private repositories, too, if the credentials may not see them.",
		checks: "image-not-found access-denied no-credentials registry-retired",
		do:     []string{"Compare registry, repository and tag with what the registry lists."},
	},
	{
		names:  []string{"BLOB_UNKNOWN", "MANIFEST_BLOB_UNKNOWN"},
		title:  "The registry has the image's manifest, but not one of its layers",
		means:  "The image is incomplete in the registry: a push was interrupted, or a clean-up or a mirror removed a layer.",
		checks: "image-not-found registry-error",
		do:     []string{"Push the image again."},
	},
	{
		names:  []string{"407", "407 Proxy Authentication Required"},
		title:  "A proxy between the node and the registry requires credentials",
		means:  "The registry was not reached. Pull secrets are not sent to a proxy.",
		checks: "registry-unreachable",
		do:     []string{"Correct the proxy settings (HTTPS_PROXY, NO_PROXY) of the container runtime on the node."},
	},
	{
		names:  []string{"429", "429 Too Many Requests", "TOOMANYREQUESTS", "toomanyrequests", "too many requests"},
		title:  "The registry's limit on pulls or requests is reached",
		means:  "Docker Hub counts anonymous pulls by the address that they come from, and pulls with credentials by account.",
		checks: "rate-limited",
		do:     []string{"Reference a pull secret, wait until the period is over, or use a mirror."},
	},
	{
		names:  []string{"500", "502", "503", "504", "5xx", "500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout", "UNAVAILABLE"},
		title:  "The registry, or a gateway in front of it, failed",
		means:  "It is a failure of the server. Credentials are not the cause, and it often passes.",
		checks: "registry-error",
		do:     []string{"Wait for the next attempt; if it goes on, ask the operator of the registry."},
	},
	{
		names:  []string{"NAME_INVALID", "TAG_INVALID", "invalid reference format"},
		title:  "The image name is not valid",
		means:  "Repository names have lower-case letters, digits and the separators . _ - and /. Tags have up to 128 letters, digits and . _ -.",
		checks: "invalid-image-name",
		do:     []string{"Correct the image in the pod template."},
	},
	{
		names:  []string{"MANIFEST_INVALID", "UNSUPPORTED", "manifest schema 1", "schema1", "application/vnd.docker.distribution.manifest.v1+prettyjws"},
		title:  "The image has a format that is no longer supported",
		means:  "Images of Docker's manifest schema 1 (before 2017) cannot be pulled by containerd 2 and recent CRI-O.",
		checks: "unsupported-manifest",
		do:     []string{"Pull the image with an old Docker, push it again with a recent one, or rebuild it."},
	},
	{
		names:  []string{"DIGEST_INVALID", "SIZE_INVALID"},
		title:  "The registry or the node found other content than the checksum says",
		means:  "A layer or a manifest was changed or cut off on its way, or is damaged in the registry.",
		checks: "registry-error node-disk",
		do:     []string{"Wait for the next attempt; if it goes on, push the image again."},
	},
}
