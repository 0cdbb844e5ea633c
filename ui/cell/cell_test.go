package cell

import (
	"strings"
	"testing"
)

func TestCuts(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"fits", Cut("pod", 3), "pod"},
		{"cut", Cut("podname", 4), "pod…"},
		{"no room", Cut("pod", 0), ""},
		{"negative", Fit("pod", -3), ""},
		{"middle", Middle("web-7d9f4c6b8-2xkqp", 11), "web-7…2xkqp"},
		{"middle fits", Middle("web", 3), "web"},
		{"middle tiny", Middle("web-1", 2), "w…"},
		{"wide", Fit("日本語", 4), "日… "},
		{"styled", Cut("\x1b[1mpodname\x1b[m", 4), "\x1b[1mpod…\x1b[m"},
		{"right", Right("4m", 4), "  4m"},
		{"ends", Ends("left", "right", 12), "left   right"},
		{"ends cut left", Ends("a long left", "right", 12), "a lon… right"},
		{"ends no left", Ends("left", "right", 5), "right"},
		{"clean", Clean("a\nb\x1b[31m\x00c"), "a b[31mc"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"one two three", 7, "one two|three"},
		{"sha256:0123456789", 8, "sha256:0|12345678|9"},
		{"shop/web-1 shop/web-2", 12, "shop/web-1|shop/web-2"},
		{"a b-longer-name", 8, "a|b-longer|-name"},
		{"a\nb", 9, "a|b"},
		{"", 9, ""},
		{"x", 0, ""},
	} {
		if got := strings.Join(Wrap(c.s, c.w), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
	if got := strings.Join(Hang(" Why  ", "one two three four", 16), "|"); got != " Why  one two|      three four" {
		t.Errorf("Hang = %q", got)
	}
}

func TestNothingIsWiderThanAsked(t *testing.T) {
	text := "ImagePull日本語Backoff ghcr.io/acme/web:1.4.2 \t x\x1b\n" + strings.Repeat("y", 50)
	for w := range 70 {
		for _, l := range Wrap(text, w) {
			if Width(l) > w {
				t.Errorf("Wrap to %d: %q is %d wide", w, l, Width(l))
			}
		}
		for name, s := range map[string]string{
			"Fit": Fit(Clean(text), w), "Middle": Middle(Clean(text), w), "Ends": Ends(Clean(text), "● live", w),
		} {
			if Width(s) > w {
				t.Errorf("%s to %d: %q is %d wide", name, w, s, Width(s))
			}
		}
	}
}

func TestScroll(t *testing.T) {
	lines := strings.Split("0123456789", "")
	var s Scroll
	if got := strings.Join(s.View(lines, 3, "pgdn"), "|"); got != "0|1|   … 8 more lines: pgdn" {
		t.Errorf("at the start: %q", got)
	}
	s.End()
	if got := strings.Join(s.View(lines, 3, "pgdn"), "|"); got != "7|8|9" {
		t.Errorf("at the end: %q", got)
	}
	s.By(-100)
	s.Show(5, len(lines), 3)
	if from, to := s.Range(len(lines), 3); from != 3 || to != 6 {
		t.Errorf("line 5 shown in [%d,%d), want [3,6)", from, to)
	}
	if got := s.View(nil, 2, ""); len(got) != 2 {
		t.Errorf("empty: %q", got)
	}
}
