package fix

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// The sources of a login, in order.
const (
	ownSource = iota
	fileSource
	inputSource
	sources
)

// OwnLogin offers the logins that the user has already. It reads nothing
// before enter was pressed on a source.
type OwnLogin struct {
	env  *screen.Env
	id   int
	form *Form
	path screen.Input // of the file

	choice int // source, or login once some were found
	busy   bool
	from   int // source that was asked last
	found  []ui.FoundLogin
	wrong  string
	stop   context.CancelFunc
	scroll cell.Scroll
}

type (
	// foundMsg: a source was looked into.
	foundMsg struct {
		id    int
		found []ui.FoundLogin
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

func newOwnLogin(f *Form) *OwnLogin {
	return &OwnLogin{env: f.env, id: f.env.NextID(), form: f, stop: func() {}}
}

func (s *OwnLogin) registry() string { return s.form.fix.Form.Registry }
func (s *OwnLogin) Place() []string  { return append(s.form.Place(), "existing credentials") }
func (s *OwnLogin) Status() string {
	if s.busy {
		return s.env.Spinner() + " looking"
	}
	return "step 1 of 2"
}

func (s *OwnLogin) Input() *screen.Input {
	if s.found == nil && s.choice == fileSource && s.env.Options.Logins.File != nil {
		return &s.path
	}
	return nil
}

func (s *OwnLogin) count() int {
	if s.found != nil {
		return len(s.found)
	}
	return sources
}

func (s *OwnLogin) move(n int) {
	s.choice = min(max(s.choice+n, 0), s.count()-1)
	s.wrong = ""
}

func (s *OwnLogin) Update(msg tea.Msg) tea.Cmd {
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
			s.wrong = "No credentials for " + s.registry() + " found on this computer. Run docker login or podman login first."
		default: // those for other registries are named, too
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
		s.env.Pop()
		s.form.take(msg.login, msg.from)
	}
	return nil
}

// missing is why a source cannot be used, empty if it can.
func (s *OwnLogin) missing(source int) string {
	l := &s.env.Options.Logins
	switch {
	case source == ownSource && l.Find == nil, source == fileSource && l.File == nil:
		return "not available"
	case source == inputSource && l.Input == nil:
		return "no input; start with --password-stdin and pipe in a password or a config file"
	}
	return ""
}

// enter looks into the chosen source, or takes the chosen login.
func (s *OwnLogin) enter() tea.Cmd {
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
	if s.choice == fileSource && s.path.Value == "" {
		s.wrong = "Type or paste the path of the file first."
		return nil
	}
	s.busy, s.wrong = true, ""
	id, l, registry, path, choice := s.id, s.env.Options.Logins, s.registry(), s.path.Value, s.choice
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

func (s *OwnLogin) take(f ui.FoundLogin) tea.Cmd {
	if f.Refused != "" {
		s.wrong = f.Refused
		return nil
	}
	ctx, stop := context.WithCancel(s.env.Ctx)
	s.busy, s.wrong, s.stop = true, "", stop
	id := s.id
	return func() tea.Msg {
		defer stop()
		login, err := f.Get(ctx)
		return takenMsg{id: id, login: login, from: f.Source, err: err}
	}
}

// back goes to the sources, and from there to the form.
func (s *OwnLogin) back() tea.Cmd {
	s.stop()
	if s.found != nil {
		s.found, s.choice, s.wrong, s.busy = nil, s.from, "", false
		return nil
	}
	s.env.Pop()
	return nil
}

func (s *OwnLogin) Actions() []screen.Action {
	enter := screen.Action{Key: screen.KeyEnter, Help: "look up", Doc: "read this source now", Do: s.enter}
	if s.found != nil {
		enter.Help, enter.Doc = "use it", "use these credentials in the form"
	}
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.move(n); return nil }
	}
	return []screen.Action{
		enter,
		{Key: screen.KeyUp, Help: "choose", Do: step(-1)},
		{Key: screen.KeyDown, Hidden: true, Do: step(1)},
		{Key: screen.KeyNext, Hidden: true, Do: step(1)},
		{Key: screen.KeyPrevious, Hidden: true, Do: step(-1)},
		{Key: screen.KeyBack, Help: "back", Do: s.back},
	}
}
