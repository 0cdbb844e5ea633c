package train

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// ExamPage is one problem of the exam: name its cause, then fix it. Before the answer the screens
// that would show the cause are closed; kubectl is open.
type ExamPage struct {
	env    *screen.Env
	course *Course
	cursor int
	kept   bool // the result was written
	scroll cell.Scroll
	page   int
	follow bool // the end of the page is wanted: something was said there
}

func newExamPage(c *Course) *ExamPage { return &ExamPage{env: c.env, course: c} }

func (p *ExamPage) Place() []string        { return nil }
func (p *ExamPage) Input() *screen.Input   { return nil }
func (p *ExamPage) Update(tea.Msg) tea.Cmd { return nil }

func (p *ExamPage) Status() string {
	e := p.course.Exam
	switch {
	case p.course.Opening != "":
		return "setting up " + p.course.Opening
	case e.Item() == nil:
		return "end"
	}
	return fmt.Sprintf("problem %d of %d", e.At+1, len(e.Items))
}

func (p *ExamPage) answer(i int) func() tea.Cmd {
	return func() tea.Cmd {
		p.cursor = i
		p.follow = p.course.Exam.Answer(i)
		return tea.Batch(p.course.Look(), p.keep())
	}
}

// keep keeps the exam as it is now.
func (p *ExamPage) keep() tea.Cmd {
	p.course.Progress.Exam = p.course.Exam.Kept()
	return p.course.keepProgress()
}

// another gives this exam up and draws one with the next seed.
func (p *ExamPage) another() tea.Cmd {
	c := p.course
	c.Progress.Exam = nil
	return tea.Batch(p.course.keepProgress(), p.course.openProblem(course.Draw(c.Course, p.env.Options.Course.Seed())))
}

// on goes to the next problem; at the end the result is kept, once.
func (p *ExamPage) on() tea.Cmd {
	e := p.course.Exam
	e.Next()
	p.cursor, p.follow = 0, false
	p.scroll.Home()
	if e.Item() != nil {
		return tea.Batch(p.keep(), p.course.openProblem(e))
	}
	if !p.kept {
		p.kept = true
		p.course.Progress.Exam = nil
		p.course.Progress.Exams = append(p.course.Progress.Exams, e.Result())
		return p.course.keepProgress()
	}
	return nil
}

func (p *ExamPage) toCluster() tea.Cmd {
	p.env.Home()
	return p.env.Refresh()
}

func (p *ExamPage) Actions() []screen.Action {
	e := p.course.Exam
	x := e.Item()
	leave := screen.Action{Key: screen.KeyBack, Help: "leave", Doc: "leave; the exam resumes at this problem", Do: p.course.ToMenu}
	other := screen.Action{Key: screen.KeyRestart, Help: "another exam", Doc: "abandon this exam and start another", Hidden: x != nil, Do: p.another}
	var own []screen.Action
	switch {
	case p.course.Opening != "": // the next problem is on its way
		own = append(own, screen.Action{Key: screen.KeyEnter, Help: "continue", Hidden: true, Disabled: "a cluster is being set up"})
	case x == nil:
		leave.Help = "lessons"
		own = append(own, screen.Action{Key: screen.KeyEnter, Help: "lessons", Do: p.course.ToMenu})
	case e.Chosen < 0:
		own = append(own, screen.Action{Key: screen.KeyEnter, Help: "answer", Doc: "choose this cause", Do: p.answer(p.cursor)})
		for i := range x.Choices {
			own = append(own, screen.Action{Key: screen.KeyNumber, Keys: []string{strconv.Itoa(i + 1)}, Help: fmt.Sprintf("answer %d", i+1), Hidden: true, Do: p.answer(i)})
		}
	case e.Fixed:
		own = append(own, screen.Action{Key: screen.KeyEnter, Help: "next problem", Do: p.on})
	default:
		own = append(own, screen.Action{Key: screen.KeyEnter, Help: "to the cluster", Doc: "fix it there; t returns here", Do: p.toCluster},
			screen.Action{Key: screen.KeySkip, Help: "skip", Doc: "go to the next problem without fixing this one", Do: p.on})
	}
	what := "choose"
	if x == nil || e.Chosen >= 0 {
		what = "scroll"
	}
	m := screen.SplitMoves(what, p.move, p.scroll.By, func() int { return p.page })
	return append(append(own[:1:1], m[0]), append(append(own[1:], other, leave), m[1:]...)...)
}

func (p *ExamPage) move(n int) {
	e := p.course.Exam
	if x := e.Item(); x != nil && e.Chosen < 0 {
		p.cursor = max(min(p.cursor+n, len(x.Choices)-1), 0)
		return
	}
	p.scroll.By(n)
}

