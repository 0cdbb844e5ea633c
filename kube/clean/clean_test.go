package clean

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, text, line string }{
		{"plain", "nginx:1.27", "nginx:1.27", "nginx:1.27"},
		{"letters of other scripts", "naïve 東京 é", "naïve 東京 é", "naïve 東京 é"},
		{"newline", "a\nb", "a\nb", `a\u000ab`},
		{"carriage return", "a\rb", `a\u000db`, `a\u000db`},
		{"tab", "a\tb", "a b", "a b"},
		{"escape sequence", "\x1b[31mred", `\u001b[31mred`, `\u001b[31mred`},
		{"bell and backspace", "\a\b", `\u0007\u0008`, `\u0007\u0008`},
		{"delete", "a\x7f", `a\u007f`, `a\u007f`},
		{"C1 as UTF-8", "\u009b31m", `\u009b31m`, `\u009b31m`},
		{"C1 as a raw byte", "\x9b31m", "\ufffd31m", "\ufffd31m"},
		{"bidi override", "a\u202eb", `a\u202eb`, `a\u202eb`},
		{"bidi isolate", "\u2066x\u2069", `\u2066x\u2069`, `\u2066x\u2069`},
		{"arabic letter mark", "\u061c", `\u061c`, `\u061c`},
		{"zero width", "ghcr\u200b.io\ufeff", `ghcr\u200b.io\ufeff`, `ghcr\u200b.io\ufeff`},
		{"no-break space", "a\u00a0b", `a\u00a0b`, `a\u00a0b`},
		{"line separators", "a\u2028b\u2029", `a\u2028b\u2029`, `a\u2028b\u2029`},
		{"tag characters", "a\U000e0041", `a\U000e0041`, `a\U000e0041`},
		{"private use", "\ue0b0", `\ue0b0`, `\ue0b0`},
		{"broken UTF-8", "a\xc3(", "a\ufffd(", "a\ufffd("},
		{"command of a CI runner", "a\n::set-env name=x::y", "a\n\\u003a:set-env name=x::y", `a\u000a\u003a:set-env name=x::y`},
		{"commands behind one another", "::a::::b::", `\u003a:a::\u003a:b::`, `\u003a:a::\u003a:b::`},
		{"old form of a command", "##[error]", `#\u0023[error]`, `#\u0023[error]`},
		{"addresses", "[::1]:5000 2001:db8::1 arn:aws:iam::1:x", "[::1]:5000 2001:db8::1 arn:aws:iam::1:x", "[::1]:5000 2001:db8::1 arn:aws:iam::1:x"},
		{"empty", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Text(tt.in); got != tt.text {
				t.Errorf("Text = %q, want %q", got, tt.text)
			}
			if got := Line(tt.in); got != tt.line {
				t.Errorf("Line = %q, want %q", got, tt.line)
			}
			if again := Line(Line(tt.in)); again != tt.line {
				t.Errorf("cleaning twice gives %q", again)
			}
		})
	}
}

func TestCleanCutsLongText(t *testing.T) {
	got := Text(strings.Repeat("é", maxText))
	if len(got) > maxText+4 || !strings.Contains(got, "…") || !strings.HasSuffix(Text(strings.Repeat("x", 2*maxText)+"the cause"), "the cause") || !utf8.ValidString(got) {
		t.Errorf("got %d bytes, valid %v", len(got), utf8.ValidString(got))
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b\u202e\n\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := Line(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not valid", got)
		}
		for _, r := range got {
			if harmful(r) {
				t.Errorf("%U is left in %q", r, got)
			}
		}
	})
}
