package train

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// shell is the kubectl prompt of a lesson.
type shell struct {
	env     *screen.Env
	course  *Course
	id      int
	text    screen.Input
	lines   []string
	history []string // without passwords
	back    int      // how far up in the history one is
	offer   int      // of the lesson's commands
	running bool
	up      int // lines scrolled up from the end
	page    int
}

// shellMsg: a line at the prompt was run.
type shellMsg struct {
	id  int
	out string
}

// shellLines is how many lines the prompt keeps.
const shellLines = 2000

// openShell opens the prompt of this room, with what was typed there before.
func (c *Course) openShell() tea.Cmd {
	if c.shell == nil {
		c.shell = &shell{env: c.env, course: c, id: c.env.NextID(), lines: []string{
			"A small kubectl for this lesson's cluster. help lists what it supports.",
			"tab inserts the lesson's commands one by one. esc goes back.", ""}}
		if c.Attempt != nil {
			ns := c.Attempt.Lesson.Namespace
			c.shell.lines[2] = "The lesson is in namespace " + ns + ": kubectl -n " + ns + " ..."
			c.shell.lines = append(c.shell.lines, "")
		}
	}
	for i, s := range c.env.Stack { // it is under the help or the palette
		if s == screen.Screen(c.shell) {
			c.env.Stack = c.env.Stack[:i+1]
			return nil
		}
	}
	c.env.Push(c.shell)
	return nil
}

func (s *shell) Place() []string      { return []string{"kubectl"} }
func (s *shell) Input() *screen.Input { return &s.text }

func (s *shell) Status() string {
	if s.running {
		return "running"
	}
	return ""
}

func (s *shell) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(shellMsg); ok && m.id == s.id {
		s.running = false
		if m.out != "" {
			for line := range strings.SplitSeq(m.out, "\n") {
				s.lines = append(s.lines, cell.Clean(strings.ReplaceAll(line, "\t", "    ")))
			}
		}
		if n := len(s.lines) - shellLines; n > 0 {
			s.lines = s.lines[n:]
		}
		return s.course.Look()
	}
	return nil
}

// run runs the line. A password is left out of what is shown and kept.
func (s *shell) run() tea.Cmd {
	line := strings.TrimSpace(s.text.Value)
	if line == "" || s.running || s.course.Room == nil {
		return nil
	}
	s.text.Set("")
	s.back, s.up = 0, 0
	echo := s.env.Options.Course.Echo(line)
	s.lines = append(s.lines, "$ "+cell.Clean(echo))
	if n := len(s.history); n == 0 || s.history[n-1] != echo {
		s.history = append(s.history, echo)
	}
	if line == "clear" {
		s.lines = nil
		return nil
	}
	if line == "exit" {
		s.env.Pop()
		return nil
	}
	s.running = true
	ctx, kubectl, id := s.env.Ctx, s.course.Room.Kubectl, s.id
	return func() tea.Msg { return shellMsg{id, kubectl(context.WithoutCancel(ctx), line)} }
}

// recall goes up and down in what was typed.
func (s *shell) recall(n int) func() tea.Cmd {
	return func() tea.Cmd {
		s.back = max(min(s.back+n, len(s.history)), 0)
		if s.back == 0 {
			s.text.Set("")
		} else {
			s.text.Set(s.history[len(s.history)-s.back])
		}
		return nil
	}
}

// bring offers the next command of the lesson.
func (s *shell) bring() tea.Cmd {
	if t := s.course.Attempt; t != nil && len(t.Lesson.Kubectl) > 0 {
		s.text.Set(t.Lesson.Kubectl[s.offer%len(t.Lesson.Kubectl)].Run)
		s.offer++
	}
	return nil
}

func (s *shell) turn(n int) func() tea.Cmd {
	return func() tea.Cmd { s.up = max(s.up+n*max(s.page-1, 1), 0); return nil }
}

func (s *shell) Actions() []screen.Action {
	none := ""
	if s.course.Attempt == nil {
		none = "an exam has no prepared commands"
	}
	return []screen.Action{
		{Key: screen.KeyEnter, Help: "run", Do: s.run},
		{Key: screen.KeyInsert, Help: "next command", Doc: "insert the next command of the lesson", Disabled: none, Do: s.bring},
		{Key: screen.KeyUp, Help: "history", Do: s.recall(1)},
		{Key: screen.KeyDown, Hidden: true, Do: s.recall(-1)},
		{Key: screen.KeyPageUp, Help: "scroll", Doc: "scroll back", Do: s.turn(1)},
		{Key: screen.KeyPageDown, Hidden: true, Do: s.turn(-1)},
		{Key: screen.KeyBack, Help: "back", Do: func() tea.Cmd { s.env.Pop(); return nil }},
	}
}

// broken breaks a line that is too long: sentences and commands between two words, the columns of a
// table where they have to be, as a terminal does.
func broken(l string, w int) []string {
	text := strings.TrimLeft(l, " ")
	if strings.Contains(strings.TrimPrefix(text, "$ "), "  ") {
		return strings.Split(ansi.Hardwrap(l, w, true), "\n")
	}
	margin := min(len(l)-len(text), max(w-1, 0))
	return present.Indent(l[:margin], cell.Wrap(text, max(w-margin, 1)))
}

// View shows the end of the lines, broken where they have to be, and the line that is typed.
func (s *shell) View(w, h int) []string {
	var all []string
	for _, l := range s.lines {
		all = append(all, broken(l, w-2)...)
	}
	s.page = max(h-1, 0)
	s.up = min(s.up, max(len(all)-s.page, 0))
	end := len(all) - s.up
	out := present.Indent(" ", all[max(end-s.page, 0):end])
	mark := "$ "
	if s.running {
		mark = s.env.Spinner() + " "
	}
	return cell.Exactly(append(out, " "+s.env.Theme.Accent.Render(mark)+s.text.Show(w-5, true)), h)
}

func (s *shell) Text() ([]string, int) {
	out := append(s.lines[:len(s.lines):len(s.lines)], "$ "+s.text.Show(max(s.env.Width-3, 1), true))
	return out, len(out) - 1
}
