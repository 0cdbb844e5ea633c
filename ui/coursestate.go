package ui

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/course"
)

// courseState is where one is in the course. The zero value is before its beginning.
type courseState struct {
	course   *lesson.Course   // nil until it was opened
	progress *course.Progress // likewise

	room    *Room // of the lesson or the exam; nil in free play
	id      int   // of the room
	at      int   // the lesson
	attempt *course.Attempt
	exam    *course.Exam
	says    []string // what the lesson said on this page to what happened, newest last
	printed []string // what the lesson's kubectl commands print before anything is mended
	seen    *lesson.State
	looking bool
	kept    int    // number of the last progress that was given away to be written
	opening string // what is being opened, for the screen

	free  freePlay // what is outside
	shell *shell   // keeps its lines while the room is open
}

// freePlay is the practice cluster with all problems, while a lesson is open.
type freePlay struct {
	backend   Backend
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
	}

	// roomMsg: a cluster for a lesson (exam nil) or an exam is ready.
	roomMsg struct {
		room    *Room
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

// inRoom says whether a lesson or an exam is open.
func (a *app) inRoom() bool { return a.course.room != nil }

// openCourse reads the lessons, the first time, and shows them.
func (a *app) openCourse(start string) tea.Cmd {
	if a.course.course != nil {
		return a.toCourse(start)
	}
	c := a.o.Course
	return func() tea.Msg {
		m := courseMsg{start: start}
		if m.course, m.err = c.Load(); m.err == nil {
			m.progress, m.notice = course.Read(c.File)
		}
		return m
	}
}

func (a *app) courseRead(m courseMsg) tea.Cmd {
	if m.err != nil {
		a.notes.keep(a.now(), "× "+m.err.Error())
		return nil
	}
	a.course.course, a.course.progress = m.course, m.progress
	if m.notice != nil {
		a.notes.keep(a.now(), "! "+m.notice.Error())
	}
	return a.toCourse(m.start)
}

// toCourse opens a lesson or the exam, or shows all lessons.
func (a *app) toCourse(start string) tea.Cmd {
	if _, ok := a.top().(*courseMenu); !ok {
		a.push(newCourseMenu(a))
	}
	switch {
	case start == "":
		return nil
	case start == "exam":
		return a.openExam()
	}
	if i := LessonNamed(a.course.course, start); i >= 0 {
		return a.openLesson(i)
	}
	a.notes.keep(a.now(), fmt.Sprintf("× no lesson %q: %s", start, lessonNames(a.course.course)))
	return nil
}

// lessonNames says what can stand behind --lesson.
func lessonNames(c *lesson.Course) string {
	return fmt.Sprintf("there are 1 to %d, names such as %s, and exam", len(c.Lessons), c.Lessons[len(c.Lessons)-1].Case)
}

// LessonNamed is the index of the lesson with this number (from 1) or name, -1 if there is none.
func LessonNamed(c *lesson.Course, name string) int {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(c.Lessons) {
		return n - 1
	}
	for i := range c.Lessons {
		if c.Lessons[i].Case == name {
			return i
		}
	}
	return -1
}

// openLesson sets a fresh cluster up for a lesson.
func (a *app) openLesson(i int) tea.Cmd {
	l := &a.course.course.Lessons[i]
	return a.openRoom(fmt.Sprintf("lesson %d", i+1), roomMsg{at: i}, l.Case, l.Kubectl)
}

// openExam goes on with the exam that was left, or draws one.
func (a *app) openExam() tea.Cmd {
	return a.openProblem(a.course.nextExam(a.o.Course))
}

// nextExam is the exam that was left. One that was asked for by its seed is drawn if that is another.
func (c *courseState) nextExam(room *Classroom) *course.Exam {
	if e := course.Resume(c.course, c.progress.Exam); e != nil && (!room.Fixed || e.Seed == room.Seed()) {
		return e
	}
	return course.Draw(c.course, room.Seed())
}

// openProblem sets a cluster up for the problem where the exam stands. Each has one of its own, so that
// the screens for healing one do not give the others away.
func (a *app) openProblem(e *course.Exam) tea.Cmd {
	return a.openRoom(fmt.Sprintf("problem %d", e.At+1), roomMsg{exam: e}, e.Item().Case, nil)
}

func (a *app) openRoom(what string, m roomMsg, name string, commands []lesson.Command) tea.Cmd {
	if a.course.opening != "" || a.writing > 0 {
		return nil
	}
	a.course.opening = what
	ctx, open := a.ctx, a.o.Course.Open
	return func() tea.Msg {
		if m.room, m.err = open(ctx, name); m.err == nil {
			m.printed = printed(ctx, m.room, commands)
		}
		return m
	}
}

// printed is what commands print, in short.
func printed(ctx context.Context, r *Room, commands []lesson.Command) []string {
	var out []string
	for _, c := range commands {
		out = append(out, c.Excerpt(r.Kubectl(ctx, c.Run)))
	}
	return out
}

// enter goes into the room.
func (a *app) enter(m roomMsg) tea.Cmd {
	c := &a.course
	c.opening = ""
	if m.err != nil {
		a.notes.keep(a.now(), "× "+m.err.Error())
		return nil
	}
	left := a.leaveRoom()
	c.free = freePlay{a.backend, a.o.Login, a.o.Namespace}
	c.room, c.id, c.at, c.exam, c.attempt, c.printed = m.room, a.id(), m.at, m.exam, nil, m.printed
	if m.exam == nil {
		l := &c.course.Lessons[m.at]
		c.attempt = course.Begin(l, c.progress.Of(l.Case))
	}
	a.swap(m.room.Backend, m.room.Login, "")
	a.push(a.page())
	return tea.Batch(left, a.watch(), a.look(), a.keepProgress())
}

// page is the screen of the lesson or the exam.
func (a *app) page() screen {
	if a.course.exam != nil {
		return newExamPage(a)
	}
	return newLessonPage(a)
}

// swap changes the cluster that the screens show; nothing of the one before stays.
func (a *app) swap(b Backend, login func(string) (diagnose.Credentials, bool), namespace string) {
	a.unwatch()
	a.backend, a.o.Login, a.o.Namespace = b, login, namespace
	a.state, a.running, a.waiting = state{}, false, nil
	a.reveal.end()
	a.stack = []screen{newList(a)}
}

// leaveRoom goes back to free play, without showing it yet.
func (a *app) leaveRoom() tea.Cmd {
	c := &a.course
	if c.room == nil {
		return nil
	}
	room := c.room
	c.room, c.attempt, c.exam, c.says, c.seen, c.shell, c.looking = nil, nil, nil, nil, nil, nil, false
	a.swap(c.free.backend, c.free.login, c.free.namespace)
	return func() tea.Msg { room.Close(); return nil }
}

// toMenu leaves the lesson for the list of lessons.
func (a *app) toMenu() tea.Cmd {
	if a.writing > 0 {
		a.notes.say(a.now(), "a fix is being carried out")
		return nil
	}
	left := a.leaveRoom()
	a.push(newCourseMenu(a))
	return tea.Batch(left, a.watch())
}

// toPage shows the page of the lesson again.
func (a *app) toPage() tea.Cmd {
	for i, s := range a.stack {
		switch s.(type) {
		case *lessonPage, *examPage:
			a.reveal.end()
			a.stack = a.stack[:i+1]
			return nil
		}
	}
	a.push(a.page())
	return nil
}

// keeper writes the progress, never an older one over a newer.
type keeper struct {
	mu      sync.Mutex
	written int
}

// keptMsg: the progress could not be kept.
type keptMsg struct{ err error }

// keepProgress writes the progress as it is now. Leaving the program waits for it.
func (a *app) keepProgress() tea.Cmd {
	c := &a.course
	text, err := c.progress.Encode()
	if err != nil {
		return func() tea.Msg { return keptMsg{err} }
	}
	c.kept++
	n, k, file := c.kept, &a.keeper, a.o.Course.File
	a.writes.wg.Add(1)
	return func() tea.Msg {
		defer a.writes.wg.Done()
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

// look reads the room's cluster, one look at a time.
func (a *app) look() tea.Cmd {
	c := &a.course
	if c.room == nil || c.looking {
		return nil
	}
	c.looking = true
	ctx, look, id := a.ctx, c.room.Look, c.id
	return func() tea.Msg {
		s, err := look(ctx)
		return lookedMsg{id, s, err}
	}
}

// looked tells the lesson what was seen.
func (a *app) looked(m lookedMsg) {
	c := &a.course
	if c.room == nil || m.id != c.id {
		return
	}
	c.looking = false
	if m.err != nil {
		return // the list says what cannot be read
	}
	c.seen = &m.state
	if c.exam != nil {
		if c.exam.Look(m.state) {
			a.notes.say(a.now(), "✓ it runs")
		}
		return
	}
	says, done := c.attempt.Look(m.state)
	c.says = append(c.says, says...)
	_, here := a.top().(*lessonPage)
	switch {
	case done:
		a.notes.say(a.now(), "✓ the task is done")
	case len(says) > 0 && !here:
		a.notes.say(a.now(), "the lesson has something to say: "+a.backKey())
	}
}
