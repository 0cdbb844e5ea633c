package symptom

import (
	"slices"
	"strings"
)

// row is one line of the table: wordings and what they mean.
type row struct {
	name    string
	any     []string // patterns, one must match; see matches
	not     []string // patterns, none may match
	reasons []string // waiting reasons, one must be given; empty: any
	hosts   []string // endings of the answering host, one must match; empty: any
	own     bool     // only where no runtime wrapped the text: the kubelet's own errors
	class   Class
	alts    []Class
	sent    Sent
	example string // a message that this row decides
	doc     string // what the wording means, and who writes it
}

// decides reports whether the row applies to this text.
func (r *row) decides(t *subject) bool {
	if r.own && t.runtime {
		return false
	}
	if len(r.reasons) > 0 && !slices.Contains(r.reasons, t.reason) {
		return false
	}
	if len(r.hosts) > 0 && !slices.ContainsFunc(r.hosts, func(end string) bool { return strings.HasSuffix(t.host, end) }) {
		return false
	}
	if len(r.any) > 0 && !slices.ContainsFunc(r.any, t.has) {
		return false
	}
	return !slices.ContainsFunc(r.not, t.has)
}

// subject is what the rows of the table are matched against.
type subject struct {
	reason  string
	masked  string // peeled, lower case, names removed
	host    string
	runtime bool
	daemon  bool // dockerd answered
	digest  bool // the manifest is read by digest
}

func (t *subject) has(pattern string) bool { return matches(t.masked, pattern) }

func (t *subject) hasAny(patterns []string) bool { return slices.ContainsFunc(patterns, t.has) }

// matches reads a pattern: parts separated by "*" in this order, a leading "^"
// for the start of the text, a trailing "$" for its end, and "#401" or "#5xx"
// for an HTTP status as a number of its own.
func matches(s, pattern string) bool {
	if p, ok := strings.CutPrefix(pattern, "^"); ok {
		pattern = p
		first, _, _ := strings.Cut(p, "*")
		if !strings.HasPrefix(s, strings.TrimSuffix(first, "$")) {
			return false
		}
	}
	for pattern != "" {
		part, rest, _ := strings.Cut(pattern, "*")
		if end, ok := strings.CutSuffix(part, "$"); ok && rest == "" {
			return strings.HasSuffix(strings.TrimRight(s, ". "), end)
		}
		n := find(s, part)
		if n < 0 {
			return false
		}
		s, pattern = s[n:], rest
	}
	return true
}

// find returns the offset behind the first occurrence of part, or -1.
func find(s, part string) int {
	if code, ok := strings.CutPrefix(part, "#"); ok {
		return findStatus(s, code)
	}
	i := strings.Index(s, part)
	if i < 0 {
		return -1
	}
	return i + len(part)
}

// statusLeads are the words before an HTTP status in the runtimes' texts.
var statusLeads = []string{
	":", "status", "code", "http", "registry", "blob", "title>", "returned", "error", "h1>",
	"got", "received", "response", "with", "=",
}

// findStatus looks for a three-digit HTTP status ("401", or "5xx") that
// follows one of statusLeads, so that byte counts and tags do not match.
func findStatus(s, code string) int {
	for i := 1; i+3 <= len(s); i++ {
		if !statusAt(s, i, code) {
			continue
		}
		lead := strings.TrimRight(s[:i], ` ("'[`)
		for _, w := range statusLeads {
			if strings.HasSuffix(lead, w) {
				return i + 3
			}
		}
	}
	return -1
}

func statusAt(s string, i int, code string) bool {
	for k := range 3 {
		if code[k] != s[i+k] && (code[k] != 'x' || !isDigit(s[i+k])) {
			return false
		}
	}
	before := s[i-1]
	if isDigit(before) || 'a' <= before && before <= 'z' || before == '.' || before == '-' {
		return false
	}
	if i+3 == len(s) {
		return true
	}
	after := s[i+3]
	return !isDigit(after) && (after < 'a' || after > 'z') && !strings.HasPrefix(s[i+3:], " bytes")
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
