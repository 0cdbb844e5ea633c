package pod

import (
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// fixBlock lists the fixes of a diagnosis in at most h lines, or says why there is
// none.
func (s *Diagnosis) fixBlock(w, h int) []string {
	if s.gone {
		return []string{" There is nothing left to fix."}
	}
	if s.env.Hidden() {
		return present.Indent(" ", cell.Wrap("Where does the pull stop? Look into the links with enter, and press f on the one that is broken.", w-2))
	}
	if len(s.fixes()) == 0 {
		return present.Indent(" ", cell.Wrap(present.FixSummary(s.d), w-2))
	}
	at := -1
	if s.onFix() {
		at = s.fix
	}
	out := []string{s.env.Theme.Strong.Render(cell.Cut(" Fixes", w))}
	return append(out, present.FixLinesIn(s.env.Theme, s.fixes(), at, w, max(h-1, 2))...)
}
