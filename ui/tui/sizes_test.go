package tui

import (
	"flag"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestEverySize draws every screen at many sizes. The lines are looked at
// before the last cut in View, which would hide a line that is too wide.
func TestEverySize(t *testing.T) {
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			d := drive(t, 120, 40).reading(uitest.Snapshot(uitest.Noon))
			s.play(d)
			for w := 1; w <= 160; w += 3 {
				for h := 1; h <= 50; h += 4 {
					d.a.Width, d.a.Height = w, h
					lines := d.a.lines()
					if len(lines) > h {
						t.Fatalf("%dx%d: %d lines", w, h, len(lines))
					}
					if drawn := w >= screen.MinWidth && h >= screen.MinHeight; drawn && len(lines) != h {
						t.Fatalf("%dx%d: %d lines, want all", w, h, len(lines))
					}
					for i, l := range lines {
						if n := cell.Width(l); n > w {
							t.Fatalf("%dx%d: line %d is %d wide: %q", w, h, i, n, ansi.Strip(l))
						}
					}
				}
			}
		})
	}
}

func TestSmallWindowSaysTheSame(t *testing.T) {
	d := drive(t, 40, 12).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.shows("web-7d9f4c6b8-2xkqp: registry key\ntypo", "better at 80x24")
	d.keys("enter")
	d.shows("BROKEN: Registry key")
}

// TestRandomKeys presses random keys, in windows of any size, while the
// cluster changes.
func TestRandomKeys(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := func() []string {
		var out []string
		for _, p := range uitest.FixturePods {
			if r.IntN(3) == 0 {
				out = append(out, p.Name)
			}
		}
		return out
	}
	d := drive(t, 80, 24, func(o *ui.Options) { o.Context = "eks-prod" }).reading(uitest.Snapshot(uitest.Noon))
	d.random(r, 10_000, 50, func() {
		d.clock.Pass(time.Duration(r.IntN(900)) * time.Millisecond)
		d.reading(uitest.Snapshot(d.clock.T, names()...))
	})
}

// manyKeys are few enough for every day; before a release: -keys 50000.
var manyKeys = flag.Int("keys", 3000, "how many random keys are pressed on the practice cluster")

// TestRandomKeysInPractice does the same on the practice cluster, where fixes
// are really applied.
func TestRandomKeysInPractice(t *testing.T) {
	d := practiceDriver(t, 80, 24)
	d.catchUp()
	d.random(rand.New(rand.NewPCG(3, 4)), *manyKeys, 500, d.catchUp)
}

// random presses n keys in windows of any size; after so many, more lets the
// cluster go on.
func (d *driver) random(r *rand.Rand, n, every int, more func()) {
	keys := []string{"up", "down", "left", "right", "enter", "enter", "esc", "tab", "j", "k", "g", "G", "f", "n", "N", "A", "A", "T", "s", "S", "v", "1", "2", "y", "u", "c", "e", "w", "x", "C", "d",
		"/", "?", ":", "q", "r", "L", "0", "x", "!", "space", "backspace", "ctrl+d", "ctrl+u", "ctrl+b", "ctrl+n", "ctrl+p", "ctrl+t", "ctrl+f",
		"ctrl+w", "shift+tab", "home", "end", "pgup", "pgdown", "é", "h", "l"}
	var last []string
	defer func() {
		if p := recover(); p != nil {
			d.t.Fatalf("%v, after %s\n%s", p, strings.Join(last[max(len(last)-30, 0):], " "), debug.Stack())
		}
	}()
	for i := range n {
		k := keys[r.IntN(len(keys))]
		last = append(last[max(len(last)-30, 0):], k)
		d.keys(k)
		if i%7 == 0 {
			d.clock.Pass(time.Duration(r.IntN(900)) * time.Millisecond)
			d.tick()
		}
		if i%every == 0 {
			more()
		}
		if i%100 == 0 {
			d.send(tea.MouseClickMsg{X: r.IntN(161), Y: r.IntN(51), Button: tea.MouseLeft})
			d.send(tea.MouseWheelMsg{Button: []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[r.IntN(2)]})
		}
		if i%50 == 0 {
			d.send(tea.PasteMsg{Content: " ns:shop\x1b[31m\n"})
		}
		if i%20 == 0 {
			d.send(tea.WindowSizeMsg{Width: r.IntN(161), Height: r.IntN(51)})
		}
		if i%3 == 0 {
			d.a.View()
			d.fits(d.a.Width, d.a.Height)
		}
	}
	if len(d.a.Stack) == 0 {
		d.t.Fatal("no screen is left")
	}
}

// TestHostileNames: whatever a name contains must not reach the terminal as a
// command, nor break a line.
func TestHostileNames(t *testing.T) {
	s := uitest.Snapshot(uitest.Noon)
	s.Pods[4].Name = "web\x1b]0;owned\a\x1b[2J\nsecond"
	d := drive(t, 80, 24).reading(s)
	d.keys("/", "o", "w", "n", "e", "d", "enter")
	for _, open := range []string{"", "enter", "enter"} {
		if open != "" {
			d.keys(open)
		}
		content := d.a.View().Content
		for _, bad := range []string{"\x1b]", "\x1b[2J", "\a"} {
			if strings.Contains(content, bad) {
				t.Errorf("the screen has %q in it", bad)
			}
		}
		if n := strings.Count(content, "\n"); n != 23 {
			t.Errorf("%d lines, want 24", n+1)
		}
	}
}
