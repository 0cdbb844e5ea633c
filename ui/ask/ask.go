package ask

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// Subject is what is asked.
type Subject struct {
	Where     []string // for the top line
	Title     string   // one sentence
	Questions func() []diagnose.RegistryQuestion

	// Keep takes the answers over into the diagnosis: the credentials are those
	// of the cluster. Otherwise they have not been written yet.
	Keep bool

	// Skip goes on without asking, Done after the answers; nil for a screen that
	// only goes back.
	Skip func() tea.Cmd
	Done func(diagnose.RegistryAnswers) tea.Cmd
}

// Ask is the screen.
type Ask struct {
	env     *screen.Env
	asker   ui.RegistryAsker
	id      int
	subject Subject
	stop    context.CancelFunc
	ctx     context.Context

	questions []diagnose.RegistryQuestion
	plan      []diagnose.RegistryShipment
	allowed   bool // token servers that are not known may get credentials
	step      step
	answers   diagnose.RegistryAnswers
	text      *screen.Pager
}

// step is how far the screen is.
type step int

const (
	planning step = iota
	planned
	asking
	answered
)

type (
	// plannedMsg: it is known what would be sent where.
	plannedMsg struct {
		id        int
		questions []diagnose.RegistryQuestion
		plan      []diagnose.RegistryShipment
	}

	// answeredMsg: the registries have answered.
	answeredMsg struct {
		id      int
		answers diagnose.RegistryAnswers
	}
)

// Possible says whether registries can be asked here.
func Possible(env *screen.Env) bool {
	_, ok := env.Backend.(ui.RegistryAsker)
	return ok
}

// Open opens the screen and finds out what would be sent where.
func Open(env *screen.Env, subject Subject) tea.Cmd {
	asker, ok := env.Backend.(ui.RegistryAsker)
	if !ok {
		return nil
	}
	s := &Ask{env: env, asker: asker, id: env.NextID(), subject: subject, text: screen.NewPager(env)}
	s.ctx, s.stop = context.WithCancel(env.Ctx)
	env.Push(s)
	id, ctx := s.id, s.ctx
	return func() tea.Msg {
		questions := subject.Questions()
		return plannedMsg{id, questions, asker.PlanAsking(ctx, questions)}
	}
}

func (s *Ask) Place() []string {
	return append(append([]string{}, s.subject.Where...), "ask the registry")
}

func (s *Ask) Status() string {
	switch s.step {
	case planning:
		return s.env.Spinner() + " looking up hosts"
	case planned:
		return "no credentials sent yet"
	case asking:
		return s.env.Spinner() + " asking"
	}
	return "answered"
}

func (s *Ask) Input() *screen.Input { return s.text.Input() }

func (s *Ask) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case plannedMsg:
		if msg.id == s.id {
			s.questions, s.plan, s.step = msg.questions, msg.plan, planned
		}
	case answeredMsg:
		if msg.id != s.id {
			return nil
		}
		s.answers, s.step = msg.answers, answered
		s.text.Scroll.Home()
		if s.subject.Keep {
			return s.env.Send(screen.AnsweredMsg{Answers: msg.answers})
		}
	}
	return nil
}

// foreign are the shipments whose token server is not known to belong to the
// registry.
func (s *Ask) foreign() []diagnose.RegistryShipment {
	var out []diagnose.RegistryShipment
	for _, p := range s.plan {
		if !p.Allowed {
			out = append(out, p)
		}
	}
	return out
}

func (s *Ask) Actions() []screen.Action {
	m := s.text.Actions()
	if s.text.Typing() {
		return m
	}
	var own []screen.Action
	switch s.step {
	case planned:
		send := screen.Action{Key: screen.KeyEnter, Help: "ask", Doc: "send the credentials to the hosts that are listed, and ask", Do: s.send}
		if len(s.questions) == 0 {
			send.Disabled = "there is nothing to ask"
		}
		own = append(own, send)
		if len(s.foreign()) > 0 {
			help := "allow token server"
			if s.allowed {
				help = "do not allow it"
			}
			own = append(own, screen.Action{Key: screen.KeyAllow, Help: help, Doc: "send the credentials to the unknown token server too",
				Do: func() tea.Cmd { s.allowed = !s.allowed; return nil }})
		}
	case answered:
		if s.subject.Done != nil {
			own = append(own, screen.Action{Key: screen.KeyEnter, Help: "continue", Do: func() tea.Cmd { s.close(); return s.subject.Done(s.answers) }})
		} else {
			own = append(own, screen.Action{Key: screen.KeyEnter, Help: "back", Do: s.back})
		}
		own = append(own, screen.Action{Key: screen.KeyAsk, Help: "ask again", Do: s.send})
	}
	if s.subject.Skip != nil {
		skip := screen.Action{Key: screen.KeySkip, Help: "skip", Doc: "continue without an answer"}
		skip.Do = func() tea.Cmd { s.close(); return s.subject.Skip() }
		own = append(own, skip)
	}
	if len(s.questions) > 0 {
		own = append(own, screen.Action{Key: screen.KeyCommands, Help: "copy commands", Doc: "copy the commands that ask the same with crane and curl", Do: s.copy})
	}
	own = append(own,
		screen.Action{Key: screen.KeyBack, Help: "back", Do: s.back},
		screen.Action{Key: screen.KeyOut, Help: "back", Hidden: true, Do: s.back})
	own = append(own, screen.CopyAction(s.env, "what was asked and answered", func() []string { return s.lines(100) }))
	return append(append(own, s.text.FindActions()...), m...)
}

// commands ask the same by hand.
func (s *Ask) commands() []string {
	return present.AskCommands(s.env.State.Snapshot(), s.questions)
}

func (s *Ask) copy() tea.Cmd {
	s.env.Say("copied the commands that ask the same")
	return tea.SetClipboard(strings.Join(s.commands(), "\n") + "\n")
}

// send asks.
func (s *Ask) send() tea.Cmd {
	s.step = asking
	id, ctx, asker, questions := s.id, s.ctx, s.asker, s.questions
	var hosts map[[2]string]bool
	if s.allowed {
		hosts = make(map[[2]string]bool)
		for _, p := range s.foreign() {
			hosts[[2]string{p.Host, p.TokenHost}] = true
		}
	}
	allowed := func(registry, tokenHost string) bool { return hosts[[2]string{registry, tokenHost}] }
	return func() tea.Msg { return answeredMsg{id, asker.AskRegistries(ctx, questions, allowed)} }
}

// close leaves the screen; what is still being asked is cancelled.
func (s *Ask) close() {
	s.stop()
	s.env.Pop()
}

func (s *Ask) back() tea.Cmd {
	s.close()
	return nil
}

func (s *Ask) View(w, h int) []string {
	return s.text.View(present.Indent(" ", s.lines(w-2)), w, h)
}

func (s *Ask) Text() ([]string, int) { return s.lines(1000), 0 }
