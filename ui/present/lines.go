package present

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Indent puts a margin before every line.
func Indent(margin string, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = margin + l
	}
	return out
}

// Styled gives every line one look.
func Styled(style lipgloss.Style, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = style.Render(l)
	}
	return out
}

// Rule is a horizontal rule.
func Rule(w int) string { return strings.Repeat(theme.Rule, max(w, 0)) }
