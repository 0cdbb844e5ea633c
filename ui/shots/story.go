package main

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// look is a terminal's own colours.
type look struct{ foreground, background, bright string }

var (
	darkLook  = look{"#c9ccd1", "#171a1f", "#ffffff"}
	lightLook = look{"#2b2f36", "#fdfdfb", "#000000"}
)

// story is one picture, or with frames at several scenes an animation; scenes
// with a name are pictures of their own.
type story struct {
	name       string
	cols, rows int
	look       look
	args       []string
	scenes     []scene
	animated   bool
}

// scene is what is typed, what must then be on the screen, and how long it is
// shown in an animation; 0 for not at all.
type scene struct {
	keys string
	wait []string
	show time.Duration
	name string // of its own picture
}

// frame is a screen as it was drawn.
type frame struct {
	ansi string
	show time.Duration
	name string
}

const (
	quiet = 600 * time.Millisecond // longer than a preview ignores keys
	late  = 40 * time.Second
)

var (
	toList    = scene{wait: []string{"● live", " failing of "}, show: 2500 * time.Millisecond}
	filter    = scene{keys: "/ns:web", wait: []string{"  3 of ", "▸ web"}, show: 1200 * time.Millisecond}
	chosen    = scene{keys: terminal.Enter, wait: []string{"clear filter"}}
	open      = scene{keys: terminal.Enter, wait: []string{"BROKEN", "confidence: certain", "Rename the registry key"}, show: 3500 * time.Millisecond}
	fix       = scene{keys: "f", wait: []string{"checks passed", "Save files"}, show: 3500 * time.Millisecond}
	apply     = scene{keys: "A", wait: []string{"Applied at", "Pods"}, show: 1200 * time.Millisecond}
	recovered = scene{wait: []string{"✓ recovered"}, show: 4500 * time.Millisecond}
)

var stories = []story{
	{name: "list", cols: 140, rows: 36, look: darkLook,
		scenes: []scene{toList, {keys: "jj", wait: []string{"▸"}}}},
	{name: "diagnosis", cols: 120, rows: 36, look: darkLook,
		scenes: []scene{toList, filter, chosen, open}},
	{name: "diagnosis-light", cols: 120, rows: 36, look: lightLook, args: []string{"--theme", "light"},
		scenes: []scene{toList, filter, chosen, open}},
	{name: "preview", cols: 100, rows: 30, look: darkLook,
		scenes: []scene{toList, filter, chosen, open, fix}},
	{name: "result", cols: 100, rows: 30, look: darkLook,
		scenes: []scene{toList, filter, chosen, open, fix, apply, recovered}},
	{name: "fix", cols: 90, rows: 27, look: darkLook,
		scenes: []scene{toList, filter, chosen, open, fix, apply, recovered}, animated: true},
}

// play runs a story and gives a frame for each scene that is shown.
func (s *story) play(program string) ([]frame, error) {
	t, err := terminal.Start(program, s.cols, s.rows, nil, append([]string{"--train", "--free"}, s.args...)...)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	var out []frame
	for _, x := range s.scenes {
		if err := t.Keys(x.keys); err != nil {
			return nil, err
		}
		if _, err := t.Wait(late, x.wait...); err != nil {
			return out, fmt.Errorf("after %q: %w", x.keys, err)
		}
		time.Sleep(quiet)
		if err := t.Redraw(); err != nil {
			return nil, err
		}
		out = append(out, frame{t.ANSI(s.look.foreground, s.look.background, s.look.bright), x.show, x.name})
	}
	return out, nil
}
