package train

import (
	"context"
	"fmt"
	"sync"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// State is where one is in the course, on the screens and line by line.
// The zero value is before its beginning.
type State struct {
	Course   *lesson.Course   // nil until it was opened
	Progress *course.Progress // likewise

	Room    *ui.Room // of the lesson or the exam; nil in free play
	Attempt *course.Attempt
	Exam    *course.Exam
	Seen    *lesson.State
}

// Course runs the course on the screens.
type Course struct {
	State
	env   *screen.Env
	saver saver

	id      int      // of the room
	at      int      // the lesson
	says    []string // what the lesson said on this page to what happened, newest last
	printed []string // what the lesson's kubectl commands print before anything is fixed
	looking bool
	kept    int    // number of the last progress that was given away to be written
	Opening string // what is being opened, for the screen
	named   bool   // the learner has said what is wrong
	truth   *diagnose.Result

	free  freePlay // what is outside
	shell *shell   // keeps its lines while the room is open
}

func New(env *screen.Env) *Course {
	c := &Course{env: env}
	env.Hidden, env.Name = c.Veiled, c.Name
	return c
}

// freePlay is the practice cluster with all problems, while a lesson is open.
type freePlay struct {
	backend   ui.Backend
	login     func(string) (diagnose.Credentials, bool)
	namespace string
}

type (
	// courseMsg: the lessons were read, or could not be.
	courseMsg struct {
		course   *lesson.Course
		progress *course.Progress
		notice   error // of the progress
		err      error
		start    string
		choice   bool // it is the start of the program
	}

	// roomMsg: a cluster for a lesson (exam nil) or an exam is ready.
	roomMsg struct {
		room    *ui.Room
		at      int
		exam    *course.Exam
		printed []string
		err     error
	}

	// lookedMsg: what was seen of the room's cluster.
	lookedMsg struct {
		id    int
		state lesson.State
		err   error
	}
)

// Update takes the messages of the course; false for any other.
func (c *Course) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case courseMsg:
		return c.read(msg), true
	case wordsMsg:
		c.showWords(msg)
	case roomMsg:
		return c.enter(msg), true
	case keptMsg:
		c.env.Keep("! " + msg.err.Error())
	case lookedMsg:
		return c.looked(msg), true
	default:
		return nil, false
	}
	return nil, true
}

// Open reads the lessons, the first time, and shows them.
func (c *Course) Open(start string) tea.Cmd {
	if c.Course != nil {
		return c.toCourse(start)
	}
	room := c.env.Options.Course
	return func() tea.Msg {
		m := courseMsg{start: start}
		if m.course, m.err = room.Load(); m.err == nil {
			m.progress, m.notice = course.Read(room.File)
		}
		return m
	}
}

func (c *Course) read(m courseMsg) tea.Cmd {
	if m.err != nil {
		c.env.Keep("× " + m.err.Error())
		return nil
	}
	c.Course, c.Progress = m.course, m.progress
	if m.notice != nil {
		c.env.Keep("! " + m.notice.Error())
	}
	if m.choice {
		if len(c.env.Stack) == 1 { // the user is not elsewhere by now
			c.env.Push(newChoice(c))
		}
		return nil
	}
	return c.toCourse(m.start)
}

// toCourse opens a lesson or the exam, or shows all lessons.
func (c *Course) toCourse(start string) tea.Cmd {
	if _, ok := c.env.Top().(*Menu); !ok {
		c.env.Push(newMenu(c))
	}
	switch {
	case start == "":
		return nil
	case start == "exam":
		return c.openExam()
	}
	if i := course.Named(c.Course, start); i >= 0 {
		return c.openLesson(i)
	}
	c.env.Keep(fmt.Sprintf("× no lesson %q: %s", start, course.Names(c.Course)))
	return nil
}

// openLesson sets a fresh cluster up for a lesson.
func (c *Course) openLesson(i int) tea.Cmd {
	l := &c.Course.Lessons[i]
	return c.openRoom(fmt.Sprintf("lesson %d", i+1), roomMsg{at: i}, l.Case, l.Kubectl)
}

// openExam goes on with the exam that was left, or draws one.
func (c *Course) openExam() tea.Cmd {
	return c.openProblem(c.NextExam(c.env.Options.Course))
}

// NextExam is the exam that was left. One that was asked for by its seed is drawn if that is another.
func (c *State) NextExam(room *ui.Classroom) *course.Exam {
	if e := course.Resume(c.Course, c.Progress.Exam); e != nil && (!room.Fixed || e.Seed == room.Seed()) {
		return e
	}
	return course.Draw(c.Course, room.Seed())
}

// openProblem sets a cluster up for the current problem of the exam. Each has one of its own, so that
// the screens for fixing one do not give the others away.
func (c *Course) openProblem(e *course.Exam) tea.Cmd {
	return c.openRoom(fmt.Sprintf("problem %d", e.At+1), roomMsg{exam: e}, e.Item().Case, nil)
}

