package keyring

import (
	"strings"
	"testing"
)

func TestRepair(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"full-width":        {`{"auths"：{"a.io"：{}，"b.io"：{}}}`, `{"auths":{"a.io":{},"b.io":{}}}`},
		"curly quotes":      {`{“auths”:{“a.io”:{„username‟:«u»}}}`, `{"auths":{"a.io":{"username":"u"}}}`},
		"curly inside":      {`{"auths":{"a.io":{"password":"“，”"},}}`, `{"auths":{"a.io":{"password":"“，”"} }}`},
		"single quotes":     {`{'auths':{'a.io':{'password':'a"b'}}}`, `{"auths":{"a.io":{"password":"a\"b"}}}`},
		"apostrophe inside": {`{“auths”:{“a.io”:{“password”:“it's”}}}`, `{"auths":{"a.io":{"password":"it's"}}}`},
		"byte order mark":   {"\ufeff{}", `{}`},
		"no-break space":    {"{\u00a0\"auths\":{}}", `{ "auths":{}}`},
		"zero-width space":  {"{\u200b\"auths\":{}}\u200b", `{"auths":{}}`},
		"commas":            {"{\"auths\":{\"a.io\":{},\n},}", "{\"auths\":{\"a.io\":{} \n} }"},
		"comma in a list":   {`[1,]`, `[1 ]`},
		"shell quotes":      {` '{"auths":{}}' `, `{"auths":{}}`},
		"escapes":           {`{“a\"b”:1}`, `{"a\"b":1}`},
		"valid already":     {`{"auths":{}}`, ""},
		"cut off":           {`{"auths":{`, ""},
		"open quote":        {`{“auths`, ""},
		"yaml":              {"auths:\n", ""},
		"nothing":           {"", ""},
		"missing comma":     {`{"a":1 "b":2}`, ""},
	}
	for name, test := range tests {
		got, ok := Repair([]byte(test.in))
		if string(got) != test.want || ok != (test.want != "") {
			t.Errorf("%s: %q, %v, want %q", name, got, ok, test.want)
		}
	}
}

// Places in a repaired text lead back to the same words in the original.
func TestRepairKeepsPlaces(t *testing.T) {
	const in = "\ufeff{“auths”：{\n“a.io”：{“auth”：“!”}，\n\u00a0“b.io”：{}，}}"
	m := repairText([]byte(in))
	if m.text == nil {
		t.Fatal("not repaired")
	}
	for _, word := range []string{"auths", "a.io", "b.io", "!"} {
		if got, want := m.original(strings.Index(string(m.text), word)), strings.Index(in, word); got != want {
			t.Errorf("%s: at %d of the original, want %d", word, got, want)
		}
	}
	entries := Inspect(configSecret("s", in)).Entries
	if len(entries) != 2 {
		t.Fatalf("%d entries", len(entries))
	}
	if pos := entries[1].Pos; pos.Line != 3 || pos.Column != 2 || pos.Offset != strings.Index(in, "“b.io") {
		t.Errorf("b.io at %v", pos)
	}
}
