package symptom

import "strings"

// callHeads come right before the URL that a runtime was calling. A URL
// elsewhere is advice ("visit https://...").
var callHeads = []string{
	"request to ", `get "`, `head "`, `post "`, "get ", "head ", "post ", "unexpected status code ",
	`from "`, "fetching blob from ",
}

// findHost returns the host that answered or failed, or "" when the text does
// not name one. class is needed since a failed look-up names its own host.
func findHost(text string, class Class) string {
	s := lower(text)
	if class == DNS {
		if h := wordAfter(s, "lookup "); h != "" {
			return h
		}
	}
	if i := strings.Index(s, "proxyconnect "); i >= 0 {
		if h := dialled(s[i:]); h != "" {
			return h
		}
	}
	if h := calledHost(s); h != "" {
		return h
	}
	if h := wordAfter(s, "pinging container registry "); h != "" {
		return h
	}
	if h := dialled(s); h != "" {
		return h
	}
	return wordAfter(s, "lookup ")
}

// calledHost is the host of the last URL called.
func calledHost(s string) string {
	for _, scheme := range []string{"https://", "http://"} {
		for end := len(s); end > 0; {
			i := strings.LastIndex(s[:end], scheme)
			if i < 0 {
				break
			}
			for _, h := range callHeads {
				if strings.HasSuffix(s[:i], h) {
					return authority(s[i+len(scheme):])
				}
			}
			end = i
		}
	}
	return ""
}

// authority cuts a URL without its scheme down to host[:port].
func authority(s string) string {
	if i := strings.IndexAny(s, "/?# \"'"); i >= 0 {
		s = s[:i]
	}
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		s = s[i+1:]
	}
	return strings.TrimRight(s, ":.,")
}

// dialled is what stands after "dial tcp" or "lookup" in it.
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
