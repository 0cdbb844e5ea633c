package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (p *Preview) View(w, h int) []string {
	bar := p.bar(w)
	room := max(h-len(bar), 0)
	var out []string
	if w >= screen.WideWidth {
		lw := w / 2
		rw := w - lw - 1
		left := slices.Concat(p.promises(lw-1), p.diff(lw-1), p.pods(lw-1))
		right := slices.Concat(p.checkLines(rw), p.role(rw), p.commands(rw))
		if p.manual() {
			right = p.commands(rw)
		}
		both := p.env.Beside(left, right, lw, w, max(len(left), len(right), room)) // they scroll as one
		out = p.text.View(both, w, room)
	} else {
		parts := [][]string{p.promises(w), p.checkedInShort(w), p.role(w), p.diff(w), p.pods(w), p.checkedInFull(w), p.commands(w)}
		if p.manual() { // where and how come before what
			parts = [][]string{p.promises(w), p.commands(w), p.diff(w), p.pods(w)}
		}
		all := slices.Concat(parts...)
		out = p.text.View(all, w, room)
	}
	return cell.Exactly(append(out, bar...), h)
}

// promises come first: what changes, what heals, what restarts, and that it
// can be undone.
func (p *Preview) promises(w int) []string {
	f, th := &p.fix, p.env.Theme
	out := present.Indent(" ", present.Styled(th.Strong, cell.Wrap(f.Title, w-2)))
	if p.manual() {
		out = append(out, present.Indent(" ", cell.Wrap(present.Sentence(f.Blocked), w-2))...)
		if f.After != "" {
			out = append(out, cell.Hang(" Where  ", f.After, w-1)...)
		}
		return append(append(out, p.warnings(w)...), "")
	}
	restarts := "Restarts nothing."
	if n := len(f.Restarts); n > 0 {
		restarts = "Restarts " + present.Plural(n, "pod") + "."
	}
	objects := present.Plural(len(present.ObjectsOf(f)), "object")
	if len(present.ObjectsOf(f)) == 0 {
		objects = "only pods"
	}
	text := fmt.Sprintf("Changes %s. Fixes %s. %s", objects, present.Plural(len(f.Recovers), "pod"), restarts)
	if f.Undoes {
		if len(f.Restarts) == 0 && slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool {
			return s.Action() == diagnose.SetTemplatePullSecrets || s.Action() == diagnose.SetTemplatePolicy
		}) {
			restarts = "Rolls back to the previous template; its pods are recreated."
		}
		text = fmt.Sprintf("Reverts %s. %s", objects, restarts)
	} else if f.Blocked == "" && present.Undoable(f) {
		text += " Can be undone (u)."
	}
	if f.ID == present.LostPodID {
		text = "Creates 1 pod. Nothing else is changed."
	}
	out = append(out, present.Indent(" ", cell.Wrap(text, w-2))...)
	return append(append(out, p.warnings(w)...), "")
}

// warnings are what a fix costs or risks.
func (p *Preview) warnings(w int) []string {
	var out []string
	for _, warning := range p.fix.Warnings {
		out = append(out, present.Styled(p.env.Theme.Warning, cell.Hang(" "+theme.Bang+" ", warning, w-1))...)
	}
	return out
}

// diff is what each step does to its object, credentials masked.
func (p *Preview) diff(w int) []string {
	th := p.env.Theme
	var out []string
	for i, c := range p.changes {
		title := " Change "
		switch {
		case p.manual():
			title = " What should change in "
		case len(p.changes) > 1:
			title = fmt.Sprintf(" Step %d ", i+1)
		}
		out = append(out, th.Strong.Render(cell.Cut(title+present.ObjectName(c.Object), w)))
		if c.Summary != "" {
			out = append(out, th.Faint.Render(cell.Cut("   "+cell.Clean(c.Summary), w)))
		}
		for _, l := range c.Lines {
			out = append(out, p.diffLine(l, w)...)
		}
		out = append(out, "")
	}
	return out
}

func (p *Preview) diffLine(l fix.DiffLine, w int) []string {
	style := p.env.Theme.Text
	switch l.Op {
	case '+':
		style = p.env.Theme.OK
	case '-':
		style = p.env.Theme.Broken
	}
	op := l.Op
	if op == 0 {
		op = ' '
	}
	var out []string
	for i, part := range cell.Wrap(l.Text, max(w-6, 1)) {
		if i > 0 {
			op = ' '
		}
		out = append(out, style.Render(" "+string(rune(op))+"   "+part))
	}
	return out
}

// pods are the names behind the numbers of the promises.
func (p *Preview) pods(w int) []string {
	f := &p.fix
	var out []string
	group := func(title string, objects []diagnose.Object) {
		const most = 12
		if p.env.Width < screen.WideWidth && len(objects) > 1 {
			out = append(out, cell.Hang("   "+cell.Pad(title, 24), present.ObjectNames(objects, most), w-1)...)
			return
		}
		for i, o := range objects {
			if i == most {
				out = append(out, fmt.Sprintf("   and %d more", len(objects)-most))
				break
			}
			room := max(w-5-cell.Width(title), 8)
			out = append(out, cell.Ends("   "+cell.Middle(cell.Clean(o.Namespace+"/"+o.Name), room), title, w-1))
		}
	}
	recover, both, restart := present.SplitPods(f.Recovers, f.Restarts)
	group("should recover", recover)
	group("recreated, recovers", both)
	group("restarted", restart)
	group("also affected", f.AlsoAffected)
	if len(out) > 0 {
		out = append([]string{p.env.Theme.Strong.Render(" Pods")}, out...)
	}
	if f.After != "" && !p.manual() {
		out = append(out, cell.Hang(" Then  ", f.After, w-1)...)
	}
	if len(out) > 0 {
		out = append(out, "")
	}
	return out
}

func (p *Preview) commands(w int) []string {
	if len(p.fix.Commands) == 0 {
		return nil
	}
	title := " The same with kubectl"
	if p.manual() {
		title = " Commands for you to run"
	}
	out := []string{p.env.Theme.Strong.Render(title) + p.env.Theme.Faint.Render("   c copies")}
	for _, c := range p.fix.Commands {
		out = append(out, present.Indent("   ", present.CommandLines(c, w-4))...)
	}
	return append(out, "")
}

func (p *Preview) Text() ([]string, int) {
	out := []string{p.fix.Title, present.Costs(&p.fix)}
	if p.manual() {
		out = []string{p.fix.Title, p.fix.After}
		for _, c := range p.fix.Commands {
			out = append(out, cell.Clean(c))
		}
	}
	for _, c := range p.changes {
		out = append(out, present.ObjectName(c.Object)+": "+cell.Clean(c.Summary))
		for _, l := range c.Lines {
			if l.Op == '+' || l.Op == '-' {
				out = append(out, string(rune(l.Op))+" "+cell.Clean(l.Text))
			}
		}
	}
	if p.naming {
		return append(out, "Type the namespace "+p.namespace()+": "+p.name.Show(40, true)), len(out)
	}
	if why := p.refusal(); why != "" {
		return append(out, "Cannot be applied: "+why, "enter cancels"), 0
	}
	return append(out, p.yesKey()+" applies, enter cancels"), 0
}
