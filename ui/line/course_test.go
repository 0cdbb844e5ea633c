package line

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/train"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// practice plays plain mode by a script.
func practice(t *testing.T, c *ui.Classroom, script string) string {
	t.Helper()
	var out bytes.Buffer
	b := uitest.NewBackend()
	b.Updates <- diagnose.Update{Snapshot: &diagnose.Snapshot{}, Live: true}
	err := Run(t.Context(), b, ui.Options{Practice: true, Context: "practice cluster", Namespace: "all namespaces", Version: "1.0.0",
		Folder: t.TempDir(), Course: c, Clock: time.Now, Input: io.NopCloser(strings.NewReader(script)), Output: &out})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestCourse goes through the whole course in plain mode: every other lesson with a wrong answer
// first, fixed by kubectl or by the program's own fix.
func TestCourse(t *testing.T) {
	realDiagnosis(t)
	c := uitest.Course(t)
	var script strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&script, format+"\n", args...) }
	line("c")
	for i, l := range c.Lessons {
		line("%d", i+1)
		for _, s := range l.Steps {
			switch {
			case s.Ask != nil:
				if i%2 == 1 {
					line("%d", (s.Ask.Right()+1)%len(s.Ask.Answers)+1)
				}
				line("%d", s.Ask.Right()+1)
			case s.Do != nil && i%4 == 0:
				for _, way := range s.Do.Way {
					line("%s", way)
				}
				line("")
			case s.Do != nil:
				line("h")
				for _, way := range s.Do.Way {
					line("%s", way)
				}
				line("")
			}
			line("")
		}
	}
	line("s")
	line("w")
	line("q")
	room := uitest.Classroom(t)
	out := practice(t, room, script.String())
	for _, l := range c.Lessons {
		for _, want := range []string{l.Title, l.Goal, l.Kubectl[0].Look} {
			if !strings.Contains(out, strings.TrimSpace(want)) {
				t.Errorf("%s: not said: %s", l.Case, want)
			}
		}
	}
	if n := strings.Count(out, "The lesson is done."); n != len(c.Lessons) {
		t.Errorf("%d of %d lessons came to their end:\n%s", n, len(c.Lessons), tail(out))
	}
	if !strings.Contains(out, "Worth reviewing:") || !strings.Contains(out, "back-off: ") {
		t.Errorf("no summary or no words:\n%s", tail(out))
	}
	p, err := course.Read(room.File)
	if err != nil || course.Finished(c, p) != len(c.Lessons) {
		t.Errorf("%v; %d lessons kept as done", err, course.Finished(c, p))
	}
}

func tail(s string) string { return s[max(len(s)-3000, 0):] }

// TestFixAndExam fixes a lesson by the program's own fix, and takes an exam.
func TestFixAndExam(t *testing.T) {
	realDiagnosis(t)
	c := uitest.Course(t)
	at := course.Named(c, "port-mismatch")
	var script strings.Builder
	fmt.Fprintf(&script, "\n%d\n\np\n1\n1\ny\n\n\n\n", c.Lessons[at].Steps[1].Ask.Right()+1) // read, question, task
	fmt.Fprintf(&script, "kubectl -n data create secret docker-registry x --docker-username=a --docker-password=hush-4711\n%d\n\n", c.Lessons[at].Steps[3].Ask.Right()+1)
	room := uitest.Classroom(t)
	room.Start = "port-mismatch"
	e := course.Draw(c, 1)
	script.WriteString("x\n")
	for _, x := range e.Items {
		fmt.Fprintf(&script, "%d\ns\n", x.Right+1)
	}
	script.WriteString("q\n")
	out := practice(t, room, script.String())
	for _, want := range []string{"Lesson 6 of 18", "Preview: Rename the registry key", "Done. Store the credentials", "The lesson is done. 2 of 2 questions right",
		"Problem 5 of 5", fmt.Sprintf("%d of 10 points.", len(e.Items)), "--lesson exam --seed 1"} {
		if !strings.Contains(out, want) {
			t.Errorf("not said: %s", want)
		}
	}
	if strings.Contains(out, "hush-4711") || !strings.Contains(out, "secret/x created") {
		t.Error("a typed password is repeated")
	}
	if t.Failed() {
		t.Log(out)
	}
}

// TestNamesNoKeys: in plain mode no lesson speaks of keys of the screens.
func TestNamesNoKeys(t *testing.T) {
	c := uitest.Course(t)
	for i := range c.Lessons {
		l := &c.Lessons[i]
		texts := []string{l.Real}
		for _, s := range l.Steps {
			texts = append(texts, s.Read)
			if s.Ask != nil {
				texts = append(texts, s.Ask.Text)
				for _, a := range s.Ask.Answers {
					texts = append(texts, a.Text, a.Why)
				}
			}
			if s.Do != nil {
				texts = append(append(texts, s.Do.Text, s.Do.Fix), s.Do.Hints...)
			}
		}
		for _, r := range l.Reactions {
			texts = append(texts, r.Says)
		}
		for _, text := range texts {
			said := inTypedWords(train.Paragraphs(text))
			for _, key := range []string{"Press f", "press f", "ctrl+", "ress $", "$ opens", "ress R", "ress tab", "with enter", "A applies", "in the prompt"} {
				if strings.Contains(said, key) {
					t.Errorf("%s: %q in: %s", l.Case, key, said)
				}
			}
		}
	}
}

// TestTakesWhatPeopleType: a $ in front, k for kubectl, the letters of the screens' keys.
func TestTakesWhatPeopleType(t *testing.T) {
	realDiagnosis(t)
	out := practice(t, uitest.Classroom(t), "t\n1\n$\n$ kubectl get ns\nk get nodes\ni back-off\n?\nwhat\nl\nq\n")
	for _, want := range []string{"Lesson 1 of 18", "Type kubectl commands here, for example", "nightly       Active", "practice-node", "back-off: The wait", "It understands:",
		`Not understood: "what".`} {
		if !strings.Contains(out, want) {
			t.Errorf("not said: %s\n%s", want, tail(out))
		}
	}
	room := uitest.Classroom(t)
	room.Start = "99"
	if out := practice(t, room, "q\n"); !strings.Contains(out, `There is no lesson "99": there are 1 to 18, names such as`) {
		t.Errorf("a lesson that is not there:\n%s", tail(out))
	}
}
