package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// roleText is the smallest Role that allows the fix, as YAML; empty when no
// right is missing.
func (p *preview) roleText() string {
	if p.fix.Role != "" {
		return p.fix.Role
	}
	for _, c := range p.checks {
		if c.Role != "" {
			return c.Role
		}
	}
	return ""
}

// role shows it, for whoever gives out the rights.
func (p *preview) role(w int) []string {
	text := p.roleText()
	if text == "" {
		return nil
	}
	out := []string{p.a.th.Strong.Render(" The smallest Role that allows it") + p.a.th.Faint.Render("   R copies, w saves")}
	for line := range strings.Lines(text) {
		out = append(out, cell.Cut("   "+cell.Clean(strings.TrimRight(line, "\n")), w-1))
	}
	return append(out, "")
}

func (p *preview) copyRole() tea.Cmd {
	p.a.notes.say(p.a.now(), "copied the Role as YAML; whoever may give out rights applies it and binds it to you")
	return tea.SetClipboard(p.roleText())
}
