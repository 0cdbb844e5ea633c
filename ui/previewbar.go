package ui

import (
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// bar is the question at the foot of a preview, with its two buttons.
func (p *preview) bar(w int) []string {
	th := p.a.th
	out := []string{th.Faint.Render(ruleOf(w))}
	if p.naming {
		out = append(out, indent(" ", cell.Wrap("This is production. Type the namespace "+p.namespace()+
			" and press enter to apply:", w-2))...)
		return append(out, " "+th.Strong.Render(p.name.show(w-2, true)))
	}
	question := "Apply to " + cell.Clean(p.a.places()[0]) + "?"
	yes := "[ y  Apply ]"
	if p.fix.Undoes {
		question, yes = "Take back on "+cell.Clean(p.a.places()[0])+"?", "[ y  Take back ]"
	}
	why := p.refusal()
	switch {
	case why != "" || !p.quiet.ready(p.a.now()):
		yes = th.Faint.Render(yes)
	default:
		yes = th.Accent.Render(yes)
	}
	buttons := theme.Cursor + " " + th.Button.Render("[ Cancel ]") + "      " + yes
	room := w - cell.Width(buttons) - 5
	out = append(out, cell.Cut(" "+cell.Fit(question, max(room, 0))+"   "+buttons, w))
	if why != "" && p.checked || p.fix.Blocked != "" {
		for _, l := range cell.Hang(" "+theme.Cross+" Cannot be applied: ", why, w-1) {
			out = append(out, th.Warning.Render(l))
		}
	}
	return out
}
