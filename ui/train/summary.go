package train

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// summary says how the course went.
type summary struct {
	env    *screen.Env
	course *Course
	text   *screen.Pager
}

func newSummary(c *Course) *summary {
	return &summary{env: c.env, course: c, text: screen.NewPager(c.env)}
}

func (s *summary) Place() []string        { return []string{"course", "summary"} }
func (s *summary) Status() string         { return "" }
func (s *summary) Input() *screen.Input   { return s.text.Input() }
func (s *summary) Update(tea.Msg) tea.Cmd { return nil }

func (s *summary) Actions() []screen.Action {
	if s.text.Typing() {
		return s.text.Actions()
	}
	copies := screen.CopyAction(s.env, "the summary", func() []string { return s.lines(100) })
	return append(append(s.text.Actions(), copies), s.text.FindActions()...)
}

// SummaryLines are the words of the summary, for the screen and for plain mode.
func SummaryLines(c *State) []string {
	done := course.Finished(c.Course, c.Progress)
	out := []string{fmt.Sprintf("%d of %s done.", done, present.Plural(len(c.Course.Lessons), "lesson"))}
	right, asked, hints := 0, 0, 0
	for i := range c.Course.Lessons {
		l := &c.Course.Lessons[i]
		if r := c.Progress.Lessons[l.Case]; r != nil {
			x := course.ScoreOf(l, r)
			right, asked, hints = right+x.Right, asked+x.Questions, hints+x.Hints
		}
	}
	if asked > 0 {
		out = append(out, fmt.Sprintf("%d of %s right at the first attempt, %s used.", right, present.Plural(asked, "question"), present.Plural(hints, "hint")))
	}
	for _, e := range c.Progress.Exams {
		verdict := "passed"
		if !e.Passed() {
			verdict = "not passed"
		}
		out = append(out, fmt.Sprintf("Exam with seed %d: %d of %s, %s.", e.Seed, e.Points, present.Plural(e.Of, "point"), verdict))
	}
	again := course.LookAgain(c.Course, c.Progress)
	switch {
	case len(again) > 0:
		out = append(out, "", "Worth reviewing:")
		for _, x := range again {
			out = append(out, fmt.Sprintf("  %2d  %s (%s)", x.At+1, c.Course.Lessons[x.At].Title, x.Why))
		}
	case done == len(c.Course.Lessons):
		out = append(out, "", "Nothing to review. Well done.")
	}
	return out
}

func (s *summary) lines(w int) []string {
	out := []string{""}
	for _, l := range SummaryLines(&s.course.State) {
		out = append(out, present.Indent(" ", cell.Wrap(l, w-2))...)
	}
	return out
}

func (s *summary) View(w, h int) []string {
	return s.text.View(s.lines(w), w, h)
}

func (s *summary) Text() ([]string, int) { return s.lines(s.env.Width), 0 }
