package symptom

import "strings"

// hubRegistry is the registry of an image that names none.
const hubRegistry = "docker.io"

// registryOf returns the registry of an image string as the runtimes parse it, or "".
func registryOf(image string) string {
	image = strings.TrimPrefix(image, "docker://")
	if image == "" || strings.ContainsAny(image, " \"'<>") {
		return ""
	}
	host, _, ok := strings.Cut(image, "/")
	if !ok || !strings.ContainsAny(host, ".:") && host != "localhost" {
		return hubRegistry
	}
	if host = plainHost(host); hubHosts[host] == Registry {
		return hubRegistry
	}
	return host
}

// plainHost lowers a host and removes the default port.
func plainHost(host string) string {
	host = lower(host)
	if h, ok := strings.CutSuffix(host, ":443"); ok {
		return h
	}
	return host
}

// sameHost reports whether host is the registry's. A look-up names no port.
func sameHost(registry, host string) bool {
	if host == registry {
		return true
	}
	name, _, ok := strings.Cut(registry, ":")
	return ok && host == name
}

// isAddress reports whether a host is an IP address, with or without a port.
func isAddress(host string) bool {
	return host != "" && strings.Trim(host, "0123456789abcdef.:[]") == "" && (isDigit(host[0]) || host[0] == '[')
}

// hubHosts are the hosts of Docker Hub.
var hubHosts = map[string]Responder{
	"docker.io": Registry, "index.docker.io": Registry, "registry-1.docker.io": Registry, "registry.hub.docker.com": Registry,
	"auth.docker.io":                                          TokenServer,
	"production.cloudflare.docker.com":                        BlobStore,
	"production.cloudfront.docker.com":                        BlobStore,
	"docker-images-prod.r2.cloudflarestorage.com":             BlobStore,
	"docker-images-prod.s3.dualstack.us-east-1.amazonaws.com": BlobStore,
}

// storageEnds are the domains of object storage and of the networks before it.
var storageEnds = []string{
	".blob.core.windows.net", "storage.googleapis.com", ".cloudfront.net", ".r2.cloudflarestorage.com", ".digitaloceanspaces.com",
	".backblazeb2.com", ".wasabisys.com", ".githubusercontent.com", ".data.azurecr.io", ".data.mcr.microsoft.com",
	".cloud-object-storage.appdomain.cloud", ".storage.yandexcloud.net",
}

// storageParts are labels of object storage inside a provider's domain.
var storageParts = []struct{ label, end string }{
	{"s3", ".amazonaws.com"}, {"s3", ".amazonaws.com.cn"}, {"oss-", ".aliyuncs.com"}, {"cos.", ".myqcloud.com"},
	{"obs.", ".myhuaweicloud.com"}, {"objectstorage.", ".oraclecloud.com"},
}

// isStorage reports whether a host is object storage by its name.
func isStorage(host string) bool {
	host, _, _ = strings.Cut(host, ":")
	for _, end := range storageEnds {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	for _, p := range storageParts {
		rest, ok := strings.CutSuffix(host, p.end)
		if ok && (strings.HasPrefix(rest, p.label) || strings.Contains(rest, "."+p.label)) {
			return true
		}
	}
	return false
}

// knownRole is what this package knows of a registry's other hosts.
func knownRole(registry, host string) Responder {
	switch registry {
	case hubRegistry:
		return hubHosts[host]
	case "registry.k8s.io", "k8s.gcr.io":
		if host == "registry.k8s.io" || strings.HasSuffix(host, "-docker.pkg.dev") {
			return Registry // it redirects to a regional one
		}
	}
	return UnknownResponder
}

// isAPI reports whether a path is the registry API's, below a prefix too, as
// Artifactory has one: .../v2/NAME/blobs/sha256:HEX. Storage has other paths.
func isAPI(path string) bool {
	return strings.HasPrefix(path, "/v2/") || strings.Contains(path, "/v2/") && strings.Contains(path, "/blobs/sha256:")
}

// role returns what a host is to a registry, for a request of the given step.
func (m *Reader) role(registry, host string, phase Phase, c call) Responder {
	if phase == PhaseToken {
		return TokenServer
	}
	host = plainHost(host)
	if registry != "" {
		role := UnknownResponder
		if m.Role != nil {
			role = m.Role(registry, host)
		}
		if role == UnknownResponder && sameHost(registry, host) {
			role = Registry
		}
		if role == UnknownResponder {
			role = knownRole(registry, host)
		}
		if role != UnknownResponder {
			return role
		}
	}
	if c.url == "" && isAddress(host) {
		return UnknownResponder // an address that was dialled
	}
	path := pathOf(c.url)
	mirrored := strings.Contains(path, "?ns=") || strings.Contains(path, "&ns=")
	switch {
	case mirrored:
		return Mirror
	case isStorage(host):
		return BlobStore
	case phase == PhaseConfig || phase == PhaseLayer:
		switch {
		case c.url != "" && !isAPI(path):
			return BlobStore // a signed URL that the registry redirected to
		case registry != "":
			return Mirror
		}
	case phase == PhaseResolve || phase == PhaseManifest:
		if registry != "" {
			return Mirror
		}
	}
	return UnknownResponder
}