// pod is the pod that is asked about, as it was seen last.
func (p *ExamPage) pod() *lesson.Pod {
	x, s := p.course.Exam.Item(), p.course.Seen
	if x == nil || s == nil {
		return nil
	}
	return PodOf(x, s)
}

// PodOf is the pod of a problem; nil if there is none.
func PodOf(x *course.Item, s *lesson.State) *lesson.Pod {
	for i := range s.Pods {
		if q := &s.Pods[i]; q.Namespace == x.Namespace && (q.Name == x.Pod || strings.HasPrefix(q.Name, x.Pod+"-")) {
			return q
		}
	}
	return nil
}

func (p *ExamPage) lines(w int) []string {
	w = min(w, textWidth)
	e, th := p.course.Exam, p.env.Theme
	x := e.Item()
	if x == nil {
		return p.end(w)
	}
	out := []string{th.Strong.Render(fmt.Sprintf(" Problem %d of %d", e.At+1, len(e.Items))), ""}
	out = append(out, cell.Hang(" Pod      ", x.Namespace+"/"+x.Pod+"...", w-1)...)
	if q := p.pod(); q != nil {
		out[len(out)-1] = cell.Cut(" Pod      "+cell.Clean(q.Namespace+"/"+q.Name), w)
		out = append(out, cell.Hang(" Image    ", cell.Clean(q.Image), w-1)...)
		if !q.Running {
			out = append(out, cell.Hang(" Reason   ", cell.Clean(q.Reason), w-1)...)
			if q.Message != q.Reason {
				out = append(out, cell.Hang(" Message  ", cell.Clean(q.Message), w-1)...)
			}
		}
	}
	out = append(out, "", th.Strong.Render(" What is the cause?")+th.Faint.Render("  $ opens kubectl"))
	q := &lesson.Question{}
	for i, c := range x.Choices {
		q.Answers = append(q.Answers, lesson.Answer{Text: c, Right: i == x.Right})
	}
	out = append(out, answerLines(p.env, q, p.cursor, e.Chosen, e.Chosen >= 0, w, func(int) bool { return false })...)
	if e.Chosen < 0 {
		return out
	}
	verdict := th.OK.Render(" " + theme.Check + " Right.")
	if e.Chosen != x.Right {
		verdict = th.Broken.Render(" " + theme.Cross + " Incorrect.")
	}
	out = append(append(out, "", verdict), present.Indent("   ", prose(x.Tells, w-4))...)
	if e.Fixed {
		return append(out, "", th.OK.Render(" "+theme.Check+" The pod is running."))
	}
	return append(append(out, ""), cell.Hang(" ", fixNow(e.Chosen == x.Right), w-1)...)
}

// fixNow says how to go on, and whether the fix still counts.
func fixNow(right bool) string {
	const how = "enter goes to the pods, $ opens kubectl, s skips."
	if right {
		return "Now fix it: " + how
	}
	return "Fix it for practice if you like; without the cause it gives no point. " + how
}

// end is the result, with the seed to take the same exam again.
func (p *ExamPage) end(w int) []string {
	r := p.course.Exam.Result()
	passed := p.env.Theme.OK.Render(" " + theme.Check + " Passed")
	if !r.Passed() {
		passed = p.env.Theme.Broken.Render(" " + theme.Cross + " Not passed")
	}
	out := []string{passed + p.env.Theme.Strong.Render(fmt.Sprintf("  %d of %s; %d are needed", r.Points, present.Plural(r.Of, "point"), course.PassPoints(r.Of))), ""}
	out = append(out, cell.Hang(" ", "One point for each cause, and one for each pod that was fixed after its cause was named.", w-1)...)
	for _, line := range ExamAgain(&p.course.State, r.Missed) {
		out = append(out, cell.Hang(" ", line, w-1)...)
	}
	return append(out, cell.Hang(" ", fmt.Sprintf("To repeat this exam: pulldoctor --train --lesson exam --seed %d", r.Seed), w-1)...)
}

// ExamAgain names the lessons that were missed.
func ExamAgain(c *State, missed []string) []string {
	var out []string
	for _, name := range missed {
		if i := course.Named(c.Course, name); i >= 0 {
			out = append(out, fmt.Sprintf("Review lesson %d: %s", i+1, c.Course.Lessons[i].Title))
		}
	}
	return out
}

func (p *ExamPage) View(w, h int) []string {
	p.page = h
	lines := p.lines(w)
	if p.follow {
		p.scroll.Show(len(lines)-1, len(lines), h)
		p.follow = false
	}
	return p.scroll.View(lines, h, "ctrl+d")
}

func (p *ExamPage) Text() ([]string, int) { return p.lines(max(p.env.Width, 20)), 0 }
