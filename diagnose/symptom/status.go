package symptom

import "strings"

// answer is what a message contains of an HTTP answer.
type answer struct {
	status  int
	code    string
	storage bool // code is object storage's
	header  bool // code comes from a header, the body is not known
}

// registryCodes are the error codes of the registry API, as JSON has them. The
// runtimes print them in lower case, with spaces.
var registryCodes = []string{
	"UNAUTHORIZED", "DENIED", "TOOMANYREQUESTS", "MANIFEST_UNKNOWN", "NAME_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_INVALID",
	"MANIFEST_UNVERIFIED", "MANIFEST_BLOB_UNKNOWN", "NAME_INVALID", "TAG_INVALID", "DIGEST_INVALID", "SIZE_INVALID",
	"UNSUPPORTED", "UNAVAILABLE", "PROJECTPOLICYVIOLATION",
}

// printedCodes are registryCodes as the runtimes print them.
var printedCodes = func() []string {
	out := make([]string, len(registryCodes))
	for i, c := range registryCodes {
		out[i] = strings.ReplaceAll(lower(c), "_", " ")
	}
	return out
}()

// codePhrases are sentences that come with one code only. They come from storage where storage is set.
var codePhrases = []struct {
	words, code     string
	storage, header bool
}{
	{words: "requested access to the resource is denied", code: "DENIED"},
	{words: "insufficient_scope", code: "INSUFFICIENT_SCOPE", header: true},
	{words: "server failed to authenticate the request", code: "AuthenticationFailed", storage: true},
	{words: "this request is not authorized to perform this operation", code: "AuthorizationFailure", storage: true},
	{words: "the specified blob does not exist", code: "BlobNotFound", storage: true},
	{words: "the specified key does not exist", code: "NoSuchKey", storage: true},
	{words: "public access is not permitted on this storage account", code: "PublicAccessNotPermitted", storage: true},
}

// statusOfCode is the status that a code always comes with.
var statusOfCode = map[string]int{
	"TOOMANYREQUESTS": 429, "MANIFEST_UNKNOWN": 404, "NAME_UNKNOWN": 404, "BLOB_UNKNOWN": 404, "INSUFFICIENT_SCOPE": 401,
	"NoSuchKey": 404, "NoSuchBucket": 404, "BlobNotFound": 404,
}

// statusPhrases are wordings of the runtimes that mean one status.
var statusPhrases = []struct {
	pattern string
	status  int
}{
	{"no basic auth credentials", 401},
	{"pull access denied, repository does not exist", 401}, // containerd: the registry returned 401, and there is no suitable credential
	{"invalid username/password", 401},
	{"too many requests", 429},
	{"content at @ not found", 404},
	{"from remote: not found", 404},
	{"proxy authentication required", 407},
	{"authentication required", 401},
	{"authenticationrequired", 401}, // dockerd 1.x
	{`"@": forbidden$`, 403},        // net/http: the proxy's answer to CONNECT
	{`"@": service unavailable$`, 503},
	{`"@": bad gateway$`, 502},
	{`"@": gateway timeout$`, 504},
	{`"@": gateway time-out$`, 504},
	{`"@": method not allowed$`, 405},
	{`"@": internal server error$`, 500},
	{`"@": bad request$`, 400},
}

// findAnswer reads the status and the error code. text has the original letter
// case and s the lower one, at the same offsets. The node's own failures have
// neither: their numbers are sizes and exit codes.
func findAnswer(t *subject, class Class, text, s string) answer {
	if class == Disk {
		return answer{}
	}
	a := findCode(text, s)
	a.status = findHTTPStatus(t.masked)
	for i := 0; a.status == 0 && i < len(statusPhrases); i++ {
		if t.has(statusPhrases[i].pattern) {
			a.status = statusPhrases[i].status
		}
	}
	if a.status == 0 {
		a.status = statusOfCode[a.code]
	}
	return a
}

// notStatuses come before numbers that are the exit status of a program or the
// status of the container daemon's own API.
var notStatuses = []string{"exit status", "(http code", "api error"}

// findHTTPStatus returns the first HTTP status in masked text, or 0.
func findHTTPStatus(s string) int {
	for i := 1; i+3 <= len(s); i++ {
		if s[i] < '2' || s[i] > '5' || !statusAt(s, i, "xxx") || portAt(s, i) {
			continue
		}
		lead := strings.TrimRight(s[max(0, i-24):i], ` ("'[`)
		if (hasAnySuffix(lead, statusLeads) || hasPhrase(s[i:])) && !hasAnySuffix(lead, notStatuses) {
			return statusIn(s[i:])
		}
	}
	if hasPhrase(s) && !strings.Contains(s, `{"message":`) { // dockerd's own API answers so
		return statusIn(s)
	}
	return 0
}

func statusIn(s string) int { return int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0') }

// portAt reports whether the number at i is a port behind an IPv6 address.
func portAt(s string, i int) bool {
	return i > 1 && s[i-1] == ':' && (s[i-2] == ']' || s[i-2] == ':')
}

// hasPhrase reports whether s begins with a status and its phrase, as HTTP has them.
func hasPhrase(s string) bool {
	for _, p := range []string{
		"401 unauthorized", "403 forbidden", "404 not found", "429 too many requests", "500 internal server error", "502 bad gateway",
		"503 service unavailable", "504 gateway time",
	} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, ends []string) bool {
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

func findCode(text, s string) answer {
	if c := between(text, s, "<code>", "<"); c != "" {
		return answer{code: c, storage: true}
	}
	for _, head := range []string{`"code":"`, `"code": "`} {
		if c := between(text, s, head, `"`); c != "" {
			return answer{code: c}
		}
	}
	for _, p := range codePhrases {
		if strings.Contains(s, p.words) {
			return answer{code: p.code, storage: p.storage, header: p.header}
		}
	}
	best, at := "", len(s)
	for i, word := range printedCodes {
		if n := codeAt(s[:min(len(s), at+len(word)+1)], word); n >= 0 && n < at {
			best, at = registryCodes[i], n
		}
	}
	return answer{code: best}
}

// between cuts a code out of text: letters, digits and underscores only.
func between(text, s, head, end string) string {
	_, rest, ok := strings.Cut(s, head)
	if !ok {
		return ""
	}
	start := len(s) - len(rest)
	n := strings.Index(rest[:min(len(rest), 64)], end)
	if n <= 0 {
		return ""
	}
	for i := range n {
		if c := rest[i]; !isDigit(c) && (c < 'a' || c > 'z') && c != '_' {
			return ""
		}
	}
	return text[start : start+n]
}

// codeAt returns where a printed code begins a clause, or -1: "denied: ..." and
// not "permission denied: ...", "unauthorized: ..." and not "401 Unauthorized: ...".
func codeAt(s, word string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(word)
		if endsClause(s[from:]) && beginsClause(s[:i]) && (s[from:] != "" || !grpcSuffixes[word]) {
			return i
		}
	}
}

// grpcSuffixes are codes that containerd puts behind its own errors, too.
var grpcSuffixes = map[string]bool{"unavailable": true, "unsupported": true}

func endsClause(rest string) bool {
	return rest == "" || strings.IndexByte(":,;)].", rest[0]) >= 0
}

func beginsClause(before string) bool {
	before = strings.TrimRight(before, " ")
	if before == "" || strings.IndexByte(`:([>`, before[len(before)-1]) >= 0 {
		return true
	}
	return hasAnySuffix(before, []string{
		"forbidden", " unauthorized", "not found", "too many requests", "internal server error", "bad request", "service unavailable", " errors", "denied", "required", "precondition failed",
	})
}
