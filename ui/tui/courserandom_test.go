package tui

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestCourseRandomKeys presses keys by chance, all over the course. Whatever comes of it fits on the
// screen, says that it is practice and can be left again.
func TestCourseRandomKeys(t *testing.T) {
	realDiagnosis(t)
	keys := []string{"enter", "enter", "enter", "1", "2", "3", "t", "$", "i", "h", "s", "b", "R", "esc", "esc", "j", "k", "down", "up", "g", "G", "f", "A", "A", "y", "ctrl+f", "ctrl+b",
		"tab", "?", ":", "/", "x", "r", "q", "ctrl+d", "ctrl+u", "left", "right", "space", "L", "n", "u"}
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 9))
		l := newLearner(t, uitest.Classroom(t))
		l.opens(int(seed) * 5)
		left := 0
		for i := range 1200 {
			key := keys[r.IntN(len(keys))]
			if _, free := l.a.Top().(*list.List); free && !l.a.InLesson && key == "q" {
				continue // it leaves the program
			}
			l.take(press(key))
			for range 20 {
				select {
				case msg := <-l.msgs:
					if _, ok := msg.(screen.TickMsg); ok {
						l.run(l.a.course.Look())
						l.run(tick(1))
						continue
					}
					if _, ok := msg.(tea.QuitMsg); ok {
						left++
						continue
					}
					l.take(msg)
				default:
				}
			}
			if i%10 == 0 {
				l.fits()
			}
			if top, _, _ := strings.Cut(l.screen(), "\n"); !strings.Contains(top, "practice") {
				t.Fatalf("seed %d, key %d (%s): the top line does not say that this is practice:\n%s", seed, i, key, l.screen())
			}
		}
		if left > 0 {
			t.Errorf("seed %d: the program was left %d times by a key other than q in free play", seed, left)
		}
		l.until("quiet", func() bool { return l.a.course.Opening == "" && l.a.Writing == 0 })
		l.a.Home()
		l.opens(1)
	}
}
