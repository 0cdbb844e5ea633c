package cell

import "strconv"

// Scroll is a window onto lines that are more than fit.
type Scroll struct {
	top int
	max int // as of the last View
}

// By moves the window.
func (s *Scroll) By(n int) { s.top = min(max(s.top+n, 0), s.max) }

// Home moves it to the start.
func (s *Scroll) Home() { s.top = 0 }

// End moves it to the end.
func (s *Scroll) End() { s.top = s.max }

// Show moves the window of h lines so that line i of n is in it.
func (s *Scroll) Show(i, n, h int) {
	if h <= 0 {
		return
	}
	s.max = max(n-h, 0)
	switch {
	case i < s.top:
		s.top = i
	case i >= s.top+h:
		s.top = i - h + 1
	}
	s.top = min(max(s.top, 0), s.max)
}

// View is the window of h lines. Its last line says how many more follow, and
// with which key to reach them.
func (s *Scroll) View(lines []string, h int, key string) []string {
	h = max(h, 0)
	s.max = max(len(lines)-h, 0)
	s.top = min(s.top, s.max)
	out := Exactly(lines[s.top:], h)
	if rest := len(lines) - s.top - h; rest > 0 && h > 1 {
		out = append(append([]string(nil), out[:h-1]...),
			"   … "+strconv.Itoa(rest+1)+" more lines: "+key)
	}
	return out
}

// Range is the part [from, to) of n lines that h lines show.
func (s *Scroll) Range(n, h int) (from, to int) {
	h = max(h, 0)
	s.max = max(n-h, 0)
	s.top = min(max(s.top, 0), s.max)
	return s.top, min(s.top+h, n)
}
