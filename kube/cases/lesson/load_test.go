package lesson

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose/glossary"
)

func TestLoad(t *testing.T) {
	c, err := Load(os.DirFS("testdata/good"))
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	want := &Course{
		Lessons: []Lesson{{Case: "first", Title: "The first", Goal: "Know one thing.", Namespace: "one", Real: "The same.", Steps: []Step{
			{Read: "Some text."},
			{Ask: &Question{Text: "Which?", Answers: []Answer{{Text: "This", Why: "Because.", Right: true}, {Text: "That", Why: "No."}}}},
			{Do: &Task{Text: "Fix it.", Until: []Condition{{Pod: "web", Running: &yes}}, Hints: []string{"a", "b", "c"}, Fix: "Like so.", Way: []string{"kubectl get pods"}}},
		}}},
		Exam:  []Problem{{Case: "second", Namespace: "two", Pod: "web", Cause: "A cause", Tells: "What tells it", Lesson: "first"}},
		Terms: glossary.Terms(),
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLoadRefuses: a mistake in a text is found when it is read, and its place is named.
func TestLoadRefuses(t *testing.T) {
	lesson, err := os.ReadFile("testdata/good/first/lesson.yaml")
	if err != nil {
		t.Fatal(err)
	}
	course, err := os.ReadFile("testdata/good/course.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, file, old, new, want string
	}{
		{"a field that is not known", "first/lesson.yaml", "goal:", "gaol:", `first/lesson.yaml`},
		{"the same", "first/lesson.yaml", "goal:", "gaol:", `unknown field "gaol"`},
		{"nothing to learn", "first/lesson.yaml", "goal: Know one thing.", "goal: ''", "first/lesson.yaml: goal is empty"},
		{"two right answers", "first/lesson.yaml", "{text: That, why: No.}", "{text: That, why: No., right: true}", "steps[1].ask.answers: 2 are right, must be one"},
		{"no right answer", "first/lesson.yaml", ", right: true", "", "steps[1].ask.answers: 0 are right"},
		{"a why twice", "first/lesson.yaml", "why: No.", "why: Because.", "steps[1].ask.answers[1]: must have a text and a why of its own"},
		{"too few hints", "first/lesson.yaml", "[a, b, c]", "[a]", "steps[2].do.hints: 1, must be at least 3"},
		{"no way", "first/lesson.yaml", "way: [kubectl get pods]", "way: []", "steps[2].do.way is empty"},
		{"a condition about nothing", "first/lesson.yaml", "{pod: web, running: true}", "{running: true}", "steps[2].do.until[0]: a condition must be about one of"},
		{"a page of two kinds", "first/lesson.yaml", "- read: Some text.\n- ask:", "- read: Some text.\n  ask:", "steps[0]: must have exactly one of read, ask and do"},
		{"a lesson twice", "course.yaml", "[first]", "[first, first]", "course.yaml: lessons: first occurs twice"},
		{"a lesson that is not there", "course.yaml", "lessons: [first]", "lessons: [nowhere]", "nowhere/lesson.yaml"},
		{"an exam without a cause", "course.yaml", "cause: A cause", "cause: ''", "exam[0]: must have case"},
		{"an exam of another lesson", "course.yaml", "lesson: first", "lesson: nowhere", `there is no lesson "nowhere"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"first/lesson.yaml": string(lesson), "course.yaml": string(course)}
			changed := strings.Replace(files[c.file], c.old, c.new, 1)
			if changed == files[c.file] {
				t.Fatalf("%q is not in %s", c.old, c.file)
			}
			files[c.file] = changed
			fsys := fstest.MapFS{}
			for name, text := range files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			_, err := Load(fsys)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q in it", err, c.want)
			}
		})
	}
}

func TestClaimsAreChecked(t *testing.T) {
	for want, c := range map[string]Claim{
		".play[0]: must have exactly one": {Says: "x", Play: []Act{{Run: "a", Until: &Condition{Pod: "p"}}}},
		".play checks nothing":            {Says: "x", Play: []Act{{Run: "a"}}},
		"says and play":                   {Says: "x"},
		"one of pod, secret, account?":    {Says: "x", Play: []Act{{Holds: &Condition{Pod: "p", Secret: "s"}}}},
	} {
		err := c.check()
		if want = strings.TrimSuffix(strings.Replace(want, "secret, account?", "secret and account", 1), "?"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q in it", c, err, want)
		}
	}
	good := Claim{Says: "x", Play: []Act{{Run: "a", Shows: "b"}, {Holds: &Condition{Account: "default"}}}}
	if err := good.check(); err != nil {
		t.Error(err)
	}
}
