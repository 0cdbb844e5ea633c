package tui

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/train"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestCourseFromFreePlay: free play stays what is shown first, and says where the course is.
func TestCourseFromFreePlay(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	l.sees("t: the course, a lesson for each kind of problem, and an exam")
	l.keys("t")
	l.sees("0 of 18 lessons done")
	l.sees("1 What is inside a pull secret")
	l.sees("18 One cause, many pods")
	l.keys("esc")
	l.sees("t: the course, lesson 1 of 18: What is inside a pull secret")
	if _, ok := l.a.Top().(*list.List); !ok || l.a.InLesson {
		t.Error("esc does not lead back to free play")
	}
	l.keys(":")
	l.types("course")
	l.keys("enter")
	l.sees("0 of 18 lessons done")
}

// TestCourseKeys: what opens a lesson leads back, one step at a time, and leaves free play as it was.
func TestCourseKeys(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	free := l.a.Backend
	l.opens(3)
	first := l.a.Backend
	if first == free || len(l.a.Stack) != 2 {
		t.Fatalf("the lesson has no cluster of its own, or %d screens", len(l.a.Stack))
	}
	l.a.Home()
	for _, key := range []string{"q", "esc", "t"} { // from the pods all lead to the page; none leaves the program
		l.a.Home()
		l.keys(key)
		if _, ok := l.a.Top().(*train.LessonPage); !ok {
			t.Errorf("%s leads to %T", key, l.a.Top())
		}
	}
	l.keys("$")
	if l.a.Top().Input() == nil {
		t.Error("$ opens no prompt")
	}
	l.keys("tab")
	if got := l.a.Top().Input().Value; got != l.a.course.Lesson().Kubectl[0].Run {
		t.Errorf("tab brings %q", got)
	}
	l.keys("esc", "esc")
	if _, ok := l.a.Top().(*train.Menu); !ok || l.a.InLesson || l.a.Backend != free || l.a.Options.Namespace != "all namespaces" {
		t.Errorf("esc leads to %T, in a room: %v", l.a.Top(), l.a.InLesson)
	}
	l.keys("G", "enter")
	l.sees("0 of 18 lessons done.")
}

// Outside of practice, i explains the words of the screen as well.
func TestGlossaryOutsideOfPractice(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter")
	d.keys("i")
	if g, ok := d.a.Top().(*train.Glossary); !ok || g.Here == 0 || len(g.Terms) < 30 {
		t.Fatalf("%T", d.a.Top())
	}
	d.shows("registry", "pull secret")
	d.keys("i")
	d.shows("× BROKEN")
}

func TestGlossary(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	l.keys("i") // the course was not opened yet
	l.until("the words", func() bool { _, ok := l.a.Top().(*train.Glossary); return ok })
	l.keys("i")
	l.opens(4) // the service account
	l.keys("i")
	g := l.a.Top().(*train.Glossary)
	names := make([]string, 0, g.Here)
	for _, x := range g.Terms[:g.Here] {
		names = append(names, x.Name)
	}
	for _, want := range []string{"service account", "pod", "pull secret", "node"} {
		if !slices.Contains(names, want) {
			t.Errorf("%q is on the screen and not among %q", want, names)
		}
	}
	for _, x := range g.Terms {
		l.sees(x.Means)
		l.fits()
		l.keys("j")
	}
	l.keys("esc")
	if _, ok := l.a.Top().(*train.LessonPage); !ok {
		t.Errorf("esc leads to %T", l.a.Top())
	}
}

// TestCourseStart: what the command line asks for, and a progress that cannot be read.
func TestCourseStart(t *testing.T) {
	realDiagnosis(t)
	for start, want := range map[string]string{"2": "A pod without credentials", "wrong-type": "Wrong type, wrong data key", "exam": "Problem 1 of 5", "99": `no lesson "99": there are 1 to 18, names such as one-cause-many-pods, and exam`} {
		room := uitest.Classroom(t)
		room.Start = start
		l := newLearner(t, room)
		l.run(l.a.course.Open(room.Start))
		l.sees(want)
	}
	room := uitest.Classroom(t)
	if err := os.WriteFile(room.File, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := newLearner(t, room)
	l.keys("t")
	l.sees("is damaged")
	l.sees("0 of 18 lessons done")
}

func TestCourseThatCannotBeRead(t *testing.T) {
	realDiagnosis(t)
	room := uitest.Classroom(t)
	room.Load = func() (*lesson.Course, error) { return lesson.Load(os.DirFS("testdata")) }
	l := newLearner(t, room)
	l.keys("t")
	l.sees("× cannot read the course")
}

// TestLeavingWhileWriting: leaving a lesson while a fix is applied waits for it.
func TestLeavingWhileWriting(t *testing.T) {
	realDiagnosis(t)
	l := newLearner(t, uitest.Classroom(t))
	l.opens(5)
	l.a.Writing++
	l.keys("esc")
	if !l.a.InLesson {
		t.Error("the lesson was left while a fix was applied")
	}
	l.a.Writing--
	l.ahead.Add(int64(time.Minute))
	l.keys("esc")
	if l.a.InLesson {
		t.Error("the lesson cannot be left")
	}
}
