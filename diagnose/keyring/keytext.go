package keyring

import "strings"

// Work on keys as text, for the repairs that Explain tries.

// splitKey splits a key into the scheme that the kubelet removes, the authority and the rest.
func splitKey(key string) (scheme, authority, rest string) {
	for _, s := range []string{"https://", "http://"} {
		if strings.HasPrefix(key, s) {
			scheme, key = s, key[len(s):]
			break
		}
	}
	if i := strings.IndexAny(key, "/?#"); i >= 0 {
		return scheme, key[:i], key[i:]
	}
	return scheme, key, ""
}

// keyAuthority returns the host and port of a key, without user.
func keyAuthority(key string) string {
	_, authority, _ := splitKey(key)
	return authority[strings.LastIndexByte(authority, '@')+1:]
}

// keyHost returns the host of a key without user and port.
func keyHost(key string) string {
	host := keyAuthority(key)
	if bare, _, ok := splitHostPort(host); ok {
		return bare
	}
	return host
}

// keyPort returns the port of a key with its colon, "" if none is written.
func keyPort(key string) string {
	if _, port, ok := splitHostPort(keyAuthority(key)); ok && port != "" {
		return ":" + port
	}
	return ""
}

// withHost replaces the host and port of a key; a user is removed.
func withHost(key, hostPort string) string {
	scheme, _, rest := splitKey(key)
	return scheme + hostPort + rest
}

// withPort replaces only the port; port is "" or begins with a colon.
func withPort(key, port string) string {
	scheme, _, rest := splitKey(key)
	authority := keyAuthority(key)
	if host, _, ok := splitHostPort(authority); ok {
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		authority = host
	}
	return scheme + authority + port + rest
}

// withoutUserInfo removes user and password from a key.
func withoutUserInfo(key string) string {
	scheme, _, rest := splitKey(key)
	return scheme + keyAuthority(key) + rest
}
