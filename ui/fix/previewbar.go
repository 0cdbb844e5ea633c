package fix

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// The buttons of a preview, from left to right.
const (
	cancelChoice = iota
	applyChoice
	saveChoice
	choices
)

// choose moves the focus over the buttons.
func (p *Preview) choose(n int) func() tea.Cmd {
	return func() tea.Cmd {
		p.choice = (p.choice + n + choices) % choices
		if p.choice == applyChoice && p.manual() {
			p.choice = (p.choice + n + choices) % choices
		}
		return nil
	}
}

// enter presses the button that has the focus. Apply is not for enter: a fix
// is said yes to with a key that does nothing else.
func (p *Preview) enter() tea.Cmd {
	switch p.choice {
	case applyChoice:
		if why := p.refusal(); why != "" {
			p.env.Say(p.yesKey() + ": " + why)
		} else {
			p.env.Say("enter does not apply: press " + p.yesKey())
		}
		return nil
	case saveChoice:
		return p.env.Run(export.FixAction(p.env, &p.fix, p.MissingRole()))
	}
	return p.cancel()
}

// bar is the question at the foot of a preview, with its buttons.
func (p *Preview) bar(w int) []string {
	th := p.env.Theme
	out := []string{th.Faint.Render(present.Rule(w))}
	if p.naming {
		out = append(out, present.Indent(" ", cell.Wrap("This is production. Type the namespace "+p.namespace()+
			" and press enter to apply:", w-2))...)
		return append(out, " "+th.Strong.Render(p.name.Show(w-2, true)))
	}
	question, short, yes := "Apply to "+cell.Clean(p.env.Cluster())+"?", "Apply it?", "[ "+p.yesKey()+"  Apply ]"
	if p.fix.Undoes {
		question, short, yes = "Undo on "+cell.Clean(p.env.Cluster())+"?", "Undo it?", "[ "+p.yesKey()+"  Undo ]"
	}
	why := p.refusal()
	labels := []string{"[ Cancel ]", yes, "[ w  Save files ]"}
	if p.manual() {
		question, labels[cancelChoice], why = theme.Arrow+" Change this at its source.", "[ Back ]", ""
		if !present.AtSource(&p.fix) {
			question = "Run these commands yourself."
		}
	}
	buttons := ""
	for i, text := range labels {
		if i == applyChoice && p.manual() {
			continue
		}
		mark, style := "  ", th.Text
		switch {
		case i == applyChoice && (why != "" || !p.debounce.Ready(p.env.Now())):
			style = th.Faint
		case i == applyChoice:
			style = th.Accent
		}
		if i == p.choice {
			mark, style = theme.Cursor+" ", th.Button
		}
		if i > 0 {
			mark = "  " + mark
		}
		buttons += mark + style.Render(text)
	}
	room := w - cell.Width(buttons) - 4
	if cell.Width(question) > room { // the top line names the cluster as well
		question = short
	}
	if room >= cell.Width(question) {
		out = append(out, " "+cell.Pad(question, room)+"  "+buttons)
	} else {
		out = append(out, cell.Cut(" "+buttons, w))
	}
	if why != "" && (p.checked || p.fix.Blocked != "") {
		for _, l := range cell.Hang(" "+theme.Cross+" Cannot be applied: ", why, w-1) {
			out = append(out, th.Warning.Render(l))
		}
	}
	return out
}
