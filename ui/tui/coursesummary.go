package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// courseSummary says how the course went.
type courseSummary struct {
	env    *screen.Env
	course *Course
	scroll cell.Scroll
	page   int
}

func newCourseSummary(c *Course) *courseSummary { return &courseSummary{env: c.env, course: c} }

func (s *courseSummary) Place() []string        { return []string{"course", "summary"} }
func (s *courseSummary) Status() string         { return "" }
func (s *courseSummary) Input() *screen.Input   { return nil }
func (s *courseSummary) Update(tea.Msg) tea.Cmd { return nil }

func (s *courseSummary) Actions() []screen.Action {
	return screen.MoveActions("scroll", s.scroll.By, func() int { return s.page })
}

// summaryLines are the words of the summary, for the screen and for plain mode.
func summaryLines(c *courseState) []string {
	done := course.Finished(c.course, c.progress)
	out := []string{fmt.Sprintf("%d of %s done.", done, present.Plural(len(c.course.Lessons), "lesson"))}
	right, asked, hints := 0, 0, 0
	for i := range c.course.Lessons {
		l := &c.course.Lessons[i]
		if r := c.progress.Lessons[l.Case]; r != nil {
			x := course.ScoreOf(l, r)
			right, asked, hints = right+x.Right, asked+x.Questions, hints+x.Hints
		}
	}
	if asked > 0 {
		out = append(out, fmt.Sprintf("%d of %s right at the first try, %s used.", right, present.Plural(asked, "question"), present.Plural(hints, "hint")))
	}
	for _, e := range c.progress.Exams {
		out = append(out, fmt.Sprintf("Exam with seed %d: %d of %s.", e.Seed, e.Points, present.Plural(e.Of, "point")))
	}
	again := course.LookAgain(c.course, c.progress)
	switch {
	case len(again) > 0:
		out = append(out, "", "Worth a second look:")
		for _, x := range again {
			out = append(out, fmt.Sprintf("  %2d  %s (%s)", x.At+1, c.course.Lessons[x.At].Title, x.Why))
		}
	case done == len(c.course.Lessons):
		out = append(out, "", "Nothing that you would have to look at again. Well done.")
	}
	return out
}

func (s *courseSummary) lines(w int) []string {
	out := []string{""}
	for _, l := range summaryLines(&s.course.courseState) {
		out = append(out, present.Indent(" ", cell.Wrap(l, w-2))...)
	}
	return out
}

func (s *courseSummary) View(w, h int) []string {
	s.page = h
	return s.scroll.View(s.lines(w), h, "ctrl+d")
}

func (s *courseSummary) Text() ([]string, int) { return s.lines(s.env.Width), 0 }
