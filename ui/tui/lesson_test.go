package tui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestLessonsRight plays every lesson to its end with the right answers, and fixes it with the
// program's own keys where the program has a fix.
func TestLessonsRight(t *testing.T) {
	realDiagnosis(t)
	c := uitest.Course(t)
	for i := range c.Lessons {
		t.Run(c.Lessons[i].Case, func(t *testing.T) {
			t.Parallel()
			l := newLearner(t, uitest.Classroom(t))
			l.opens(i)
			l.play(i, false)
			if s := course.ScoreOf(&c.Lessons[i], l.a.course.Attempt.Record); s.Right != s.Questions || s.Hints != 0 {
				t.Errorf("all right, and the score is %+v", s)
			}
			if again := course.LookAgain(c, l.a.course.Progress); len(again) != 0 {
				t.Errorf("all right, and to be looked at again: %+v", again)
			}
		})
	}
}

// TestLessonsWrong plays every lesson with every wrong answer and every hint, and fixes it with
// kubectl.
func TestLessonsWrong(t *testing.T) {
	realDiagnosis(t)
	c := uitest.Course(t)
	for i := range c.Lessons {
		t.Run(c.Lessons[i].Case, func(t *testing.T) {
			t.Parallel()
			l := newLearner(t, uitest.Classroom(t))
			l.opens(i)
			l.play(i, true)
			if s := course.ScoreOf(&c.Lessons[i], l.a.course.Attempt.Record); s.Right != 0 || s.Hints < 3 {
				t.Errorf("all wrong, and the score is %+v", s)
			}
			if again := course.LookAgain(c, l.a.course.Progress); len(again) != 1 || again[0].At != i {
				t.Errorf("all wrong, and to be looked at again: %+v", again)
			}
		})
	}
}

// play goes through a lesson.
func (l *learner) play(i int, wrong bool) {
	l.t.Helper()
	x := &l.a.course.Course.Lessons[i]
	for n, s := range x.Steps {
		if top, _, _ := strings.Cut(l.screen(), "\n"); !strings.Contains(top, "practice") {
			l.t.Fatalf("the top line does not say that this is practice:\n%s", l.screen())
		}
		l.fits()
		l.until(fmt.Sprintf("page %d", n), func() bool { return l.a.course.Attempt.Record.Step == n })
		switch {
		case s.Ask != nil:
			l.answers(s.Ask, wrong)
		case s.Do != nil:
			l.does(s.Do, wrong)
		default:
			l.sees(lastWords(s.Read))
		}
		l.keys("enter")
	}
	l.fits()
	l.sees("The lesson is done.")
	l.sees(lastWords(x.Real))
	for _, k := range x.Kubectl {
		l.sees(k.Look)
	}
	if !l.a.course.Progress.Lessons[x.Case].Done {
		l.t.Error("the lesson is not kept as done")
	}
}

// lastWords are the end of a text, which is on the screen only if all of it was drawn.
func lastWords(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[max(len(words)-6, 0):], " ")
}

func (l *learner) answers(q *lesson.Question, wrong bool) {
	l.t.Helper()
	if wrong {
		for i, a := range q.Answers {
			if !a.Right {
				l.keys(strconv.Itoa(i + 1))
				l.sees("Not quite.")
				l.sees(a.Why)
				l.keys("enter") // answers again; one cannot go on
				if l.a.course.Attempt.Solved() {
					l.t.Fatalf("a wrong answer was taken: %s", a.Text)
				}
			}
		}
	}
	l.keys(strconv.Itoa(q.Right() + 1))
	l.sees("Right.")
	l.sees(q.Answers[q.Right()].Why)
}

func (l *learner) does(d *lesson.Task, wrong bool) {
	l.t.Helper()
	if wrong {
		for _, h := range d.Hints {
			l.keys("h")
			l.sees(h)
		}
	}
	l.keys("enter") // to the cluster
	if _, ok := l.a.Top().(*list.List); !ok {
		l.t.Fatalf("enter leads to %T, want the pods", l.a.Top())
	}
	if d.Key && !wrong {
		l.solves()
	} else {
		l.kubectl(d.Way...)
	}
	l.until("the task is done", l.a.course.Attempt.Solved)
	l.keys("t")
	l.sees(d.Fix)
}

// TestLessonLeftAndResumed leaves a lesson in its middle and goes on in another session.
func TestLessonLeftAndResumed(t *testing.T) {
	realDiagnosis(t)
	room := uitest.Classroom(t)
	l := newLearner(t, room)
	l.opens(1)
	l.keys("enter")
	l.until("page 1", func() bool { return l.a.course.Attempt.Record.Step == 1 })
	l.keys("1")
	l.keys("esc")
	l.sees("· 2 A pod without credentials")
	l.a.Writes.Wait(patience)
	again := newLearner(t, room)
	again.opens(1)
	again.sees("What does the node do?")
	if n := again.a.course.Attempt.Record.Wrong[1]; n != 1 {
		t.Errorf("%d wrong answers kept, want 1", n)
	}
	again.keys("R") // from its beginning
	again.until("the first page", func() bool {
		return again.a.course.Opening == "" && again.a.course.Attempt.Record.Step == 0
	})
}

// TestLessonReacts: a wrong fix has its true consequence, and the lesson says so.
func TestLessonReacts(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	at := course.Named(uitest.Course(t), "attached-after-start")
	l.opens(at)
	l.kubectl(`kubectl -n api patch serviceaccount default -p '{"imagePullSecrets":[{"name":"second"}]}'`)
	l.sees("The list was replaced, not added to.")
	l.opens(course.Named(uitest.Course(t), "secret-in-other-namespace"))
	l.kubectl("kubectl -n billing delete pod invoices")
	l.sees("The pod is gone, and nothing recreates it.")
}

// TestPromptHidesPasswords: a password at the prompt is not kept on the screen or in the history.
func TestPromptHidesPasswords(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	l.opens(0)
	l.kubectl("kubectl -n nightly create secret docker-registry x --docker-username=a --docker-password=hush-hush-4711")
	l.keys("$", "up")
	if s := l.everything(); strings.Contains(s, "hush-hush-4711") || !strings.Contains(s, "secret/x created") {
		t.Errorf("the screen:\n%s", s)
	}
}

// TestPromptRecalls: a line from the history has no password, and is not run without one. At the
// prompt t is a letter, so the way back begins with esc.
func TestPromptRecalls(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	l.opens(0)
	l.kubectl("kubectl -n nightly create secret docker-registry x --docker-username=a --docker-password=hush")
	l.keys("$", "up", "enter")
	l.sees("The history does not keep the password.")
	l.sees("esc, then t: back to the page")
	l.sees("The lesson is in namespace nightly: kubectl -n nightly ...")
	l.keys("esc")
	l.keys("enter")
	if s := l.screen(); strings.Contains(s, "esc, then t") || !strings.Contains(s, "$ kubectl") || !strings.Contains(s, "i glossary") {
		t.Errorf("the page names other keys:\n%s", s)
	}
}
