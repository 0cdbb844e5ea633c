package symptom

import "strings"

// Body is the kind of an answer's body.
type Body string

// The kinds of bodies.
const (
	BodyUnknown Body = ""
	BodyJSON    Body = "json" // the registry API's errors
	BodyHTML    Body = "html" // a web page: no registry answered
	BodyXML     Body = "xml"  // object storage
	BodyText    Body = "text"
	BodyNone    Body = "none" // the answer to a HEAD request, or an empty one
)

var (
	pageMarks = []string{"<html", "<!doctype html", "type text/html", `type "text/html`, "type: text/html"}
	xmlMarks  = []string{"<?xml", "<error>", "<code>"}
	htmlMarks = []string{"<!doctype", "<head>", "<title>", "<h1>", "<body", "invalid character '<'"}
	jsonMarks = []string{`{"errors":`, `{"code":`, `{"details":`, `{"error":`, `{"detail":`}
)

// findBody reads the kind of the body from text in lower case.
func findBody(s, method string, a answer) Body {
	switch {
	case containsAny(s, pageMarks):
		return BodyHTML
	case containsAny(s, xmlMarks):
		return BodyXML // before '<', which the runtime quotes of both
	case containsAny(s, htmlMarks):
		return BodyHTML
	case containsAny(s, jsonMarks), a.code != "" && !a.storage && !a.header:
		return BodyJSON
	case strings.Contains(s, `end of json input: ""`):
		return BodyNone
	case strings.Contains(s, "response body: invalid character '"), strings.Contains(s, "type text/plain"), a.storage:
		return BodyText
	case a.status != 0 && method == "HEAD":
		return BodyNone
	}
	return BodyUnknown
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
