package symptom

import "strings"

// call is the request that a message quotes.
type call struct {
	method string // upper case, "" if the message does not say
	url    string // lower case, from the scheme to the end of the query; "" if there is none
	at     int    // where url begins in the text
}

// findCall returns the last request quoted in text of lower case: a redirect
// or a token comes after the request that led to it.
func findCall(s string) call {
	for end := len(s); end > 0; {
		i := strings.LastIndex(s[:end], "://")
		if i < 0 {
			break
		}
		end = i
		start := i - len("http")
		if start > 0 && s[start] == 't' && s[start-1] == 'h' { // https
			start--
		}
		if start < 0 || s[start:i] != "http" && s[start:i] != "https" {
			continue
		}
		for _, h := range callHeads {
			if strings.HasSuffix(s[:start], h.head) {
				return call{method: h.methodIn(s[:start]), url: urlAt(s[start:]), at: start}
			}
		}
	}
	return call{}
}

// callHead is what comes right before the URL of a request. A URL elsewhere is
// advice ("visit https://...").
type callHead struct{ head, method string }

var callHeads = []callHead{
	{"request to ", ""}, {`get "`, "GET"}, {`head "`, "HEAD"}, {`post "`, "POST"}, {"get ", "GET"}, {"head ", "HEAD"}, {"post ", "POST"},
	{"unexpected status code ", "GET"}, // containerd's fetcher
	{`from "`, ""}, {"fetching blob from ", "GET"}, {"content at ", "GET"}, {"login attempt to ", "GET"},
}

func (h callHead) methodIn(before string) string {
	if h.method != "" || h.head != "request to " {
		return h.method
	}
	before = strings.TrimSuffix(before, " request to ")
	for _, m := range []string{"get", "head", "post"} {
		if strings.HasSuffix(before, " "+m) {
			return strings.ToUpper(m)
		}
	}
	return ""
}

// urlAt cuts the URL at the start of s.
func urlAt(s string) string {
	if i := strings.IndexAny(s, " \"'"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, ":.,)]")
}

// authority is host[:port] of a URL, without user and password.
func authority(u string) string {
	u = withoutUser(u)
	if i := strings.IndexAny(u, "/?#"); i >= 0 {
		u = u[:i]
	}
	return strings.TrimRight(u, ":.,")
}

// withoutUser is a URL from its host on. A password may contain a slash; a
// colon before anything but a port shows where one begins.
func withoutUser(u string) string {
	_, u, _ = strings.Cut(u, "://")
	host, _, _ := strings.Cut(u, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		return u[i+1:]
	}
	if _, after, ok := strings.Cut(host, ":"); ok && after != "" && !isDigit(after[0]) && host[0] != '[' {
		if i := strings.LastIndexByte(u, '@'); i >= 0 {
			return u[i+1:]
		}
	}
	return u
}

// pathOf is a URL from its path on, the query included.
func pathOf(u string) string {
	u = withoutUser(u)
	i := strings.IndexAny(u, "/?#")
	if i < 0 {
		return ""
	}
	return u[i:]
}

// plainURL is a URL as it may be shown: without user, password, query and fragment.
func plainURL(u string) string {
	scheme, _, ok := strings.Cut(u, "://")
	if !ok {
		return ""
	}
	path := pathOf(u)
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return scheme + "://" + authority(u) + path
}
