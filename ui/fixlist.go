package ui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func ruleOf(w int) string { return strings.Repeat(theme.Rule, max(w, 0)) }

// fixBlock lists the fixes of a diagnosis, or says why there is none.
func (s *diagnosis) fixBlock(w int) []string {
	if len(s.fixes()) == 0 {
		return indent(" ", cell.Wrap(fixText(s.d), w-2))
	}
	at := -1
	if s.onFix() {
		at = s.fix
	}
	out := []string{s.env.Theme.Strong.Render(cell.Cut(" Fixes", w))}
	return append(out, fixLines(s.env.Theme, s.fixes(), at, w)...)
}
