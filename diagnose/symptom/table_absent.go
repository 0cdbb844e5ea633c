package symptom

// absentRows: the registry does not have it, or the string is not a reference.
var absentRows = []row{
	{
		name: "invalid-reference", class: InvalidReference,
		any: []string{
			"invalid reference format", "repository name must be lowercase", "must be lowercase", "invalid image name", "invalidimagename", "couldn't parse image name",
			"failed to parse reference", "invalid tag format", "invalid checksum digest format", "unsupported digest algorithm", "invalid checksum digest length",
			"normalize image ref", "object required", "cannot parse image", "parsing image name", "invalid repository name", "name_invalid", "tag_invalid", "name invalid", "tag invalid",
			"repository name must", "hostname * is invalid", "invalid registry", "invalid image reference", "invalid host name format",
		},
		example: `parsing image name: invalid reference format: repository name (Team/App) must be lowercase`,
		doc:     "the runtime cannot read the image string",
	},
	{
		name: "short-name", class: InvalidReference,
		any: []string{
			"short-name", "short name mode is enforcing", "did not resolve to an alias", "unqualified-search registries", "unqualified search registries",
			"invalid url escape", "invalid character * in host name", "invalid port", "first path segment in url",
		},
		example: `short-name "app:1" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"`,
		doc:     "CRI-O requires the registry in the name",
	},
	{
		name: "manifest-unknown", class: NotFound, alts: []Class{AccessDenied},
		any: []string{
			"manifest unknown", "manifest_unknown", "name unknown", "name_unknown", "repository name not known", "blob unknown", "blob_unknown", "not known to registry",
			"does not exist in the registry", "unknown blob", "unknown manifest", "manifest is unknown", "tag does not exist", "does not use the * tag", "repository does not exist", "no such manifest",
		},
		example: "reading manifest 9.9 in quay.io/org/app: manifest unknown",
		doc:     "the registry knows no such repository, tag, digest or blob",
	},
	{
		name: "status-404", class: NotFound, alts: []Class{AccessDenied},
		any:     []string{"#404", "#410", "404 not found"},
		example: "unexpected status from GET request to https://reg.example.com/v2/a/blobs/sha256:00: 404 Not Found",
		doc:     "absent, or hidden from these credentials",
	},
	{
		name: "blob-gone", class: NotFound, alts: []Class{RegistryError},
		any:     []string{"could not fetch content descriptor*not found", "from remote: not found"},
		example: "failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:6d71 (application/vnd.oci.image.config.v1+json) from remote: not found",
		doc:     "the manifest exists, and a blob that it lists does not",
	},
}

// leftoverRows are single words, for messages that no other row matches.
var leftoverRows = []row{
	{
		name: "no-json", class: RegistryError,
		any: []string{
			"invalid character '", "unexpected end of json input", "malformed http", "unable to decode token response", "did not include a token", "no token in",
			"did not get any token", "no location header", "failed to decode", "unsupported auth scheme", "supported auth scheme", "no realm specified", "invalid token auth challenge", "missing or empty content",
			"docker-content-digest", "invalid content digest", "content size of zero", "unsupported protocol scheme", "stopped after 10 redirects", "could not be found at any host",
			"no resolve hosts", "no pull hosts", "json: cannot", "content-type", "unexpected http", "fetching manifest*unknown error", "cannot unmarshal", "unmarshal", "content range",
		},
		example: "unable to decode token response: invalid character '<' looking for beginning of value",
		doc:     "the answer is not what a registry answers",
	},
	{
		name: "word-5xx", class: RegistryError,
		any:     []string{"#5xx", "internal server error", "bad gateway", "service unavailable", "gateway timeout", "gateway time-out", "server error", "temporarily unavailable", "unavailable:", "under maintenance", "maintenance"},
		example: "Error response from daemon: Internal Server Error",
		doc:     "a server's error without a status",
	},
	{
		name: "cancelled", class: Cancelled, alts: []Class{Connection},
		any: []string{
			"context canceled", "context cancelled", "deadline exceeded", "operation was canceled", "no progress in", "no progress", "pull cancelled", "pull canceled",
			"^code = deadlineexceeded", "^code = canceled", "rst_stream with error code: cancel", "request canceled", "request cancelled",
		},
		example: "context deadline exceeded",
		doc:     "the kubelet or the runtime gave up; the text does not say why",
	},
	{
		name: "word-timeout", class: Connection, alts: []Class{Cancelled},
		any:     []string{"timeout", "timed out", "time-out"},
		example: "Error response from daemon: request timeout",
		doc:     "a time-out; the text does not say of what",
	},
	{
		name: "word-unauthorized", class: AuthRequired, alts: []Class{AccessDenied, NotFound},
		any:     []string{"unauthorized", "#401", "unauthorised", "code=401", "^code = unauthenticated"},
		example: "reading manifest 1 in reg.example.com/a: unauthorized",
		doc:     "401 in one word",
	},
	{
		name: "word-denied", class: AccessDenied, alts: []Class{AuthRequired, CredentialExpired, NotFound},
		any:     []string{"denied", "forbidden", "^code = permissiondenied", "#402", "payment required", "not allowed", "suspended", "blocked"},
		not:     []string{"method not allowed", "#405"},
		example: "denied: denied",
		doc:     "refused in one word; GHCR answers so for a bad or expired token, even on a public image",
	},
	{
		name: "word-not-found", class: NotFound, alts: []Class{AccessDenied},
		any: []string{
			"not found", "does not exist", "no such image", "notfound", "unable to find image", "unknown: @", "cannot find", "could not find", "no such repository", "no such tag", "verify that it exists", "^code = notfound",
		},
		not:     []string{"executable file not found"},
		example: "reg.example.com/team/app:9.9: not found",
		doc:     "absent, or hidden from these credentials",
	},
	{
		name: "status-4xx", class: RegistryError, alts: []Class{AuthRequired, HTTPvsHTTPS},
		any:     []string{"#4xx", "bad request", "method not allowed", "unexpected status", "invalid status code", "unsupported", "#3xx"},
		example: "unexpected status from HEAD request to http://reg.example.com/v2/a/manifests/1: 400 Bad Request",
		doc:     "an answer that a registry should not give",
	},
	{
		name: "registry-unavailable-reason", class: Connection, alts: []Class{RegistryError}, reasons: []string{"RegistryUnavailable"},
		example: "image pull failed for reg.example.com/app:1 because the registry is unavailable",
		doc:     "CRI-O and cri-dockerd: no connection, or 502 to 504",
	},
}
