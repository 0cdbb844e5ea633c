package tui

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/line"
	"github.com/pulldoctor/pulldoctor/ui/train"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestExams takes the exam with twenty seeds: with an even one everything right and fixed, with an
// odd one the wrong causes and nothing fixed.
func TestExams(t *testing.T) {
	realDiagnosis(t)
	for seed := uint64(1); seed <= 20; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			room := uitest.Classroom(t)
			room.Seed = func() uint64 { return seed }
			l := newLearner(t, room)
			l.takesExam()
			e := l.a.course.Exam
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
			if kept := l.a.course.Progress.Exams; len(kept) != 1 || kept[0].Seed != seed {
				t.Errorf("kept: %+v", kept)
			}
		})
	}
}

func (l *learner) problem(right bool) {
	l.t.Helper()
	e := l.a.course.Exam
	x := e.Item()
	l.until("the pod", func() bool {
		if l.a.course.Opening != "" || l.a.course.Seen == nil {
			return false
		}
		q := train.PodOf(x, l.a.course.Seen)
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
		l.sees("Incorrect.")
		l.sees(x.Tells)
		l.keys("s")
		return
	}
	l.keys(strconv.Itoa(x.Right + 1))
	l.sees("Right.")
	l.keys("enter")
	l.solves()
	l.until(x.Case+" runs", func() bool { return e.Fixed })
	l.keys("t")
	l.sees("The pod is running.")
	l.keys("enter")
}

// TestExamLeftAndResumed leaves an exam after two problems, and goes on in another session, here and in
// plain mode. R gives it up for another.
func TestExamLeftAndResumed(t *testing.T) {
	realDiagnosis(t)
	room := uitest.Classroom(t)
	l := newLearner(t, room)
	l.takesExam()
	for n := range 2 {
		l.sees(fmt.Sprintf("Problem %d of 5", n+1))
		l.problem(false)
	}
	l.sees("Problem 3 of 5")
	l.until("the cluster", func() bool { return l.a.course.Opening == "" })
	right := l.a.course.Exam.Item().Right
	l.keys(strconv.Itoa(right+1), "esc")
	l.sees("you are at problem 3 of 5")
	l.a.Writes.Wait(patience)

	room.Seed = func() uint64 { return 2 }
	again := newLearner(t, room)
	again.takesExam()
	again.sees("Problem 3 of 5")
	again.sees("Right.")
	if e := again.a.course.Exam; e.Seed != 1 || e.Result().Points != 1 || len(e.Result().Missed) == 0 {
		t.Errorf("gone on with %+v", e.Result())
	}
	if out := lineMode(t, room, "c\nx\ns\nl\nq\n"); !strings.Contains(out, "Resuming the exam that you left.") || !strings.Contains(out, "Problem 4 of 5") {
		t.Errorf("plain mode:\n%s", out)
	}
	again.keys("R")
	again.until("another exam", func() bool { return again.a.course.Opening == "" && again.a.course.Exam.Seed == 2 })
	again.sees("Problem 1 of 5")

	room.Fixed = true // --seed 3
	room.Seed = func() uint64 { return 3 }
	if out := lineMode(t, room, "c\nx\nq\n"); strings.Contains(out, "Resuming") || !strings.Contains(out, "Problem 1 of 5") {
		t.Errorf("a seed was asked for:\n%s", out)
	}
}

// takesExam opens the exam from the list of lessons.
func (l *learner) takesExam() {
	l.t.Helper()
	l.keys("t")
	l.until("the lessons", func() bool { _, ok := l.a.Top().(*train.Menu); return ok })
	l.keys("G", "k", "enter")
	l.until("the exam", func() bool { _, ok := l.a.Top().(*train.ExamPage); return ok && l.a.course.Seen != nil })
}

// lineMode plays line mode by a script.
func lineMode(t *testing.T, c *ui.Classroom, script string) string {
	t.Helper()
	var out bytes.Buffer
	b := uitest.NewBackend()
	b.Updates <- diagnose.Update{Snapshot: &diagnose.Snapshot{}, Live: true}
	err := line.Run(t.Context(), b, ui.Options{Practice: true, Context: "practice cluster", Namespace: "all namespaces", Version: "1.0.0",
		Folder: t.TempDir(), Course: c, Clock: time.Now, Input: strings.NewReader(script), Output: &out})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
