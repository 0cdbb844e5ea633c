package keyring

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stripInvisible removes whitespace and invisible characters.
func (q question) stripInvisible(key string) repair {
	at := strings.IndexFunc(key, unseen)
	if at < 0 {
		return repair{}
	}
	r, size := utf8.DecodeRuneInString(key[at:])
	name, _ := nameRune(r)
	fixed := strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, key)
	why := fmt.Sprintf("the key contains %s at byte %d", name, at)
	switch {
	case at == 0:
		why = "the key begins with " + name
	case at+size == len(key):
		why = "the key ends with " + name
	}
	return repair{fixed, why, MissWhitespace, distanceWhitespace}
}

// slash looks for a trailing slash that is missing after an API version, or an extra one.
func (q question) slash(key string) repair {
	scheme, authority, path := splitKey(key)
	switch {
	case path == "/v1" || path == "/v2":
		owner := "the key"
		if q.onHub() {
			owner = "Docker Hub's key"
		}
		fixed := scheme + authority + path + "/"
		return repair{fixed, owner + " needs its trailing slash: " + ShowKey(fixed), MissSlash, distanceSlash}
	case strings.Contains(path, "//"):
		for strings.Contains(path, "//") {
			path = strings.ReplaceAll(path, "//", "/")
		}
		return repair{scheme + authority + path, "the key has two slashes in a row", MissSlash, distanceSlash}
	case len(path) > 1 && path == q.target.path+"/":
		return repair{scheme + authority + q.target.path, "the key has an extra trailing slash", MissSlash, distanceSlash}
	}
	return repair{}
}

// scheme removes a prefix of the host that is not https:// or http://.
func (q question) scheme(key string) repair {
	rest := key
	if strings.HasPrefix(key, "https://") || strings.HasPrefix(key, "http://") {
		rest = key[strings.Index(key, "://")+len("://"):]
	}
	doubled := rest != key
	end := 0
	if i := strings.Index(rest, "://"); i >= 0 && isWord(rest[:i]) {
		end = i + len("://")
	} else if i := schemeColon(rest); i > 0 {
		end = i
	}
	for end < len(rest) && rest[end] == '/' {
		end++
	}
	if end == 0 || end == len(rest) {
		return repair{}
	}
	written, why := visible(rest[:end]), ""
	switch {
	case doubled:
		why = "the key begins with https:// and then " + written
	case strings.EqualFold(written, "https://") || strings.EqualFold(written, "http://"):
		why = "the key begins with " + written + "; it must be " + strings.ToLower(written) + " in lower case, or omitted"
	default:
		why = "the key begins with " + written + "; only https://, http:// or no scheme is valid"
	}
	return repair{rest[end:], why, MissScheme, distanceScheme}
}

// schemeColon finds the end of a scheme that lost its slashes: https:host, https:/host.
func schemeColon(text string) int {
	for _, s := range []string{"https:", "http:"} {
		if len(text) > len(s) && strings.EqualFold(text[:len(s)], s) {
			return len(s)
		}
	}
	return 0
}

func isWord(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-.", r)
	}) < 0
}

// quotes removes quotes that a shell or a template left in the key.
func (q question) quotes(key string) repair {
	fixed := strings.Trim(key, "\"'`“”‘’<>")
	if fixed == key {
		return repair{}
	}
	return repair{fixed, "the key has quotes around it", MissInvalid, distanceScheme}
}

// dots removes a leading or trailing dot of the host, which counts as one more part of its name.
func (q question) dots(key string) repair {
	host := keyHost(key)
	trimmed := strings.Trim(host, ".")
	if trimmed == host || trimmed == "" {
		return repair{}
	}
	return repair{withHost(key, trimmed+keyPort(key)), "the host in the key has an extra dot at its beginning or end", MissLabels, distanceScheme}
}

// letterCase uses the image's letters where only the case differs.
func (q question) letterCase(key string) repair {
	scheme, authority, path := splitKey(key)
	if hostPort := q.target.hostPort(); strings.EqualFold(authority, hostPort) {
		authority = hostPort
	} else {
		authority = strings.ToLower(authority)
	}
	if n := len(path); n <= len(q.target.path) && strings.EqualFold(path, q.target.path[:n]) {
		path = q.target.path[:n]
	} else if strings.EqualFold(path, "/v1/") || strings.EqualFold(path, "/v2/") {
		path = strings.ToLower(path)
	}
	fixed := scheme + authority + path
	why := "keys are case-sensitive: the key is " + ShowKey(key) + ", the image is " + visible(q.img.Name)
	return repair{fixed, why, MissCase, distanceCase}
}

// tag removes a tag or a digest, which belong to an image and not to a registry.
func (q question) tag(key string) repair {
	scheme, authority, path := splitKey(key)
	last := strings.LastIndexByte(path, '/') + 1
	i := strings.IndexAny(path[last:], "@:")
	if i < 0 || path == "" {
		return repair{}
	}
	what := "a tag"
	if path[last+i] == '@' {
		what = "a digest"
	}
	return repair{scheme + authority + path[:last+i], "the key contains " + what + ", " + visible(path[last+i:]) + "; a key must not have one", MissTag, distanceTag}
}
