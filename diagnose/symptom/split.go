package symptom

import (
	"strings"
)

// starters are how an element of a joined error begins; a comma before
// anything else belongs to the sentence.
var starters = []string{
	"rpc error: code =", "failed to ", "unable to ", "error response from daemon", "initializing source",
	"error initializing", "reading manifest", "get image config", "pinging ", "(mirrors also failed",
	"unexpected ", "registryunavailable", "signaturevalidationfailed", "short read", "pull access denied",
	"copying ", "requesting ", "httpreadseeker", "context ", "writing ", "parsing ", "no match", `get "`,
	`head "`, "pull qps",
}

// splitJoined splits the kubelet's "[error, error]" (one error per credential
// tried) at its own commas. One element or another form gives nil.
func splitJoined(s string) []string {
	if len(s) < 2 || s[0] != '[' {
		return nil
	}
	lo := lower(s)
	first := lo[1:min(len(lo), 13)]
	depth, start := 0, 1
	var parts []string
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 && strings.TrimRight(s[i+1:], ". ") != "" {
				return nil // the brackets are part of the error: [::1]:5000
			}
		case ',':
			rest := strings.TrimPrefix(lo[i+1:], " ")
			if depth == 1 && len(rest) < len(lo)-i-1 && startsElement(rest, first) {
				parts = append(parts, s[start:i])
				start = i + 2
			}
		}
	}
	return append(parts, strings.TrimRight(s[start:], "]. "))
}

func startsElement(s, first string) bool {
	if len(first) == 12 && strings.HasPrefix(s, first) {
		return true
	}
	for _, w := range starters {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// splitMirrors splits CRI-O's "(Mirrors also failed: [ref: error] [ref: error]): ref: error"
// into the error of the registry itself and those of its mirrors.
func splitMirrors(s string) (primary string, mirrors []string) {
	const head = "(Mirrors also failed: "
	at := strings.Index(s, head)
	if at < 0 {
		return s, nil
	}
	rest := s[at+len(head):]
	end := strings.Index(rest, "]): ")
	if end < 0 {
		return "", strings.Split(strings.Trim(rest, "[]() "), "] [")
	}
	return s[:at] + rest[end+len("]): "):], strings.Split(strings.TrimPrefix(rest[:end], "["), "] [")
}

// splitArtifact splits CRI-O's "pull image err: A; artifact err: B": the image
// decides, the attempt to read it as an artifact only echoes it.
func splitArtifact(s string) (image, artifact string) {
	image, artifact, _ = strings.Cut(s, "; artifact err: ")
	return image, artifact
}
