package train

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// The ways to practice, as they are kept in the progress.
const (
	lastCourse = "course"
	lastExam   = "exam"
	lastFree   = "free"
)

var ways = []string{lastCourse, lastExam, lastFree}

// Choice is what --train begins with: the course, the exam, or all problems at once.
type Choice struct {
	env    *screen.Env
	course *Course
	cursor int
}

// OpenChoice reads the course and shows the choice, on the way that was taken last.
func (c *Course) OpenChoice() tea.Cmd {
	room := c.env.Options.Course
	return func() tea.Msg {
		m := courseMsg{choice: true}
		if m.course, m.err = room.Load(); m.err == nil {
			m.progress, m.notice = course.Read(room.File)
		}
		return m
	}
}

func newChoice(c *Course) *Choice {
	s := &Choice{env: c.env, course: c}
	for i, way := range ways {
		if way == c.Progress.Last {
			s.cursor = i
		}
	}
	return s
}

func (s *Choice) Place() []string        { return []string{"practice"} }
func (s *Choice) Status() string         { return "" }
func (s *Choice) Input() *screen.Input   { return nil }
func (s *Choice) Update(tea.Msg) tea.Cmd { return nil }

func (s *Choice) move(n int) { s.cursor = max(min(s.cursor+n, len(ways)-1), 0) }

// choose goes the way under the cursor.
func (s *Choice) choose(i int) tea.Cmd {
	s.cursor = i
	s.course.Progress.Last = ways[i]
	kept := s.course.keepProgress()
	s.env.Pop()
	switch ways[i] {
	case lastCourse:
		return tea.Batch(kept, s.course.toCourse(""))
	case lastExam:
		return tea.Batch(kept, s.course.toCourse("exam"))
	}
	return kept
}

func (s *Choice) Actions() []screen.Action {
	out := []screen.Action{{Key: screen.KeyOpen, Help: "choose", Do: func() tea.Cmd { return s.choose(s.cursor) }}}
	for i := range ways {
		n := string(rune('1' + i))
		act := screen.Action{Key: screen.KeyNumber, Keys: []string{n}, Hidden: true, Do: func() tea.Cmd { return s.choose(i) }}
		if i == 0 {
			act.Label, act.Help = "1-3", "choose by number"
		}
		out = append(out, act)
	}
	out = append(out, screen.Action{Key: screen.KeyQuit, Help: "quit", Do: func() tea.Cmd { return tea.Quit }})
	m := screen.MoveActions("move", s.move, func() int { return 2 })
	return append(append(m[:1:1], out...), m[1:]...)
}

// rows are the ways with what they are.
func (s *Choice) rows() [][2]string {
	c := s.course
	lessons := "The course: " + fmt.Sprintf("%d lessons, from what is inside a pull secret to finding what many pods share", len(c.Course.Lessons))
	if n := course.Finished(c.Course, c.Progress); n > 0 {
		lessons += fmt.Sprintf(" (%d done)", n)
	}
	return [][2]string{
		{lessons, "Begin here if ImagePullBackOff is new to you. Each lesson has a small cluster of its own."},
		{"The exam: five pods, and nothing says what is wrong with them", fmt.Sprintf("You find the cause with kubectl, then fix it. %d points of 10 pass.", course.PassPoints(10))},
		{"Free practice: a cluster with every problem that this program knows", "Look around as you would in your own cluster. Nothing is real, and nothing can be broken."},
	}
}

func (s *Choice) View(w, h int) []string {
	th := s.env.Theme
	out := []string{"", " " + th.Strong.Render("Practice: what would you like to do?"),
		th.Faint.Render(cell.Cut(" The cluster, the registries and the credentials exist only inside this program.", w)), ""}
	for i, row := range s.rows() {
		mark := "   "
		if i == s.cursor {
			mark = " " + theme.Cursor + " "
		}
		for _, line := range cell.Hang(fmt.Sprintf("%s%d  ", mark, i+1), row[0], w-1) {
			if i == s.cursor {
				line = th.Selected.Render(cell.Fit(line, w))
			}
			out = append(out, line)
		}
		for _, line := range cell.Hang("      ", row[1], w-1) {
			out = append(out, th.Faint.Render(line))
		}
		out = append(out, "")
	}
	return cell.Exactly(append(out, cell.Hang(" ", "Next time, --train --free goes straight to free practice, and --lesson 3 to lesson 3.", w-1)...), h)
}

func (s *Choice) Text() ([]string, int) {
	var out []string
	for _, row := range s.rows() {
		out = append(out, row[0])
	}
	return out, s.cursor
}
