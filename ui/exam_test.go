package ui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// TestExams takes the exam with twenty seeds: with an even one everything right and healed, with an
// odd one the wrong causes and nothing healed.
func TestExams(t *testing.T) {
	realDiagnosis(t)
	for seed := uint64(1); seed <= 20; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			room := theClassroom(t)
			room.Seed = func() uint64 { return seed }
			l := newLearner(t, room)
			l.keys("t")
			l.until("the lessons", func() bool { _, ok := l.a.top().(*courseMenu); return ok })
			l.keys("G", "k", "enter")
			l.until("the exam", func() bool { _, ok := l.a.top().(*examPage); return ok && l.a.course.seen != nil })
			e := l.a.course.exam
			for n := range e.Items {
				l.sees(fmt.Sprintf("Problem %d of %d", n+1, len(e.Items)))
				l.problem(seed%2 == 0)
			}
			r := e.Result()
			want := 0
			if seed%2 == 0 {
				want = r.Of
			}
			if r.Points != want || r.Of != 2*len(e.Items) || (want == 0) != (len(r.Missed) > 0) {
				t.Errorf("%+v, want %d points", r, want)
			}
			l.sees(fmt.Sprintf("%d of %d points", want, r.Of))
			l.sees(fmt.Sprintf("--seed %d", seed))
			if kept := l.a.course.progress.Exams; len(kept) != 1 || kept[0].Seed != seed {
				t.Errorf("kept: %+v", kept)
			}
		})
	}
}

func (l *learner) problem(right bool) {
	l.t.Helper()
	e := l.a.course.exam
	x := e.Item()
	l.until("the pod", func() bool {
		if l.a.course.opening != "" || l.a.course.seen == nil {
			return false
		}
		q := patientOf(x, l.a.course.seen)
		return q != nil && q.Reason != ""
	})
	l.keys(":")
	if s := l.everything(); strings.Contains(s, "go to the list") {
		l.t.Errorf("the palette leads to the causes:\n%s", s)
	}
	l.keys("esc")
	l.fits()
	if !right {
		l.keys(strconv.Itoa((x.Right+1)%len(x.Choices) + 1))
		l.sees("Not this one.")
		l.sees(x.Tells)
		l.keys("s")
		return
	}
	l.keys(strconv.Itoa(x.Right + 1))
	l.sees("Right.")
	l.keys("enter")
	l.heals()
	l.until(x.Case+" runs", func() bool { return e.Healed })
	l.keys("t")
	l.sees("And it runs.")
	l.keys("enter")
}
