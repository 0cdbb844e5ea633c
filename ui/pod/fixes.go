package pod

import (
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// fixBlock lists the fixes of a diagnosis, or says why there is none.
func (s *Diagnosis) fixBlock(w int) []string {
	if len(s.fixes()) == 0 {
		return present.Indent(" ", cell.Wrap(present.FixSummary(s.d), w-2))
	}
	at := -1
	if s.onFix() {
		at = s.fix
	}
	out := []string{s.env.Theme.Strong.Render(cell.Cut(" Fixes", w))}
	return append(out, present.FixLines(s.env.Theme, s.fixes(), at, w)...)
}
