package redact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Mask replaces any value that might be a credential.
const Mask = "••••••"

// shownFields are the string fields of a Docker config that are not secret.
// Every other string in it is masked.
var shownFields = map[string]bool{
	"username": true, "email": true, "credsstore": true, "serveraddress": true, "currentcontext": true, "stackorchestrator": true,
}

// Line is one line of a document: what may be shown, and the real content, so that
// a changed password shows as a change.
type Line struct {
	Shown string
	Raw   string
}

// Lines is a Docker config, indented, with every credential masked. Of content
// that is not JSON only the length is shown, since it may contain anything. most
// limits the number of lines; 0 means all.
func Lines(content []byte, most int) []Line {
	if len(content) == 0 {
		return nil
	}
	var b bytes.Buffer
	if len(content) > 1<<20 || json.Indent(&b, content, "", "  ") != nil {
		return []Line{{fmt.Sprintf("%d bytes that are not JSON (not shown)", len(content)), string(content)}}
	}
	var out []Line
	for raw := range strings.SplitSeq(b.String(), "\n") {
		if most > 0 && len(out) == most {
			break
		}
		out = append(out, Line{maskLine(raw), raw})
	}
	return out
}

// maskLine masks one line of json.Indent's: `  "key": value,`.
func maskLine(raw string) string {
	body := strings.TrimLeft(raw, " ")
	indent := raw[:len(raw)-len(body)]
	tail := ""
	if strings.HasSuffix(body, ",") {
		body, tail = body[:len(body)-1], ","
	}
	switch body {
	case "{", "}", "[", "]", "{}", "[]", "":
		return raw
	}
	key, value, isMember := cutMember(body)
	if !isMember {
		return indent + `"` + Mask + `"` + tail
	}
	head := indent + Key(key) + ": "
	switch {
	case value == "{" || value == "[" || value == "{}" || value == "[]" || value == "null":
		return head + value + tail
	case shownFields[strings.ToLower(key)] && strings.HasPrefix(value, `"`):
		var v string
		_ = json.Unmarshal([]byte(value), &v)
		return head + fmt.Sprintf("%q", keyring.ShowText(User(v))) + tail
	case value == `""`:
		return head + value + tail
	}
	return head + `"` + Mask + `"` + tail
}

// cutMember splits `"key": value`.
func cutMember(body string) (key, value string, ok bool) {
	d := json.NewDecoder(strings.NewReader(body))
	t, err := d.Token()
	if err != nil {
		return "", "", false
	}
	key, isText := t.(string)
	rest := body[d.InputOffset():]
	if !isText || !strings.HasPrefix(rest, ": ") {
		return "", "", false
	}
	return key, rest[2:], true
}

// Key is a registry key for display: a user name and password in it are cut, and
// control characters made visible.
func Key(key string) string { return fmt.Sprintf("%q", keyring.ShowKey(key)) }

// tokenStarts are prefixes of tokens that some registries expect as user name.
var tokenStarts = []string{"dop_v1_", "ghp_", "github_pat_", "glpat-", "dckr_pat_", "dckr_oat_", "ey"}

// User masks a user name that is itself a token, and the password in one that holds
// user and password, plain or in base64. No user name has a colon: it would end
// there.
func User(name string) string {
	if decoded, ok := unbase64(name); ok && len(name) >= 12 && strings.Contains(decoded, ":") && !strings.ContainsFunc(decoded, func(r rune) bool { return r < ' ' || r > '~' }) {
		return Mask
	}
	if user, password, ok := strings.Cut(name, ":"); ok && password != "" {
		name = User(user) + ":" + Mask
	}
	for _, t := range tokenStarts {
		if strings.HasPrefix(name, t) && len(name) > 30 {
			return Mask
		}
	}
	return name
}
