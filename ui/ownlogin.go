package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// The sources of a login, in order.
const (
	ownSource = iota
	fileSource
	inputSource
	sources
)

// ownLogin offers the logins that the user has already. It reads nothing
// before enter was pressed on a source.
type ownLogin struct {
	a    *app
	id   int
	form *form
	path input // of the file

	choice int // source, or login once some were found
	busy   bool
	from   int // source that was asked last
	found  []FoundLogin
	wrong  string
	stop   context.CancelFunc
	scroll cell.Scroll
}

type (
	// foundMsg: a source was looked into.
	foundMsg struct {
		id    int
		found []FoundLogin
		err   error
	}

	// takenMsg: a login was taken out of its source.
	takenMsg struct {
		id    int
		login diagnose.Credentials
		from  string
		err   error
	}
)

func newOwnLogin(f *form) *ownLogin {
	return &ownLogin{a: f.a, id: f.a.id(), form: f, stop: func() {}}
}

func (s *ownLogin) registry() string { return s.form.fix.Form.Registry }
func (s *ownLogin) place() []string  { return append(s.form.place(), "own login") }
func (s *ownLogin) status() string {
	if s.busy {
		return s.a.spinner() + " looking"
	}
	return "step 1 of 2"
}

func (s *ownLogin) input() *input {
	if s.found == nil && s.choice == fileSource && s.a.o.Logins.File != nil {
		return &s.path
	}
	return nil
}

func (s *ownLogin) count() int {
	if s.found != nil {
		return len(s.found)
	}
	return sources
}

func (s *ownLogin) move(n int) {
	s.choice = min(max(s.choice+n, 0), s.count()-1)
	s.wrong = ""
}

func (s *ownLogin) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case foundMsg:
		if msg.id != s.id {
			return nil
		}
		s.busy = false
		switch {
		case msg.err != nil:
			s.wrong = msg.err.Error()
		case len(msg.found) == 0:
			s.wrong = "There is no login for " + s.registry() + " on this computer. docker login or podman login makes one."
		default:
			s.from, s.found, s.choice = s.choice, msg.found, 0
		}
	case takenMsg:
		if msg.id != s.id {
			return nil
		}
		s.busy = false
		if msg.err != nil {
			s.wrong = msg.err.Error()
			return nil
		}
		s.a.pop()
		s.form.take(msg.login, msg.from)
	}
	return nil
}

// missing is why a source cannot be used, empty if it can.
func (s *ownLogin) missing(source int) string {
	l := &s.a.o.Logins
	switch {
	case source == ownSource && l.Find == nil, source == fileSource && l.File == nil:
		return "not here"
	case source == inputSource && l.Input == nil:
		return "nothing was given; start with --password-stdin and pipe a password or a login file in"
	}
	return ""
}

// enter looks into the chosen source, or takes the chosen login.
func (s *ownLogin) enter() tea.Cmd {
	if s.busy {
		return nil
	}
	if s.found != nil {
		return s.take(s.found[s.choice])
	}
	if why := s.missing(s.choice); why != "" {
		s.wrong = why
		return nil
	}
	if s.choice == fileSource && s.path.text == "" {
		s.wrong = "Type or paste the path of the file first."
		return nil
	}
	s.busy, s.wrong = true, ""
	id, l, registry, path, choice := s.id, s.a.o.Logins, s.registry(), s.path.text, s.choice
	return func() tea.Msg {
		var out foundMsg
		switch choice {
		case ownSource:
			out.found = l.Find(registry)
		case fileSource:
			out.found, out.err = l.File(path, registry)
		case inputSource:
			out.found, out.err = l.Input(registry)
		}
		out.id = id
		return out
	}
}

func (s *ownLogin) take(f FoundLogin) tea.Cmd {
	if f.Refused != "" {
		s.wrong = f.Refused
		return nil
	}
	ctx, stop := context.WithCancel(s.a.ctx)
	s.busy, s.wrong, s.stop = true, "", stop
	id := s.id
	return func() tea.Msg {
		defer stop()
		login, err := f.Get(ctx)
		return takenMsg{id: id, login: login, from: f.Source, err: err}
	}
}

// back goes to the sources, and from there to the form.
func (s *ownLogin) back() tea.Cmd {
	s.stop()
	if s.found != nil {
		s.found, s.choice, s.wrong, s.busy = nil, s.from, "", false
		return nil
	}
	s.a.pop()
	return nil
}

func (s *ownLogin) actions() []action {
	enter := action{keys: []string{"enter"}, help: "look there", doc: "read this source now", do: s.enter}
	if s.found != nil {
		enter.help, enter.doc = "take it", "put this login into the form"
	}
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.move(n); return nil }
	}
	return []action{
		enter,
		{keys: []string{"up", "k", "shift+tab"}, label: "↑↓", help: "choose", do: step(-1)},
		{keys: []string{"down", "j", "tab"}, quiet: true, do: step(1)},
		{keys: []string{"esc"}, help: "back", do: s.back},
	}
}
