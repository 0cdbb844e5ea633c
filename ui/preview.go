package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// preview shows what a fix would do and takes the yes. Cancel has the focus:
// enter never applies.
type preview struct {
	a       *app
	id      int
	fix     diagnose.Fix
	of      *diagnose.Diagnosis // what it mends; nil for an undo
	changes []fix.Change
	checks  []diagnose.Precheck
	checked bool // the checks have come
	stop    context.CancelFunc

	quiet  quiet
	choice int   // the button that has the focus
	naming bool  // the namespace is being typed
	name   input // what was typed of it
	scroll cell.Scroll
	page   int
}

// openPreview opens the preview of a complete fix and asks for its checks.
func openPreview(a *app, f diagnose.Fix, of *diagnose.Diagnosis) tea.Cmd {
	ctx, stop := context.WithCancel(a.ctx)
	p := &preview{a: a, id: a.id(), fix: f, of: of, changes: previewOf(f),
		quiet: newQuiet(a.now()), stop: stop}
	a.push(p)
	if p.elsewhere() {
		p.checked = true
		return nil
	}
	return startChecks(ctx, a.backend, f, p.id)
}

// elsewhere says whether a fix is not for this program to carry out: it has no
// steps, only commands and the place where to make the change.
func (p *preview) elsewhere() bool { return len(p.fix.Steps) == 0 }

func (p *preview) place() []string {
	ns := p.namespace()
	title := "fix"
	if p.fix.Undoes {
		title = "undo"
	}
	return []string{ns, title}
}

func (p *preview) status() string {
	switch {
	case p.elsewhere():
		return "for you to do"
	case !p.checked:
		return "checking"
	case p.refusal() != "":
		return "cannot be applied"
	}
	return "checks passed"
}

func (p *preview) input() *input {
	if p.naming {
		return &p.name
	}
	return nil
}

func (p *preview) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case oneCheckedMsg:
		if msg.id == p.id {
			p.checks = append(p.checks, msg.check)
			return following(msg.next)
		}
	case checkedMsg:
		if msg.id == p.id {
			p.checks, p.checked = msg.checks, true
		}
	}
	return nil
}

// namespace is where the fix writes first; typing it is the second yes over a
// production cluster.
func (p *preview) namespace() string {
	for _, s := range p.fix.Steps {
		if s.Object.Namespace != "" {
			return s.Object.Namespace
		}
	}
	if p.of != nil {
		return p.of.Failure.Namespace
	}
	return p.a.o.Namespace
}

// refusal is why the fix cannot be applied, empty if it can.
func (p *preview) refusal() string {
	if p.fix.Blocked != "" {
		return p.fix.Blocked
	}
	if len(p.fix.Steps) == 0 {
		return "this fix writes nothing by itself; the commands are yours to run"
	}
	if !p.checked {
		return "the checks are still running"
	}
	for _, c := range p.checks {
		if !c.OK {
			return firstNonEmpty(c.Why, c.Text+": no")
		}
	}
	return ""
}

// yes is the key to apply. Before the quiet time it does nothing but say so;
// over a production cluster it asks for the namespace first.
func (p *preview) yes() tea.Cmd {
	if !p.quiet.ready(p.a.now()) {
		p.a.notes.refuse(p.a.now(), "y: too soon, nothing was done; look at the change, then press it again")
		return nil
	}
	if p.a.production() {
		p.naming = true
		p.name.set("")
		return nil
	}
	return p.apply()
}

// named applies if what was typed is the namespace.
func (p *preview) named() tea.Cmd {
	if p.name.text != p.namespace() {
		p.a.notes.say(p.a.now(), "this is not the namespace: nothing was done")
		p.naming = false
		return nil
	}
	return p.apply()
}

func (p *preview) apply() tea.Cmd {
	p.stop()
	p.a.pop()
	if _, ok := p.a.top().(*form); ok {
		p.a.pop() // the login is in the fix now, and nowhere else
	}
	r := newResult(p.a, p.fix, p.of)
	p.a.push(r)
	p.a.writing++
	return apply(p.a.ctx, p.a.backend, p.fix, r.id, &p.a.writes)
}

func (p *preview) cancel() tea.Cmd {
	p.stop()
	p.a.pop()
	return nil
}

func (p *preview) actions() []action {
	if p.naming {
		return []action{
			{keys: []string{"enter"}, help: "apply", dangerous: true, do: p.named},
			{keys: []string{"esc"}, help: "cancel", do: func() tea.Cmd { p.naming = false; return nil }},
		}
	}
	help := "apply"
	if p.fix.Undoes {
		help = "take back"
	}
	m := moves("scroll", p.scroll.By, func() int { return p.page })
	own := []action{
		{keys: []string{"right", "tab", "l"}, label: "←→", help: "choose", doc: "choose a button, also tab", do: p.choose(1)},
		{keys: []string{"left", "shift+tab", "h"}, quiet: true, do: p.choose(-1)},
		{keys: []string{"enter"}, help: "press", doc: "press the button that is chosen; Apply takes only y", quiet: true, do: p.enter},
		{keys: []string{"esc", "q"}, label: "esc", help: "cancel", doc: "go back, nothing is changed", do: p.cancel},
		{keys: []string{"y"}, help: help, doc: "carry the fix out", dangerous: true, why: p.refusal(), do: p.yes},
		saveAction(p.a, &p.fix, p.roleText()),
		copyAction(p.a, &p.fix, ""),
	}
	if p.roleText() != "" {
		own = append(own, action{keys: []string{"R"}, help: "copy role", doc: "copy the smallest Role that allows this fix", do: p.copyRole})
	}
	if p.a.rescue != nil && p.fix.ID == p.a.rescue.fix.ID {
		own = append(own, action{keys: []string{"d"}, help: "forget it", doc: "drop the manifest that was kept; the pod is not created", do: p.forget})
	}
	return append(own, m...)
}
