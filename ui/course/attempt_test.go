package course

import (
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// sample is a lesson with a text, a question and a task.
func sample(name string) lesson.Lesson {
	yes := true
	return lesson.Lesson{Case: name, Namespace: "one", Steps: []lesson.Step{
		{Read: "Text."},
		{Ask: &lesson.Question{Text: "Which?", Answers: []lesson.Answer{{Text: "no", Why: "a"}, {Text: "yes", Why: "b", Right: true}}}},
		{Do: &lesson.Task{Text: "Do it.", Until: []lesson.Condition{{Pod: "web", Running: &yes}}, Hints: []string{"1", "2", "3"}}},
	}, Reactions: []lesson.Reaction{{When: []lesson.Condition{{Secret: "s", Gone: true}}, Says: "It is gone."}}}
}

func TestAttempt(t *testing.T) {
	l := sample("first")
	r := &Record{}
	a := Begin(&l, r)
	if a.Back() {
		t.Error("there is no page before the first")
	}
	if _, ok := a.Answer(0); ok || a.Hint() {
		t.Error("a text takes no answer and has no hints")
	}
	if !a.Next() || a.Next() {
		t.Error("the text goes on, the question does not")
	}
	if x, ok := a.Answer(0); !ok || x.Right || a.Solved() || a.Chosen() != 0 {
		t.Errorf("%+v %v: a wrong answer was taken for right", x, ok)
	}
	if _, ok := a.Answer(2); ok {
		t.Error("an answer that is not there")
	}
	if x, ok := a.Answer(1); !ok || !x.Right || !a.Solved() {
		t.Errorf("%+v %v", x, ok)
	}
	if !a.Next() || a.Chosen() != -1 {
		t.Error("the answered question goes on")
	}
	for range 5 {
		a.Hint()
	}
	if !slices.Equal(a.Hints(), []string{"1", "2", "3"}) {
		t.Errorf("hints %q", a.Hints())
	}
	state := lesson.State{Pods: []lesson.Pod{{Namespace: "one", Name: "web"}}, Secrets: []lesson.Secret{{Namespace: "one", Name: "s"}}}
	if says, done := a.Look(state); len(says) > 0 || done {
		t.Error("the first look is to compare with")
	}
	state.Secrets = nil
	if says, done := a.Look(state); !slices.Equal(says, []string{"It is gone."}) || done || a.Next() {
		t.Errorf("%q %v", says, done)
	}
	state.Pods[0].Running = true
	if says, done := a.Look(state); len(says) > 0 || !done {
		t.Errorf("%q %v: what was said is not said again, and the task is done", says, done)
	}
	if _, done := a.Look(state); done {
		t.Error("done twice")
	}
	if !a.Next() || a.Step() != nil || !r.Done || a.Next() {
		t.Errorf("the end: %+v", r)
	}
	if want := (Score{Questions: 1, Right: 0, Hints: 3}); ScoreOf(&l, r) != want {
		t.Errorf("score %+v, want %+v", ScoreOf(&l, r), want)
	}
}

// TestBegin: where a lesson goes on that was left.
func TestBegin(t *testing.T) {
	l := sample("x")
	l.Steps = append(l.Steps, l.Steps[1], l.Steps[2], l.Steps[0])
	for _, c := range []struct{ name, record, want int }{
		{0, 0, 0}, {0, 2, 2}, {0, 3, 2}, {0, 4, 2}, {0, 5, 5}, {0, 99, 6}, {0, -1, 0},
	} {
		r := &Record{Step: c.record}
		if Begin(&l, r); r.Step != c.want {
			t.Errorf("left at %d, goes on at %d, want %d", c.record, r.Step, c.want)
		}
	}
	r := &Record{Step: len(l.Steps), Done: true, Wrong: map[int]int{1: 2}}
	if a := Begin(&l, r); r.Step != 0 || !r.Done || r.Wrong[1] != 2 || a.Step() == nil {
		t.Errorf("a completed lesson restarts and keeps its record: %+v", r)
	}
}

func TestSkip(t *testing.T) {
	l := sample("x")
	a := Begin(&l, &Record{Step: 1})
	if a.Skip(); a.Solved() {
		t.Error("a question was skipped")
	}
	a = Begin(&l, &Record{Step: 2})
	if a.Skip(); !a.Next() || !a.Record.Done {
		t.Error("a task can be skipped")
	}
}
