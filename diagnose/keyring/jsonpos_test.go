package keyring

import (
	"fmt"
	"strings"
	"testing"
)

func TestMembers(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"all kinds":       {`{"a":1,"b":"x","c":[1,{"d":2}],"e":{"f":"}"},"g":null,"h":true}`, `a=1 b="x" c=[1,{"d":2}] e={"f":"}"} g=null h=true`},
		"blanks":          {" { \"a\" :\n1 ,\t\"b\":2 } ", "a=1 b=2"},
		"escapes":         {`{"a\"b":"\\","\u00fc":1}`, `a"b="\\" ü=1`},
		"half a pair":     {`{"\ud800":1}`, "\ufffd=1"},
		"no object":       {`[{"a":1}]`, ""},
		"empty object":    {`{}`, ""},
		"nothing":         {``, ""},
		"cut in a value":  {`{"a":1,"b":{"c":`, `a=1 b={"c":!`},
		"cut in a string": {`{"a":"x`, `a="x!`},
		"cut in a name":   {`{"a":1,"b`, "a=1"},
		"cut after colon": {`{"a":`, "a=!"},
		"foreign comma":   {`{"a":1，"b":2}`, "a=1"},
		"surplus comma":   {`{"a":1,}`, "a=1"},
		"no colon":        {`{"a" 1}`, ""},
		"closing only":    {`{"a":}`, "a=!"},
	}
	for name, test := range tests {
		var got []string
		for m := range members([]byte(test.in), 0) {
			mark := ""
			if m.broken {
				mark = "!"
			}
			got = append(got, fmt.Sprintf("%s=%s%s", m.name, m.value([]byte(test.in)), mark))
		}
		if joined := strings.Join(got, " "); joined != test.want {
			t.Errorf("%s: %s, want %s", name, joined, test.want)
		}
	}
}

func TestRuler(t *testing.T) {
	text := []byte("ab\ncüd\n\nlast")
	tests := []struct {
		offset int
		want   string
	}{
		{0, "line 1, column 1 (byte 0)"},
		{2, "line 1, column 3 (byte 2)"},
		{3, "line 2, column 1 (byte 3)"},
		{5, "line 2, column 2 (byte 5)"}, // the second byte of ü
		{6, "line 2, column 3 (byte 6)"},
		{8, "line 3, column 1 (byte 8)"},
		{13, "line 4, column 5 (byte 13)"},
		{99, "line 4, column 5 (byte 13)"},
		{-1, "line 1, column 1 (byte 0)"}, // back to the top
	}
	r := newRuler(text)
	for _, test := range tests {
		if got := r.position(test.offset).String(); got != test.want {
			t.Errorf("offset %d: %s, want %s", test.offset, got, test.want)
		}
	}
	if got := (Position{}).String(); got != "" {
		t.Errorf("no position reads %q", got)
	}
}
