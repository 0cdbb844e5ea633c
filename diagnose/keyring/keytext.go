package keyring

import "strings"

// Work on keys as text, for the repairs that Explain tries.

// splitKey cuts a key into the scheme that the kubelet takes off, the authority and the rest.
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

// keyAuthority is host and port of a key, without user.
func keyAuthority(key string) string {
	_, authority, _ := splitKey(key)
	return authority[strings.LastIndexByte(authority, '@')+1:]
}

// keyHost is the host of a key without user and port.
func keyHost(key string) string {
	host := keyAuthority(key)
	if bare, _, ok := splitHostPort(host); ok {
		return bare
	}
	return host
}

// keyPort is the port of a key with its colon, "" where none is written.
func keyPort(key string) string {
	if _, port, ok := splitHostPort(keyAuthority(key)); ok && port != "" {
		return ":" + port
	}
	return ""
}

// withHost puts another host and port into a key; a user goes.
func withHost(key, hostPort string) string {
	scheme, _, rest := splitKey(key)
	return scheme + hostPort + rest
}

// withPort changes the port alone; port is "" or begins with a colon.
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

// withoutLogin takes user and password out of a key.
func withoutLogin(key string) string {
	scheme, _, rest := splitKey(key)
	return scheme + keyAuthority(key) + rest
}
