package train

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// textWidth is how long a line of the course may be; longer ones are hard to read.
const textWidth = 96

// Lesson is the one that is open.
func (c *Course) Lesson() *lesson.Lesson { return &c.Course.Lessons[c.at] }

// prose wraps a text of the course. Lines that begin with spaces are commands or files: they are
// broken only where they have to be.
func prose(text string, w int) []string {
	var out []string
	for line := range strings.SplitSeq(Paragraphs(text), "\n") {
		plain := strings.TrimLeft(line, " ")
		if n := len(line) - len(plain); n > 0 {
			for part := range strings.SplitSeq(ansi.Hardwrap(plain, max(w-n, 1), true), "\n") {
				out = append(out, strings.Repeat(" ", n)+part)
			}
			continue
		}
		out = append(out, cell.Wrap(line, w)...)
	}
	return out
}

func (p *LessonPage) lines(w int) []string {
	w = min(w, textWidth)
	th, l, t := p.env.Theme, p.course.Lesson(), p.course.Attempt
	say := func(text string) []string { return present.Indent(" ", prose(text, w-2)) }
	out := []string{th.Strong.Render(cell.Cut(fmt.Sprintf(" Lesson %d: %s", p.course.at+1, l.Title), w))}
	if t.Record.Step == 0 {
		out = append(out, cell.Hang(" ", "Goal: "+l.Goal, w-1)...)
	}
	out = append(out, "")
	switch s := t.Step(); {
	case s == nil:
		out = append(out, p.end(w)...)
	case s.Ask != nil:
		out = append(append(out, say(s.Ask.Text)...), "")
		out = append(out, p.answers(s.Ask, w)...)
	case s.Do != nil:
		out = append(out, p.task(s.Do, w)...)
	default:
		out = append(out, say(s.Read)...)
	}
	return append(out, p.said(w)...)
}

// answers are what can be chosen, and what is said to what was chosen.
func (p *LessonPage) answers(q *lesson.Question, w int) []string {
	th, t := p.env.Theme, p.course.Attempt
	return append(answerLines(p.env, q, p.cursor, t.Chosen(), t.Solved(), w, t.Tried), p.verdict(th, w)...)
}

// answerLines draws numbered answers with the cursor; chosen is -1 before an answer was given.
func answerLines(env *screen.Env, q *lesson.Question, cursor, chosen int, over bool, w int, tried func(int) bool) []string {
	var out []string
	for i, ans := range q.Answers {
		pointer, sign := " ", " "
		if i == cursor && !over {
			pointer = theme.Cursor
		}
		switch {
		case over && ans.Right:
			sign = theme.Check
		case i == chosen, tried(i):
			sign = theme.Cross
		}
		mark := " " + pointer + sign + " "
		for j, line := range cell.Hang(mark+fmt.Sprintf("%d  ", i+1), ans.Text, w-1) {
			switch {
			case i == cursor && !over:
				line = env.Theme.Selected.Render(cell.Fit(line, w))
			case over && !ans.Right, !over && tried(i):
				line = env.Theme.Faint.Render(line)
			case j == 0 && over:
				line = env.Theme.OK.Render(line)
			}
			out = append(out, line)
		}
	}
	return out
}

func (p *LessonPage) verdict(th *theme.Theme, w int) []string {
	if p.why == "" {
		return nil
	}
	head := th.Broken.Render(" "+theme.Cross+" Not quite.") + th.Strong.Render(" Choose again: "+text.JoinAnd(p.course.Attempt.Left())+" are left.")
	if len(p.course.Attempt.Left()) == 1 {
		head = th.Broken.Render(" "+theme.Cross+" Not quite.") + th.Strong.Render(" Only "+p.course.Attempt.Left()[0]+" is left.")
	}
	if p.right {
		head = th.OK.Render(" " + theme.Check + " Right.")
	}
	return append([]string{"", head}, present.Indent("   ", prose(p.why, w-4))...)
}

// task is what to do, what happened so far, and the hints that were asked for.
func (p *LessonPage) task(d *lesson.Task, w int) []string {
	th, t := p.env.Theme, p.course.Attempt
	out := []string{th.Strong.Render(" Your task")}
	out = append(out, present.Indent("   ", prose(d.Text, w-4))...)
	out = append(out, "")
	if t.Solved() {
		out = append(out, th.OK.Render(" "+theme.Check+" Done."))
		out = append(out, present.Indent("   ", prose(d.Fix, w-4))...)
	} else {
		out = append(out, present.Indent("   ", cell.Wrap("enter goes to the pods, their diagnosis and fixes; t returns here. "+
			"$ opens a kubectl prompt. i explains terms.", w-4))...)
	}
	for i, h := range t.Hints() {
		if t.Solved() { // they would be stale
			break
		}
		out = append(out, "")
		out = append(out, cell.Hang(fmt.Sprintf(" Hint %d of %d  ", i+1, len(d.Hints)), h, w-1)...)
	}
	return out
}

// said is how the lesson answered to what the cluster did.
func (p *LessonPage) said(w int) []string {
	var out []string
	if s := p.course.Attempt.Step(); s != nil && s.Do != nil && p.course.Attempt.Solved() {
		return nil // advice for the way there
	}
	for _, s := range p.course.says {
		out = append(out, "")
		out = append(out, cell.Hang(" "+theme.Bang+" ", s, w-1)...)
	}
	return out
}

// end sums the lesson up.
func (p *LessonPage) end(w int) []string {
	th, l, t := p.env.Theme, p.course.Lesson(), p.course.Attempt
	var out []string
	for _, line := range cell.Hang(" "+theme.Check+" ", "The lesson is done. "+ScoreWords(l, t.Record), w-1) {
		out = append(out, th.OK.Render(line))
	}
	out = append(out, "", th.Strong.Render(" In a real cluster"))
	out = append(out, present.Indent("   ", prose(l.Real, w-4))...)
	if len(l.Kubectl) > 0 {
		out = append(out, "", th.Strong.Render(" The same with kubectl"))
	}
	for i, c := range l.Kubectl {
		out = append(out, "")
		out = append(out, present.Indent("   ", prose("  $ "+c.Run, w-4))...)
		if i < len(p.course.printed) {
			for line := range strings.SplitSeq(p.course.printed[i], "\n") {
				for part := range strings.SplitSeq(ansi.Hardwrap(cell.Clean(line), w-6, true), "\n") {
					out = append(out, th.Faint.Render("     "+part))
				}
			}
		}
		out = append(out, present.Indent("   ", prose(c.Look, w-4))...)
	}
	return out
}

// ScoreWords is "2 of 3 questions right at the first attempt, 1 hint."
func ScoreWords(l *lesson.Lesson, r *course.Record) string {
	s := course.ScoreOf(l, r)
	if s.Questions == 0 {
		return ""
	}
	out := fmt.Sprintf("%d of %s right at the first attempt", s.Right, present.Plural(s.Questions, "question"))
	if s.Hints > 0 {
		out += ", " + present.Plural(s.Hints, "hint")
	}
	return out + "."
}
