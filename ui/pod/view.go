package pod

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (s *Diagnosis) View(w, h int) []string {
	if w < screen.WideWidth {
		return s.narrow(w, h)
	}
	lw := w / 2
	rw := w - lw - 1
	fixes := s.fixBlock(rw, h/2)
	room := max(h-len(fixes)-1, h/2)
	s.page = room
	link, _ := s.link()
	known := present.Indent(" ", evidenceLines(s.env, s.d, link, rw-1))
	if s.seek {
		seekDecoded(&s.scroll, known, room)
		s.seek = false
	}
	right := s.scroll.View(known, room, "enter")
	right = append(right, s.env.Theme.Faint.Render(present.Rule(rw)))
	right = append(right, fixes...)
	return s.env.Beside(s.left(lw, h), right, lw, w, h)
}

// left is the chain, as boxes where there is room, with the reason above.
func (s *Diagnosis) left(w, h int) []string {
	out := append(s.head(w), "")
	n := len(s.d.Chain)
	switch room := h - len(out); {
	case room >= n*present.BoxLines:
		out = append(out, present.ChainBoxes(s.env.Theme, s.d.Chain, s.linkID(), w)...)
	default:
		out = append(out, present.ChainLines(s.env.Theme, s.d.Chain, s.linkID(), w, room >= 2*n)...)
	}
	out = append(append(out, ""), s.asked(w)...)
	return cell.Exactly(append(out, s.also(w)...), h)
}

// narrow is everything under one another. The chain stays; what is below it
// scrolls.
func (s *Diagnosis) narrow(w, h int) []string {
	top := append(s.head(w), "")
	n := len(s.d.Chain)
	ways := h-len(top)-(2*n-1) >= 7
	top = append(top, present.ChainLines(s.env.Theme, s.d.Chain, s.linkID(), w, ways)...)
	top = append(top, "")
	var low []string
	low = append(low, s.strongFirst(cell.Hang(" Why   ", present.Why(s.d), w-1), " Why")...)
	low = append(low, s.fixBlock(w, 1<<20)...)
	low = append(low, s.asked(w)...)
	low = append(low, s.also(w)...)
	if seen := s.seen(); seen != "" {
		low = append(low, s.strongFirst(cell.Hang(" Seen  ", seen, w-1), " Seen")...)
	}
	s.page = max(h-len(top), 3)
	if s.onFix() { // the cursor must be on the screen
		at := len(cell.Hang(" Why   ", present.Why(s.d), w-1)) + 1 + s.fix
		s.scroll.Show(at, len(low), s.page-1)
	}
	return cell.Above(top, s.scroll.View(low, s.page, "ctrl+d"), 3, h)
}

// strongFirst makes the word that a text begins with a heading.
func (s *Diagnosis) strongFirst(lines []string, word string) []string {
	if rest, ok := strings.CutPrefix(lines[0], word); ok {
		lines[0] = s.env.Theme.Strong.Render(word) + rest
	}
	return lines
}

// linkID is the link to be marked, none while the cursor is on a fix.
func (s *Diagnosis) linkID() diagnose.LinkID {
	if s.onFix() || s.cursor >= len(s.d.Chain) {
		return ""
	}
	return s.d.Chain[s.cursor].ID
}

// head is one sentence: what is wrong, and how sure that is.
func (s *Diagnosis) head(w int) []string {
	d, th := s.d, s.env.Theme
	if s.gone {
		return []string{th.OK.Render(cell.Cut(" "+theme.Check+" This pod no longer fails. Below is the last diagnosis.", w))}
	}
	text := d.Summary
	if text == "" {
		text = cell.Clean(d.Failure.Container) + " could not pull " + cell.Clean(d.Failure.Image) + "."
	}
	sure := "confidence: " + string(present.Root(d).Certainty)
	if s.env.Hidden() {
		sure = "the cause is yours to find"
	}
	if all := s.siblings(); len(all) > 1 {
		sure = present.Plural(len(all), "failing container") + "; " + sure
	}
	lines := cell.Wrap(text, w-2)
	if n := len(lines); cell.Width(lines[n-1])+cell.Width(sure)+4 <= w {
		lines[n-1] = cell.Ends(lines[n-1], sure, w-2)
	} else {
		lines = append(lines, cell.Right(sure, w-2))
	}
	for i, l := range lines {
		if rest, ok := cutSuffix(l, sure); ok {
			lines[i] = th.Strong.Render(rest) + th.Faint.Render(sure)
		} else {
			lines[i] = th.Strong.Render(l)
		}
	}
	return present.Indent(" ", lines)
}

func cutSuffix(s, suffix string) (string, bool) {
	if len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix {
		return s[:len(s)-len(suffix)], true
	}
	return s, false
}

// asked says how old the registry's answers are.
func (s *Diagnosis) asked(w int) []string {
	words := present.AskedWords(s.env.State.Answers.Asked(s.d.Failure), s.env.Now(), s.env.Keys.Label(screen.KeyAsk))
	if words == "" {
		return nil
	}
	return present.Styled(s.env.Theme.Faint, cell.Hang(" "+theme.Dot+" ", words, w-1))
}

// also are the findings beside the root: they add to it, or will bite later.
func (s *Diagnosis) also(w int) []string {
	if s.d.Failure == nil || len(s.d.Failure.Findings) < 2 {
		return nil
	}
	out := []string{s.env.Theme.Strong.Render(" Also noted")}
	for _, f := range s.d.Failure.Findings[1:] {
		glyph, style := present.SeverityStyle(s.env.Theme, f.Severity)
		text := cell.Clean(f.Title)
		if f.Object != nil {
			text += " (" + present.ObjectName(*f.Object) + ")"
		}
		lines := cell.Hang("   "+glyph+" ", text, w-1)
		for _, l := range lines {
			out = append(out, style.Render(l))
		}
	}
	return out
}

// seen is the newest event in one line.
func (s *Diagnosis) seen() string {
	if len(s.d.Events) == 0 {
		return ""
	}
	e := s.d.Events[0]
	return present.Clock(e.Last) + "  " + e.Reason + ": " + e.Message
}

func (s *Diagnosis) Text() ([]string, int) {
	out := []string{present.Why(s.d)}
	at := 0
	for i, l := range s.d.Chain {
		mark := "  "
		if i == s.cursor {
			mark, at = theme.Cursor+" ", len(out)
		}
		_, word, _ := present.LinkStyle(s.env.Theme, l.State)
		out = append(out, mark+word+": "+cell.Clean(l.Title+" "+l.Name+" "+l.Note))
	}
	for i, f := range s.fixes() {
		mark := "  "
		if s.cursor == len(s.d.Chain)+i {
			mark, at = theme.Cursor+" ", len(out)
		}
		out = append(out, mark+"Fix: "+cell.Clean(f.Title))
	}
	if len(s.fixes()) == 0 {
		out = append(out, present.FixSummary(s.d))
	}
	return out, at
}
