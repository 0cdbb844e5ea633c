package train

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestSummary: after lessons and an exam the summary says what to look at again.
func TestSummary(t *testing.T) {
	c := uitest.Course(t)
	p := &course.Progress{Lessons: map[string]*course.Record{}}
	for i := range c.Lessons {
		*p.Of(c.Lessons[i].Case) = course.Record{Step: len(c.Lessons[i].Steps), Done: true}
	}
	text := func() string { return strings.Join(SummaryLines(&State{Course: c, Progress: p}), "\n") }
	if got := text(); !strings.Contains(got, "18 of 18 lessons done.") || !strings.Contains(got, "Well done.") {
		t.Errorf("all good:\n%s", got)
	}
	p.Of("wrong-type").Wrong = map[int]int{1: 1}
	p.Exams = []course.ExamResult{{Seed: 7, Points: 8, Of: 10, Missed: []string{"wildcard-key"}}}
	for _, want := range []string{"Exam with seed 7: 8 of 10 points, passed.", "Worth reviewing:", "11  Wrong type, wrong data key (1 wrong answer)", "missed in the last exam"} {
		if got := text(); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
