package ui

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/course"
)

// TestCourseFromFreePlay: free play stays what is shown first, and says where the course is.
func TestCourseFromFreePlay(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, theClassroom(t))
	l.sees("t: the course, a lesson for each kind of problem, and an exam")
	l.keys("t")
	l.sees("0 of 17 lessons done")
	l.sees("1 What is inside a pull secret")
	l.sees("17 One cause, many pods")
	l.keys("esc")
	l.sees("t: the course, lesson 1 of 17: What is inside a pull secret")
	if _, ok := l.a.top().(*list); !ok || l.a.inRoom() {
		t.Error("esc does not lead back to free play")
	}
	l.keys(":")
	l.types("course")
	l.keys("enter")
	l.sees("0 of 17 lessons done")
}

// TestCourseKeys: what opens a lesson leads back, one step at a time, and leaves free play as it was.
func TestCourseKeys(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, theClassroom(t))
	free := l.a.backend
	l.opens(3)
	first := l.a.backend
	if first == free || len(l.a.stack) != 2 {
		t.Fatalf("the lesson has no cluster of its own, or %d screens", len(l.a.stack))
	}
	l.a.home()
	for _, key := range []string{"q", "esc", "t"} { // from the pods all lead to the page; none leaves the program
		l.a.home()
		l.keys(key)
		if _, ok := l.a.top().(*lessonPage); !ok {
			t.Errorf("%s leads to %T", key, l.a.top())
		}
	}
	l.keys("$")
	if l.a.top().input() == nil {
		t.Error("$ opens no prompt")
	}
	l.keys("tab")
	if got := l.a.course.shell.text.text; got != l.a.lesson().Kubectl[0].Run {
		t.Errorf("tab brings %q", got)
	}
	l.keys("esc", "esc")
	if _, ok := l.a.top().(*courseMenu); !ok || l.a.inRoom() || l.a.backend != free || l.a.o.Namespace != "all namespaces" {
		t.Errorf("esc leads to %T, in a room: %v", l.a.top(), l.a.inRoom())
	}
	l.keys("G", "enter")
	l.sees("0 of 17 lessons done.")
}

func TestGlossary(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, theClassroom(t))
	l.keys("i") // the course was not opened yet
	l.until("the words", func() bool { _, ok := l.a.top().(*glossary); return ok })
	l.keys("i")
	l.opens(4) // the service account
	l.keys("i")
	g := l.a.top().(*glossary)
	names := make([]string, 0, g.here)
	for _, x := range g.terms[:g.here] {
		names = append(names, x.Name)
	}
	for _, want := range []string{"service account", "pod", "pull secret", "node"} {
		if !slices.Contains(names, want) {
			t.Errorf("%q is on the screen and not among %q", want, names)
		}
	}
	for range g.terms {
		l.sees(g.terms[g.cursor].Means)
		l.fits()
		l.keys("j")
	}
	l.keys("esc")
	if _, ok := l.a.top().(*lessonPage); !ok {
		t.Errorf("esc leads to %T", l.a.top())
	}
}

// TestCourseStart: what the command line asks for, and a progress that cannot be read.
func TestCourseStart(t *testing.T) {
	realDiagnosis(t)
	for start, want := range map[string]string{"2": "A pod without credentials", "wrong-type": "Wrong type, wrong data key", "exam": "Problem 1 of 5", "99": `no lesson "99": there are 1 to 17, names such as one-cause-many-pods, and exam`} {
		room := theClassroom(t)
		room.Start = start
		l := newLearner(t, room)
		l.run(l.a.openCourse(room.Start))
		l.sees(want)
	}
	room := theClassroom(t)
	if err := os.WriteFile(room.File, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := newLearner(t, room)
	l.keys("t")
	l.sees("is damaged")
	l.sees("0 of 17 lessons done")
}

func TestCourseThatCannotBeRead(t *testing.T) {
	realDiagnosis(t)
	room := theClassroom(t)
	room.Load = func() (*lesson.Course, error) { return lesson.Load(os.DirFS("testdata")) }
	l := newLearner(t, room)
	l.keys("t")
	l.sees("× the course cannot be read")
}

// TestSummary: after lessons and an exam the summary says what to look at again.
func TestSummary(t *testing.T) {
	c := theCourse(t)
	p := &course.Progress{Lessons: map[string]*course.Record{}}
	for i := range c.Lessons {
		*p.Of(c.Lessons[i].Case) = course.Record{Step: len(c.Lessons[i].Steps), Done: true}
	}
	text := func() string { return strings.Join(summaryLines(&courseState{course: c, progress: p}), "\n") }
	if got := text(); !strings.Contains(got, "17 of 17 lessons done.") || !strings.Contains(got, "Well done.") {
		t.Errorf("all good:\n%s", got)
	}
	p.Of("wrong-type").Wrong = map[int]int{1: 1}
	p.Exams = []course.ExamResult{{Seed: 7, Points: 8, Of: 10, Missed: []string{"wildcard-key"}}}
	for _, want := range []string{"Exam with seed 7: 8 of 10 points.", "Worth a second look:", "11  Wrong type, wrong data key (1 wrong answer)", "missed in the last exam"} {
		if got := text(); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// TestLeavingWhileWriting: leaving a lesson while a fix is carried out waits for it.
func TestLeavingWhileWriting(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, theClassroom(t))
	l.opens(5)
	l.a.writing++
	l.keys("esc")
	if !l.a.inRoom() {
		t.Error("the lesson was left while a fix was carried out")
	}
	l.a.writing--
	l.ahead.Add(int64(time.Minute))
	l.keys("esc")
	if l.a.inRoom() {
		t.Error("the lesson cannot be left")
	}
}
