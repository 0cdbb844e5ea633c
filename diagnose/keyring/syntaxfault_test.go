package keyring

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestExplainSyntax(t *testing.T) {
	tests := map[string]struct {
		text, detail string
		at           int
	}{
		"nothing":           {"", "only whitespace", 0},
		"cut off":           {`{"a":`, "is truncated", 5},
		"broken over lines": {"{\"a\":\"x\ny\"}", "a string contains a newline", 7},
		"brace":             {`{"a":}`, "unexpected closing brace", 5},
		"surplus comma":     {"{\"a\":1,\n }", "an extra comma before the closing brace", 6},
		"bracket":           {`{"a":[1,]}`, "an extra comma before the closing brace", 7},
		"missing comma":     {`{"a":1 "b":2}`, "a comma or a colon is missing", 7},
		"missing colon":     {`{"a" 1}`, "unexpected character", 5},
		"second object":     {`{} {}`, "more text after the closing brace", 3},
		"word":              {`hello`, "must begin with {", 0},
		"half a null":       {`nul`, "must begin with {", 0},
		"not null":          {` not json`, "must begin with {", 1},
		"soft hyphen":       {"{\u00ad}", "a soft hyphen (U+00AD) is not allowed in JSON", 1},
		"full-width colon":  {`{"a"：1}`, "instead of a plain colon", 4},
		"figure space":      {"{\u2007}", "a figure space (U+2007) instead of a plain space", 1},
		"single quote":      {`{'a':1}`, "a single quote (U+0027) instead of a plain quote", 1},
		"shell":             {`'{}'`, "single quotes, as for a shell", 0},
		"byte order mark":   {"\xef\xbb\xbf{}", "a byte order mark (U+FEFF)", 0},
		"UTF-16":            {"\xff\xfe{\x00}\x00", "UTF-16 (little-endian), as written by a redirect in Windows PowerShell", 0},
		"UTF-16, no mark":   {"{\x00}\x00", "UTF-16 (little-endian)", 0},
		"UTF-16, reversed":  {"\xfe\xff\x00{\x00}", "UTF-16 (big-endian)", 0},
		"gzip":              {"\x1f\x8b\x08", "compressed (gzip)", 0},
		"Latin-1":           {"{\"a\":\"\xe4\",}", "an extra comma before the closing brace", 8},
		"too deep":          {strings.Repeat("[", 10002), "nested too deep", 10000},
		"control character": {"{\"a\x01\":1}", "unexpected character", 3},
	}
	for name, test := range tests {
		var value any
		err := json.Unmarshal([]byte(test.text), &value)
		detail, at, ok := explainSyntax([]byte(test.text), err)
		if !ok || !strings.Contains(detail, test.detail) || at != test.at {
			t.Errorf("%s: %q at %d, %v; want %q at %d", name, detail, at, ok, test.detail, test.at)
		}
	}
	if _, _, ok := explainSyntax(nil, errNoColon); ok {
		t.Error("an error of another kind is no syntax error")
	}
}
