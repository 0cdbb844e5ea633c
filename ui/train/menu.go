package train

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Menu lists the lessons, the exam and the way back to free play.
type Menu struct {
	env    *screen.Env
	course *Course
	cursor int
	scroll cell.Scroll
	page   int
}

func newMenu(c *Course) *Menu {
	return &Menu{env: c.env, course: c, cursor: course.Next(c.Course, c.Progress)}
}

func (m *Menu) Place() []string        { return []string{"course"} }
func (m *Menu) Input() *screen.Input   { return nil }
func (m *Menu) Update(tea.Msg) tea.Cmd { return nil }

func (m *Menu) Status() string {
	if m.course.Opening != "" {
		return "setting up " + m.course.Opening
	}
	c := m.course
	return fmt.Sprintf("%d of %d lessons done", course.Finished(c.Course, c.Progress), len(c.Course.Lessons))
}

// rows are the lessons, the exam and the summary.
func (m *Menu) rows() int { return len(m.course.Course.Lessons) + 2 }

func (m *Menu) open() tea.Cmd {
	n := len(m.course.Course.Lessons)
	switch m.cursor {
	case n:
		return m.course.openExam()
	case n + 1:
		m.env.Push(newSummary(m.course))
		return nil
	}
	return m.course.openLesson(m.cursor)
}

func (m *Menu) Actions() []screen.Action {
	busy := ""
	if m.course.Opening != "" {
		busy = "a cluster is being set up"
	}
	back := screen.Action{Key: screen.KeyBack, Help: "free play", Doc: "back to the cluster with all problems",
		Do: func() tea.Cmd { m.env.Pop(); return nil }}
	move := screen.MoveActions("choose", func(n int) { m.cursor = max(min(m.cursor+n, m.rows()-1), 0) }, func() int { return m.page })
	return append(append(move[:1:1], screen.Action{Key: screen.KeyOpen, Help: "start", Disabled: busy, Do: m.open}, back), move[1:]...)
}

// line is one row: its state, its number and its title.
func (m *Menu) line(i int) string {
	c := m.course
	n := len(c.Course.Lessons)
	mark := "  "
	if i == m.cursor {
		mark = theme.Cursor + " "
	}
	switch i {
	case n:
		s := "Final exam: find the cause yourself"
		if e := course.Resume(c.Course, c.Progress.Exam); e != nil {
			s += fmt.Sprintf(" (you are at problem %d of %d)", e.At+1, len(e.Items))
		} else if k := len(c.Progress.Exams); k > 0 {
			s += fmt.Sprintf(" (last time %d of %d points)", c.Progress.Exams[k-1].Points, c.Progress.Exams[k-1].Of)
		}
		return mark + "      " + s
	case n + 1:
		return mark + "      Summary: what to review"
	}
	l := &c.Course.Lessons[i]
	sign := " "
	if r := c.Progress.Lessons[l.Case]; r != nil && r.Done {
		sign = theme.Check
	} else if c.Progress.Started(l.Case) {
		sign = theme.Dot
	}
	return mark + sign + fmt.Sprintf(" %2d  ", i+1) + l.Title
}

func (m *Menu) View(w, h int) []string {
	th := m.env.Theme
	head := []string{"", " " + th.Strong.Render("The course"),
		th.Faint.Render(cell.Cut(" Each lesson has a fresh cluster. Leave at any time; you resume where you were.", w)), ""}
	foot := append([]string{""}, cell.Hang(" ", m.about(), w-2)...)
	m.page = max(h-len(head)-len(foot), 1)
	m.scroll.Show(m.cursor, m.rows(), m.page)
	from, to := m.scroll.Range(m.rows(), m.page)
	if to-from < m.rows() {
		head[1] = cell.Ends(head[1], th.Faint.Render(fmt.Sprintf("%d-%d of %d ", from+1, to, m.rows())), w)
	}
	out := head
	for i := from; i < to; i++ {
		line := cell.Fit(" "+m.line(i), w)
		if i == m.cursor {
			line = th.Selected.Render(line)
		}
		out = append(out, line)
	}
	return cell.Exactly(append(out, foot...), h)
}

// about says what one is able to do after the lesson under the cursor.
func (m *Menu) about() string {
	c := m.course
	switch n := len(c.Course.Lessons); m.cursor {
	case n:
		return fmt.Sprintf("Name the cause of each problem using kubectl only, then fix it any way you like. No hints; %d points of %d pass.", course.PassPoints(10), 10)
	case n + 1:
		return "Your results, and which lessons to review."
	}
	return "Goal: " + c.Course.Lessons[m.cursor].Goal
}

func (m *Menu) Text() ([]string, int) {
	out := []string{m.about()}
	for i := range m.rows() {
		out = append(out, m.line(i))
	}
	return out, m.cursor + 1
}
