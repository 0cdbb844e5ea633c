package glossary

// registries are terms of registries and their accounts.
var registries = []Term{
	{"repository", []string{"repositories"}, `The images of one name in a registry, one for each tag: acme/web in ghcr.io/acme/web:1.4.2. Rights to
pull are usually given for a repository or for a project of them.`},
	{"manifest", []string{"manifests", "image index", "manifest list"}, `The description of an image in the registry: its layers and its config. A tag points to a manifest, or
to an index with one manifest for each platform. It is the first thing that a node requests.`},
	{"digest", []string{"digests", "sha256"}, `The checksum of a manifest or a layer, sha256:.... An image that is referenced by digest
(ghcr.io/acme/web@sha256:...) is always the same; a tag can be moved.`},
	{"layer", []string{"layers", "blob", "blobs"}, `A part of an image: an archive of files. Many registries redirect the download of layers to a storage
service on another host, which the node has to reach as well.`},
	{"mirror", []string{"mirrors", "pull-through cache", "registry mirror", "proxy cache"}, `A registry that a node asks in place of the one in the image's name, by its own configuration. A
message that names another host than the image often comes from a mirror. Nodes may send it the pod's
credentials, too.`},
	{"token server", []string{"auth server", "bearer token", "oauth token"}, `The service that gives a node a short-lived token for a registry, in exchange for its credentials. A
401 from it means that the credentials are wrong. It may be on another host: auth.docker.io for Docker
Hub.`},
	{"docker login", []string{"podman login", "nerdctl login", "docker logout"}, `A command that checks credentials with a registry and stores them in the config.json of your own
machine, or in its keychain. Nodes do not see them: for a pod they have to be in a pull secret.`},
	{"rate limit", []string{"rate limits", "pull rate limit", "toomanyrequests"}, `A registry's limit on pulls in a period. Docker Hub counts anonymous pulls by the address of the
node, so all nodes behind one address share the limit. With credentials, the account is counted.`},
	{"personal access token", []string{"access token", "PAT"}, `A password for programs that its owner can limit and revoke. Most registries want one in place of the
account's password, with the right to read packages or pull images.`},
	{"robot account", []string{"robot accounts", "deploy token", "pull token"}, `An account for programs, not for people: robot$name at Harbor, organization+name at Quay, a deploy
token at GitLab. It is the best choice for a pull secret, because it does not depend on a person.`},
	{"insecure registry", []string{"insecure-registries", "plain HTTP"}, `A registry that is reached by plain HTTP, or whose certificate is not verified. It has to be
configured on every node (containerd: hosts.toml); no pull secret and no pod setting can do so.`},
}
