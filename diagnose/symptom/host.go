package symptom

import "strings"

// findHost returns the host that answered or failed, or "" when the text, in
// lower case, does not name one. class is needed since a failed look-up names
// its own host.
func findHost(s string, c call, class Class) string {
	if class == DNS {
		if h := wordAfter(s, "lookup "); h != "" && !strings.ContainsAny(h, "/()") {
			return h
		}
	}
	if i := strings.Index(s, "proxyconnect "); i >= 0 {
		if h := dialled(s[i:]); h != "" {
			return h
		}
	}
	if h := authority(c.url); h != "" {
		return h
	}
	for _, head := range []string{"pinging container registry ", "pinging docker registry ", "pulling from host "} {
		if h := wordAfter(s, head); h != "" {
			return h
		}
	}
	if h := dialled(s); h != "" {
		return h
	}
	if h := wordAfter(s, "lookup "); h != "" {
		return h
	}
	return repositoryHost(s)
}

// dialled is the host or address after "dial tcp", or after "lookup" behind it.
func dialled(s string) string {
	i := strings.Index(s, "dial tcp")
	if i < 0 {
		return ""
	}
	rest := strings.TrimLeft(s[i+len("dial tcp"):], "46")
	if h := wordAfter(rest, "lookup "); h != "" {
		return h
	}
	word, _, _ := strings.Cut(strings.TrimPrefix(rest, " "), " ")
	if strings.HasPrefix(rest, ":") || !strings.ContainsAny(word, ".:") {
		return ""
	}
	return strings.TrimRight(word, ":")
}

func wordAfter(s, head string) string {
	_, rest, ok := strings.Cut(s, head)
	if !ok {
		return ""
	}
	word, _, _ := strings.Cut(rest, " ")
	return strings.Trim(word, `":,.`)
}

// repositoryHost is the host in "reading manifest TAG in HOST/NAME",
// the place that CRI-O asked: a mirror or the registry.
func repositoryHost(s string) string {
	_, rest, ok := strings.Cut(s, "reading manifest ")
	if !ok {
		return ""
	}
	_, rest, ok = strings.Cut(rest[:min(len(rest), 512)], " in ")
	if !ok {
		return ""
	}
	host, _, ok := strings.Cut(rest, "/")
	if !ok || strings.ContainsAny(host, " \"'") || !strings.ContainsAny(host, ".:") && host != "localhost" {
		return ""
	}
	return host
}
