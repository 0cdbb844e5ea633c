package fix

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// Preview shows what a fix would do and takes the yes. Cancel has the focus:
// enter never applies.
type Preview struct {
	env       *screen.Env
	id        int
	fix       diagnose.Fix
	of        *diagnose.Diagnosis // what it fixes; nil for an undo
	changes   []fix.Change
	checks    []diagnose.Precheck
	checked   bool                        // the checks have come
	asked     []diagnose.Precheck         // what the registry said, or why it was not asked
	questions []diagnose.RegistryQuestion // what it can be asked
	stop      context.CancelFunc
	forget    func() tea.Cmd // drops the lost pod that this creates; nil for any other fix

	debounce screen.Debounce
	choice   int          // the button that has the focus
	naming   bool         // the namespace is being typed
	name     screen.Input // what was typed of it
	text     *screen.Pager
}

// OpenPreview opens the preview of a complete fix and asks for its checks.
func OpenPreview(env *screen.Env, f diagnose.Fix, of *diagnose.Diagnosis) tea.Cmd {
	return openChecked(env, f, of, nil)
}

// openChecked opens the preview of a fix whose registry was asked, or not.
func openChecked(env *screen.Env, f diagnose.Fix, of *diagnose.Diagnosis, asked []diagnose.Precheck) tea.Cmd {
	cmd := open(env, f, of, nil)
	if p, ok := env.Top().(*Preview); ok {
		p.asked = asked
		p.askable()
	}
	return cmd
}

// OpenLost opens the preview of a fix that creates a lost pod. forget drops what
// is kept of it.
func OpenLost(env *screen.Env, f diagnose.Fix, forget func() tea.Cmd) tea.Cmd {
	return open(env, f, nil, forget)
}

func open(env *screen.Env, f diagnose.Fix, of *diagnose.Diagnosis, forget func() tea.Cmd) tea.Cmd {
	ctx, stop := context.WithCancel(env.Ctx)
	p := &Preview{env: env, id: env.NextID(), fix: f, of: of, changes: present.Engine.Preview(f),
		debounce: screen.NewDebounce(env.Now()), stop: stop, forget: forget, text: screen.NewPager(env)}
	env.Push(p)
	if p.manual() {
		p.checked = true
		return nil
	}
	return check(ctx, env.Backend, f, p.id)
}

// manual says whether a fix is not for this program to carry out: it has no
// steps, only commands and the place where to make the change.
func (p *Preview) manual() bool { return len(p.fix.Steps) == 0 }

func (p *Preview) Place() []string {
	ns := p.namespace()
	title := "fix"
	if p.fix.Undoes {
		title = "undo"
	}
	return []string{ns, title}
}

func (p *Preview) Status() string {
	switch {
	case p.manual():
		return "manual"
	case !p.checked:
		return "checking"
	case p.refusal() != "":
		return "cannot be applied"
	}
	return "checks passed"
}

func (p *Preview) Input() *screen.Input {
	if p.naming {
		return &p.name
	}
	return p.text.Input()
}

func (p *Preview) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case oneCheckedMsg:
		if msg.id == p.id {
			p.checks = append(p.checks, msg.check)
			return following(msg.next)
		}
	case checkedMsg:
		if msg.id == p.id {
			p.checks, p.checked = slices.Concat(msg.checks, p.asked), true
		}
	}
	return nil
}

// Fix is the fix.
func (p *Preview) Fix() diagnose.Fix { return p.fix }

// namespace is what has to be typed to apply the fix on a production cluster.
func (p *Preview) namespace() string {
	return present.NamespaceOf(&p.fix, p.of, p.env.Options.Namespace)
}

// refusal is why the fix cannot be applied, empty if it can.
func (p *Preview) refusal() string { return present.Refusal(&p.fix, p.checks, p.checked) }

