package course

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

func examCourse(n int) *lesson.Course {
	c := &lesson.Course{Lessons: []lesson.Lesson{sample("first")}}
	for i := range n {
		c.Exam = append(c.Exam, lesson.Problem{Case: fmt.Sprint("case", i), Namespace: fmt.Sprint("ns", i), Pod: "web",
			Cause: fmt.Sprint("cause ", i%(n-1)), Lesson: "first"}) // two have the same cause
	}
	return c
}

func TestDraw(t *testing.T) {
	c := examCourse(12)
	drawn := map[string]bool{}
	for seed := range uint64(50) {
		e := Draw(c, seed)
		if diff := cmp.Diff(e, Draw(c, seed), cmp.AllowUnexported(Exam{})); diff != "" {
			t.Fatalf("seed %d draws two exams:\n%s", seed, diff)
		}
		if len(e.Items) != examProblems {
			t.Fatalf("%d problems", len(e.Items))
		}
		seen := map[string]bool{}
		var cases []string
		for _, x := range e.Items {
			choices := slices.Compact(slices.Sorted(slices.Values(x.Choices)))
			if seen[x.Case] || len(choices) != examChoices || x.Choices[x.Right] != x.Cause {
				t.Errorf("seed %d: %+v", seed, x)
			}
			seen[x.Case] = true
			cases = append(cases, x.Case)
		}
		drawn[fmt.Sprint(cases)] = true
	}
	if len(drawn) < 40 {
		t.Errorf("50 seeds draw %d exams", len(drawn))
	}
	if e := Draw(examCourse(3), 1); len(e.Items) != 3 || len(e.Items[0].Choices) != 2 {
		t.Errorf("a short course: %+v", e.Items)
	}
}

func TestExamPoints(t *testing.T) {
	for _, c := range []struct {
		right, fixed bool
		want         int
	}{{true, true, 10}, {true, false, 5}, {false, true, 0}, {false, false, 0}} {
		e := Draw(examCourse(12), 7)
		for e.Item() != nil {
			x := e.Item()
			runs := lesson.State{Pods: []lesson.Pod{{Namespace: x.Namespace, Name: "web-1", Running: true}}}
			if e.Look(runs) {
				t.Fatal("fixed before the cause was named")
			}
			e.Next() // nor can one go on
			answer := x.Right
			if !c.right {
				answer = (x.Right + 1) % len(x.Choices)
			}
			if !e.Answer(answer) || e.Answer(x.Right) {
				t.Fatal("one answer, not two")
			}
			if c.fixed && (!e.Look(runs) || e.Look(runs)) {
				t.Fatal("fixed once, not twice")
			}
			e.Next()
		}
		r := e.Result()
		if r.Points != c.want || r.Of != 10 || (len(r.Missed) == 1) == (c.right && c.fixed) {
			t.Errorf("%+v: %+v", c, r)
		}
		if e.Answer(0) || e.Look(lesson.State{}) {
			t.Error("there is something after the end")
		}
	}
}

// TestExamKept: an exam that is left at any place goes on there, with its points.
func TestExamKept(t *testing.T) {
	c := examCourse(12)
	e := Draw(c, 7)
	for e.Item() != nil {
		again := Resume(c, e.Kept())
		if diff := cmp.Diff(e, again, cmp.AllowUnexported(Exam{})); diff != "" {
			t.Fatalf("problem %d (-left +gone on with):\n%s", e.At, diff)
		}
		if e.Chosen < 0 {
			e.Answer((e.Item().Right + e.At%2) % len(e.Item().Choices))
			continue
		}
		e.Next()
	}
	// What was fixed of an open problem is fixed again, and counts once.
	e = Draw(c, 7)
	e.Answer(e.Item().Right)
	if !e.Look(lesson.State{Pods: []lesson.Pod{{Namespace: e.Item().Namespace, Name: "web", Running: true}}}) {
		t.Fatal("not fixed")
	}
	if again := Resume(c, e.Kept()); again.Fixed || again.Result().Points != 1 {
		t.Errorf("%+v", again)
	}
	for name, k := range map[string]*OpenExam{
		"none": nil, "behind its end": {At: 5, Chosen: -1}, "before its beginning": {At: -1, Chosen: -1}, "no such answer": {Chosen: 9}, "odd": {Chosen: -2},
		"too many points": {At: 1, Chosen: -1, Points: 9}, "less than none": {Chosen: -1, Points: -1},
	} {
		if got := Resume(c, k); got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
