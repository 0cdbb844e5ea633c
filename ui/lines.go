package ui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// indent puts a margin before every line.
func indent(margin string, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = margin + l
	}
	return out
}

// styled gives every line one look.
func styled(style lipgloss.Style, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = style.Render(l)
	}
	return out
}

// ruleOf is a horizontal rule.
func ruleOf(w int) string { return strings.Repeat(theme.Rule, max(w, 0)) }
