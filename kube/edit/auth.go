package edit

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// auths corrects the auth fields of a Docker config that are encoded twice, or in
// another alphabet of base64 or without padding.
func (s *source) auths(d *doc, c *content, why string) {
	if c.config == nil || c.twice || c.plain != (c.field.Value == "stringData") {
		return
	}
	config := c.config
	for _, old := range authsOf(config) {
		right, ok := rightAuth(old)
		if !ok || bytes.Count(config, quoted(old)) != 1 {
			continue
		}
		if c.plain {
			s.replaceIn(d, c, string(quoted(old)), string(quoted(right)), why)
			continue
		}
		config = bytes.Replace(config, quoted(old), quoted(right), 1)
	}
	if !c.plain && !bytes.Equal(config, c.config) {
		s.replace(d, c.value, base64.StdEncoding.EncodeToString(config), why)
	}
}

func quoted(s string) []byte { return []byte(`"` + s + `"`) }

// authsOf are the auth fields of a Docker config of either form.
func authsOf(config []byte) []string {
	var whole struct{ Auths map[string]json.RawMessage }
	if json.Unmarshal(config, &whole) != nil {
		return nil
	}
	if whole.Auths == nil && json.Unmarshal(config, &whole.Auths) != nil {
		return nil
	}
	var out []string
	for _, raw := range whole.Auths {
		var e struct{ Auth string }
		if json.Unmarshal(raw, &e) == nil && e.Auth != "" {
			out = append(out, e.Auth)
		}
	}
	return out
}

// rightAuth is an auth as the node reads it; false if nothing is to be corrected,
// or it is not known how.
func rightAuth(auth string) (string, bool) {
	if once := decoded([]byte(auth)); once != nil {
		inner := bytes.TrimSpace(once)
		return string(inner), !isPair(once) && isPair(decoded(inner))
	}
	for _, e := range []*base64.Encoding{base64.URLEncoding, base64.RawURLEncoding, base64.RawStdEncoding} {
		if pair, err := e.DecodeString(auth); err == nil && isPair(pair) {
			return base64.StdEncoding.EncodeToString(pair), true
		}
	}
	return "", false
}

// isPair says whether a text is a user name and a password.
func isPair(text []byte) bool {
	user, password, ok := strings.Cut(string(text), ":")
	return ok && user != "" && password != "" && utf8.Valid(text)
}
