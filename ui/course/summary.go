package course

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Next is the lesson to go on with: the first that is not done; 0 when all are.
func Next(c *lesson.Course, p *Progress) int {
	for i := range c.Lessons {
		if r := p.Lessons[c.Lessons[i].Case]; r == nil || !r.Done {
			return i
		}
	}
	return 0
}

// Finished counts the lessons that were taken to their end.
func Finished(c *lesson.Course, p *Progress) int {
	n := 0
	for i := range c.Lessons {
		if r := p.Lessons[c.Lessons[i].Case]; r != nil && r.Done {
			n++
		}
	}
	return n
}

// Score is how a lesson went.
type Score struct {
	Questions int // of the lesson
	Right     int // at the first try, of those that were reached
	Hints     int // that were asked for
}

// ScoreOf counts over the steps that were reached.
func ScoreOf(l *lesson.Lesson, r *Record) Score {
	var s Score
	for i, step := range l.Steps {
		if step.Ask != nil {
			s.Questions++
			if (r.Done || i < r.Step) && r.Wrong[i] == 0 {
				s.Right++
			}
		}
		s.Hints += r.Hints[i]
	}
	return s
}

// Again is a lesson to look at again.
type Again struct {
	At  int // index of the lesson
	Why string
}

// LookAgain names the lessons that did not go well, and those that the last exam missed. Lessons that
// were not begun are not among them.
func LookAgain(c *lesson.Course, p *Progress) []Again {
	var missed []string
	if n := len(p.Exams); n > 0 {
		missed = p.Exams[n-1].Missed
	}
	var out []Again
	for i := range c.Lessons {
		l := &c.Lessons[i]
		r := p.Lessons[l.Case]
		switch {
		case slices.Contains(missed, l.Case):
			out = append(out, Again{i, "missed in the last exam"})
		case r == nil || !p.Started(l.Case):
		case r.wrongs() > 0:
			out = append(out, Again{i, count(r.wrongs(), "wrong answer")})
		case r.allHints(l):
			out = append(out, Again{i, "every hint was needed"})
		}
	}
	return out
}

func (r *Record) wrongs() int {
	n := 0
	for _, x := range r.Wrong {
		n += x
	}
	return n
}

// allHints says whether a task was done with its last hint only.
func (r *Record) allHints(l *lesson.Lesson) bool {
	for i, n := range r.Hints {
		if i >= 0 && i < len(l.Steps) && l.Steps[i].Do != nil && n >= len(l.Steps[i].Do.Hints) {
			return true
		}
	}
	return false
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
