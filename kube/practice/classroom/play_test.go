package classroom

import (
	"os"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/practice"
)

const (
	// quick makes the first back-off a tenth of a second, and the longest three seconds.
	quick = 100

	// calm leaves time between two tries, for claims about what does not happen meanwhile.
	calm = 20
)

func course(t *testing.T) *lesson.Course {
	t.Helper()
	c, err := lesson.Load(os.DirFS("../../../testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open opens a room for one lesson, and closes it with the test.
func open(t *testing.T, name string, speed float64) *Room {
	t.Helper()
	r, err := Open(t.Context(), os.DirFS("../../../testdata/cases"), practice.Options{Speed: speed, Only: []string{name}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// TestClaims plays every statement that a lesson makes about behaviour.
func TestClaims(t *testing.T) {
	for _, l := range course(t).Lessons {
		for _, c := range l.Claims {
			t.Run(l.Case+"/"+c.Says, func(t *testing.T) {
				t.Parallel()
				if err := open(t, l.Case, calm).Stage(calm).Prove(t.Context(), l.Namespace, c); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestWay solves every lesson with its kubectl commands.
func TestWay(t *testing.T) {
	for _, l := range course(t).Lessons {
		t.Run(l.Case, func(t *testing.T) {
			s := open(t, l.Case, quick).Stage(quick)
			for _, step := range l.Steps {
				if step.Do == nil {
					continue
				}
				play := lesson.Claim{Says: step.Do.Text}
				for _, run := range step.Do.Way {
					play.Play = append(play.Play, lesson.Act{Run: run})
				}
				for i := range step.Do.Until {
					play.Play = append(play.Play, lesson.Act{Until: &step.Do.Until[i]})
				}
				if err := s.Prove(t.Context(), l.Namespace, play); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestCommands runs the commands that show the problem.
func TestCommands(t *testing.T) {
	for _, l := range course(t).Lessons {
		t.Run(l.Case, func(t *testing.T) {
			s := open(t, l.Case, quick).Stage(quick)
			for _, c := range l.Kubectl {
				play := lesson.Claim{Says: c.Look, Play: []lesson.Act{{Run: c.Run, Shows: c.Shows}}}
				if err := s.Prove(t.Context(), l.Namespace, play); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// patiently does something again and again until it need not.
func patiently(t *testing.T, times int, do func(), enough ...func() bool) {
	t.Helper()
	for range times {
		do()
		if len(enough) > 0 && enough[0]() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}
