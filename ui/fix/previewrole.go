package fix

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// MissingRole is the Role that is missing, as YAML; empty for none.
func (p *Preview) MissingRole() string { return present.Role(&p.fix, p.checks) }

// role shows it, for the administrator who grants it.
func (p *Preview) role(w int) []string {
	text := p.MissingRole()
	if text == "" {
		return nil
	}
	out := []string{p.env.Theme.Strong.Render(" The smallest Role that allows this fix") + p.env.Theme.Faint.Render("   R copies, w saves")}
	for line := range strings.Lines(text) {
		out = append(out, cell.Cut("   "+cell.Clean(strings.TrimRight(line, "\n")), w-1))
	}
	return append(out, "")
}

func (p *Preview) copyRole() tea.Cmd {
	p.env.Say("copied the Role as YAML; an administrator has to apply it and bind it to you")
	return tea.SetClipboard(p.MissingRole())
}