// yes is the key to apply. Before the quiet time it does nothing but say so;
// over a production cluster it asks for the namespace first.
func (p *Preview) yes() tea.Cmd {
	if !p.debounce.Ready(p.env.Now()) {
		p.env.Refuse(p.yesKey() + ": too soon, nothing was changed; review the change and press " + p.yesKey() + " again")
		return nil
	}
	if p.env.Production() {
		p.naming = true
		p.name.Set("")
		return nil
	}
	return p.apply()
}

// named applies if what was typed is the namespace.
func (p *Preview) named() tea.Cmd {
	if p.name.Value != p.namespace() {
		p.env.Say("the namespace does not match: nothing was changed")
		p.naming = false
		return nil
	}
	return p.apply()
}

func (p *Preview) apply() tea.Cmd {
	p.stop()
	p.env.Pop()
	if _, ok := p.env.Top().(*Form); ok {
		p.env.Pop() // the login is in the fix now, and nowhere else
	}
	r := newResult(p.env, p.fix, p.of)
	p.env.Push(r)
	p.env.Writing++
	return apply(p.env.Ctx, p.env.Backend, p.fix, r.id, &p.env.Writes)
}

func (p *Preview) cancel() tea.Cmd {
	p.stop()
	p.env.Pop()
	return nil
}

func (p *Preview) Actions() []screen.Action {
	if p.naming {
		return []screen.Action{
			{Key: screen.KeyEnter, Help: "apply", Do: p.named},
			{Key: screen.KeyBack, Help: "cancel", Do: func() tea.Cmd { p.naming = false; return nil }},
		}
	}
	help := "apply"
	if p.fix.Undoes {
		help = "undo"
	}
	m := p.text.Actions()
	if p.text.Typing() {
		return m
	}
	own := []screen.Action{
		{Key: screen.KeyRight, Label: "←→", Help: "choose", Doc: "choose a button, also tab", Do: p.choose(1)},
		{Key: screen.KeyNext, Hidden: true, Do: p.choose(1)},
		{Key: screen.KeyPrevious, Hidden: true, Do: p.choose(-1)},
		{Key: screen.KeyLeft, Hidden: true, Do: p.choose(-1)},
		{Key: screen.KeyEnter, Help: "press", Doc: "press the focused button; Apply needs " + p.yesKey(), Hidden: true, Do: p.enter},
		{Key: screen.KeyBack, Help: "cancel", Doc: "go back, nothing is changed", Do: p.cancel},
		{Key: screen.KeyQuit, Help: "cancel", Hidden: true, Do: p.cancel},
		{Key: screen.KeyApply, Help: help, Doc: "apply the fix", Disabled: p.refusal(), Do: p.yes},
		export.FixAction(p.env, &p.fix, p.MissingRole()),
		export.CommandsAction(p.env, &p.fix, ""),
	}
	if p.MissingRole() != "" {
		own = append(own, screen.Action{Key: screen.KeyRole, Help: "copy role", Doc: "copy the smallest Role that allows this fix", Do: p.copyRole})
	}
	if len(p.questions) > 0 {
		own = append(own, p.askAction())
	}
	if p.forget != nil {
		own = append(own, screen.Action{Key: screen.KeyDiscard, Help: "discard", Doc: "discard the saved manifest; the pod is not created",
			Do: func() tea.Cmd { return tea.Batch(p.cancel(), p.forget()) }})
	}
	own = append(own, screen.CopyAction(p.env, "the preview, credentials hidden,", func() []string { lines, _ := p.Text(); return lines }))
	return append(append(own, p.text.FindActions()...), m...)
}

// Checking says whether the preview is not ready for a yes yet.
func (p *Preview) Checking() bool { return !p.checked || !p.debounce.Ready(p.env.Now()) }

// yesKey is the key that applies.
func (p *Preview) yesKey() string { return p.env.Keys.Label(screen.KeyApply) }

// KeyPressed is called after every key, when it was handled.
func (p *Preview) KeyPressed() { p.debounce.KeyPressed(p.env.Now()) }