func (c *Course) openRoom(what string, m roomMsg, name string, commands []lesson.Command) tea.Cmd {
	if c.Opening != "" || c.env.Writing > 0 {
		return nil
	}
	c.Opening = what
	ctx, open := c.env.Ctx, c.env.Options.Course.Open
	return func() tea.Msg {
		if m.room, m.err = open(ctx, name); m.err == nil {
			m.printed = Printed(ctx, m.room, commands)
		}
		return m
	}
}

// Printed is what commands print, in short.
func Printed(ctx context.Context, r *ui.Room, commands []lesson.Command) []string {
	var out []string
	for _, c := range commands {
		out = append(out, c.Excerpt(r.Kubectl(ctx, c.Run)))
	}
	return out
}

// enter goes into the room.
func (c *Course) enter(m roomMsg) tea.Cmd {
	c.Opening = ""
	if m.err != nil {
		c.env.Keep("× " + m.err.Error())
		return nil
	}
	left := c.leaveRoom()
	c.free = freePlay{c.env.Backend, c.env.Options.Login, c.env.Options.Namespace}
	c.Room, c.id, c.at, c.Exam, c.Attempt, c.printed = m.room, c.env.NextID(), m.at, m.exam, nil, m.printed
	if m.exam == nil {
		l := &c.Course.Lessons[m.at]
		c.Attempt = course.Begin(l, c.Progress.Of(l.Case))
	}
	c.env.InLesson, c.named, c.truth = true, false, nil
	c.env.Send(screen.ShowClusterMsg{Backend: m.room.Backend, Login: m.room.Login})
	c.env.Push(c.page())
	return tea.Batch(left, c.env.Send(screen.WatchMsg{}), c.Look(), c.keepProgress())
}

// page is the screen of the lesson or the exam.
func (c *Course) page() screen.Screen {
	if c.Exam != nil {
		return newExamPage(c)
	}
	return newLessonPage(c)
}

// leaveRoom goes back to free play, without showing it yet.
func (c *Course) leaveRoom() tea.Cmd {
	if c.Room == nil {
		return nil
	}
	room := c.Room
	c.Room, c.Attempt, c.Exam, c.says, c.Seen, c.shell, c.looking = nil, nil, nil, nil, nil, nil, false
	c.env.InLesson = false
	c.env.Send(screen.ShowClusterMsg{Backend: c.free.backend, Login: c.free.login, Namespace: c.free.namespace})
	return func() tea.Msg { room.Close(); return nil }
}

// ToMenu leaves the lesson for the list of lessons.
func (c *Course) ToMenu() tea.Cmd {
	if c.env.Writing > 0 {
		c.env.Say("a fix is being applied")
		return nil
	}
	left := c.leaveRoom()
	c.env.Push(newMenu(c))
	return tea.Batch(left, c.env.Send(screen.WatchMsg{}))
}

// ToPage shows the page of the lesson again.
func (c *Course) ToPage() tea.Cmd {
	for i, s := range c.env.Stack {
		switch s.(type) {
		case *LessonPage, *ExamPage:
			c.env.Reveal.End()
			c.env.Stack = c.env.Stack[:i+1]
			return nil
		}
	}
	c.env.Push(c.page())
	return nil
}

// saver writes the progress, never an older one over a newer.
type saver struct {
	mu      sync.Mutex
	written int
}

// keptMsg: the progress could not be kept.
type keptMsg struct{ err error }

// keepProgress writes the progress as it is now. Leaving the program waits for it.
func (c *Course) keepProgress() tea.Cmd {
	text, err := c.Progress.Encode()
	if err != nil {
		return func() tea.Msg { return keptMsg{err} }
	}
	c.kept++
	n, k, file := c.kept, &c.saver, c.env.Options.Course.File
	written := c.env.Writes.Begin()
	return func() tea.Msg {
		defer written()
		k.mu.Lock()
		defer k.mu.Unlock()
		if n < k.written {
			return nil
		}
		k.written = n
		if err := course.Save(file, text); err != nil {
			return keptMsg{err}
		}
		return nil
	}
}

// Look reads the room's cluster, one look at a time.
func (c *Course) Look() tea.Cmd {
	if c.Room == nil || c.looking {
		return nil
	}
	c.looking = true
	ctx, look, id := c.env.Ctx, c.Room.Look, c.id
	return func() tea.Msg {
		s, err := look(ctx)
		return lookedMsg{id, s, err}
	}
}

// looked gives the lesson what was seen.
func (c *Course) looked(m lookedMsg) tea.Cmd {
	if c.Room == nil || m.id != c.id {
		return nil
	}
	c.looking = false
	if m.err != nil {
		return nil // the list says what cannot be read
	}
	c.Seen = &m.state
	if c.Exam != nil {
		if c.Exam.Look(m.state) {
			c.env.Say("✓ the pod is running")
		}
		return nil
	}
	says, done := c.Attempt.Look(m.state)
	c.says = append(c.says, says...)
	_, here := c.env.Top().(*LessonPage)
	switch {
	case done:
		c.env.Say("✓ the task is done")
		return c.env.Send(screen.AgainMsg{})
	case len(says) > 0 && !here:
		c.env.Say("the lesson has a note for you: " + c.backKey())
	}
	return nil
}
