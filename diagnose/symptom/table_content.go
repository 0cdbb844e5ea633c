package symptom

// contentRows are above "not found": containerd reports most of these with
// the code NotFound.
var contentRows = []row{
	{
		name: "page-expired", class: CredentialExpired, alts: []Class{AuthRequired, AccessDenied}, sent: SentYes,
		any:     []string{"error parsing http*response body*token has expired"},
		example: `Error response from daemon: error parsing HTTP 403 response body: invalid character 'Y' looking for beginning of value: "Your Authorization Token has expired. Please run 'aws ecr get-login' to fetch a new one."`,
		doc:     "docker quotes an answer that is not JSON and contains the cause: older ECR",
	},
	{
		name: "html-403", class: AccessDenied, alts: []Class{RegistryError, AuthRequired, Connection},
		any:     []string{"http 403 response body"},
		example: `Error response from daemon: error parsing HTTP 403 response body: invalid character '<' looking for beginning of value: "<html>"`,
		doc:     "docker got a web page with 403: a firewall, or a registry behind one",
	},
	{
		name: "html-401", class: AuthRequired, alts: []Class{RegistryError},
		any:     []string{"http 401 response body"},
		example: `Error response from daemon: error parsing HTTP 401 response body: unexpected end of JSON input: ""`,
		doc:     "the status is plain, the body is not JSON",
	},
	{
		name: "html-other", class: RegistryError, alts: []Class{NotFound},
		any:     []string{"error parsing http*response body"},
		example: `Error response from daemon: error parsing HTTP 404 response body: invalid character '<' looking for beginning of value: "<!DOCTYPE html>"`,
		doc:     "a web page where a registry should be: a wrong host or path",
	},
	{
		name: "ping-404", class: RegistryError, alts: []Class{NotFound},
		any:     []string{"pinging container registry*#404", "pinging docker registry*#404"},
		example: "pinging container registry www.example.com: invalid status code from registry 404 (Not Found)",
		doc:     "/v2/ is absent, so this host is no registry",
	},
	{
		name: "html-media-type", class: RegistryError, alts: []Class{UnsupportedManifest},
		any:     []string{"unexpected media type text/", "unexpected media type application/json", "media type text/html", "mimetype text/", "mediatype text/", "mime type text/", `media type "text/`, `type text/html`},
		example: "get image config descriptor: unexpected media type text/html for sha256:4850: not found",
		doc:     "a web page instead of a manifest: this is no registry's answer",
	},
	{
		name: "platform", class: Platform,
		any: []string{
			"no match for platform", "no matching manifest for", "no image found in manifest list", "no image found in image index",
			"no manifest found for platform", "no child with platform", "does not match the specified platform",
			"cannot be used on this platform", "does not match the detected host platform", "choosing an image from manifest list",
			"choosing image instance", "does not match the host operating system", "incompatible with a * host", "is incompatible with",
			"unsupported platform", "no suitable image", "unable to find a matching platform", "no matching platform",
			"does not provide the specified platform", "was found but does not match", "platform mismatch", "no supported platform", "unknown/unknown",
			"image operating system", "unsupported os", "unsupported architecture", "descriptor matching platform",
			"image on a windows daemon", "image on a linux daemon", "operating system is not supported",
		},
		example: "get image config descriptor: no match for platform in manifest sha256:a2ed: not found",
		doc:     "no image for the node's architecture or operating system",
	},
	{
		name: "schema1", class: UnsupportedManifest,
		any: []string{
			"no longer supported since containerd", "schema 1 image manifests are no longer supported", "schema 1 not supported", "image format v1",
			"manifest.v1+prettyjws", "manifest.v1+json", "manifest version 2, schema 1", "manifest v2, schema 1", "schema version 1",
			"deprecation notice", "schema1", "schema 1",
		},
		example: `media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.1, please rebuild the image`,
		doc:     "Docker's old image format",
	},
	{
		name: "other-manifest", class: UnsupportedManifest,
		any: []string{
			"unsupported manifest", "unsupported media type", "unsupported mediatype", "^target is ", "mediatype in manifest should be", "unsupported mime type", "unsupported mimetype", "unsupported docker v2s2",
			"unsupported oci version", "unsupported schema version", "unsupported image", "unsupported layer", "unsupported artifact",
			"unsupported config", "mediatype not supported", "media type not supported", "unexpected media type", "unrecognised mediatype",
			"unrecognized image format", "unrecognized manifest", "unknown media type", "unknown mediatype", "encountered unknown type", "invalid media type",
			"accept header does not support", "media-type: expected", "missing signature key", "invalid mixed oci image",
			"error determining manifest mime type", "determining manifest mime type", "invalid manifest", "manifest invalid",
			"manifest_invalid", "mismatched image rootfs", "number of layers and diffids", "layers from manifest don't match",
			"invalid rootfs in image configuration", "no layers", "unknown layer media", "is not a container image", "not an image",
			"no processor for media-type", "not a container image", "unable to unmarshal manifest", "failed to unmarshal data into manifest",
			"#415", "unsupported compression", "unexpected manifest", "does not contain an image", "oci artifact", "application/vnd.cncf.helm",
		},
		not:     []string{"pull image or oci artifact"},
		example: "mismatched image rootfs and manifest layers",
		doc:     "something was found that the runtime cannot run: an artifact, a chart, a newer format",
	},
	{
		name: "decrypt", class: UnsupportedManifest, alts: []Class{Policy},
		any:     []string{"needed for decryption", "decrypting layer", "failed to decrypt"},
		example: "failed to extract layer: missing private key needed for decryption",
		doc:     "an encrypted image, and the node has no key for it",
	},
}
