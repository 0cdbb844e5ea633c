package keyring

import (
	"fmt"
	"path"
	"strings"
)

// hubAlias replaces one of Docker Hub's other host names.
func (q question) hubAlias(key string) repair {
	host := keyHost(key)
	if !q.onHub() || !isHubAlias(host) {
		return repair{}
	}
	return repair{hubKey, visible(host) + " is a host name of Docker Hub, but its key is " + hubKey, MissHubAlias, distanceHubAlias}
}

// port uses the image's port.
func (q question) port(key string) repair {
	written, needs := keyPort(key), ""
	if q.target.port != "" {
		needs = ":" + q.target.port
	}
	if written == needs {
		return repair{}
	}
	why := "the port differs: the key has " + visible(written) + ", the image needs " + needs
	switch {
	case written == "":
		why = "the port differs: the key has none, the image needs " + needs
	case needs == "":
		why = "the port differs: the key has " + visible(written) + ", the image has none"
	}
	return repair{withPort(key, needs), why, MissPort, distancePort}
}

// portAndPath changes both if only the host is right, as in the address of a repository in the registry's
// web interface.
func (q question) portAndPath(key string) repair {
	if keyHost(key) != q.target.host() {
		return repair{}
	}
	port, path := q.port(key), q.path(key)
	if port.key == "" || path.key == "" {
		return repair{}
	}
	fixed := q.path(port.key).key
	return repair{fixed, port.why + "; and " + path.why, MissPort, distancePort + distancePath}
}

// path removes the path, so that the key matches the whole host.
func (q question) path(key string) repair {
	scheme, authority, rest := splitKey(key)
	if rest == "" {
		return repair{}
	}
	fixed := scheme + authority
	why := fmt.Sprintf("the path differs: the key is for %s, the image is %s", visible(rest), visible("/"+q.img.Repository))
	switch {
	case q.onHub() && q.matches(fixed) == ViaDefault:
		fixed = hubKey
		why = "Docker Hub's key has no path: it is " + hubKey
	case strings.HasSuffix(rest, "*"):
		why = "a * in the path is not a wildcard; a key without a path matches all repositories on the host"
	}
	return repair{fixed, why, MissPath, distancePath}
}

// labels compares the number of parts of the hosts: a * counts as one part, and a domain does not match its
// subdomains.
func (q question) labels(key string) repair {
	host, target := keyHost(key), q.target.host()
	have, need := strings.Count(host, ".")+1, strings.Count(target, ".")+1
	if host == "" || have == need {
		return repair{}
	}
	why := ""
	switch {
	case strings.Contains(host, "*") && sameEnd(host, target):
		why = fmt.Sprintf("a * matches exactly one part of a host name: %s has %s, %s has %s",
			visible(host), parts(have), visible(target), parts(need))
	case strings.HasSuffix(target, "."+host) && strings.Contains(host, "."):
		why = fmt.Sprintf("the key is only for %s, the image is on its subdomain %s", visible(host), visible(target))
	case strings.HasPrefix(target, host+"."):
		why = fmt.Sprintf("the key is only the beginning of the host name %s", visible(target))
	case strings.HasSuffix(host, "."+target) && strings.Contains(target, "."):
		why = fmt.Sprintf("the key is for the subdomain %s, the image is on %s itself", visible(host), visible(target))
	default:
		return repair{}
	}
	return repair{q.wanted(key), why, MissLabels, distanceLabels}
}

func parts(n int) string {
	if n == 1 {
		return "1 part"
	}
	return fmt.Sprintf("%d parts", n)
}

// sameEnd reports whether the host ends with the parts after the last * of the glob.
func sameEnd(glob, host string) bool {
	end := glob[strings.LastIndexByte(glob, '*')+1:]
	return strings.HasSuffix("."+host, end)
}

// wildcard detects the wildcards of other programs: ? begins a query in a URL, and [..] an address.
func (q question) wildcard(key string) repair {
	scheme, _, _ := splitKey(key)
	bare, _, _ := strings.Cut(strings.TrimPrefix(key, scheme), "/")
	if ok, err := path.Match(bare, q.target.hostPort()); err != nil || !ok || !strings.ContainsAny(bare, "?[") {
		return repair{}
	}
	return repair{q.wanted(key), "only * works as a wildcard in a key, not ? or [...]", MissInvalid, distanceInvalid}
}
