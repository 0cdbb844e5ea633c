package course

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

func TestLookAgain(t *testing.T) {
	c := &lesson.Course{}
	for _, name := range []string{"good", "wrong", "hints", "some-hints", "missed", "never"} {
		c.Lessons = append(c.Lessons, sample(name))
	}
	p := &Progress{Lessons: map[string]*Record{
		"good":       {Step: 3, Done: true},
		"wrong":      {Step: 2, Wrong: map[int]int{1: 2}},
		"hints":      {Step: 3, Done: true, Hints: map[int]int{2: 3}},
		"some-hints": {Step: 3, Done: true, Hints: map[int]int{2: 2}},
		"missed":     {Step: 3, Done: true},
	}, Exams: []ExamResult{{Missed: []string{"good"}}, {Missed: []string{"missed"}}}}
	want := []Again{{1, "2 wrong answers"}, {2, "every hint was needed"}, {4, "missed in the last exam"}}
	if diff := cmp.Diff(want, LookAgain(c, p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if Next(c, p) != 1 || Finished(c, p) != 4 {
		t.Errorf("goes on at %d, %d finished", Next(c, p), Finished(c, p))
	}
	if p.Started("never") || !p.Started("wrong") {
		t.Error("started")
	}
	p.Of("wrong").Done, p.Of("never").Done = true, true
	if Next(c, p) != 0 {
		t.Error("all are done: the first comes again")
	}
}

func TestMentioned(t *testing.T) {
	terms := []lesson.Term{{Name: "node"}, {Name: "registry", Also: []string{"registries"}}, {Name: "auth"}, {Name: "pull secret"}}
	got, n := Mentioned(terms, "Two Registries, three nodes; the author of a Pull secret")
	var names []string
	for _, x := range got {
		names = append(names, x.Name)
	}
	if diff := cmp.Diff([]string{"node", "registry", "pull secret", "auth"}, names); diff != "" || n != 3 {
		t.Errorf("%d are there (-want +got):\n%s", n, diff)
	}
	if _, n := Mentioned(terms, ""); n != 0 {
		t.Errorf("%d in nothing", n)
	}
}
