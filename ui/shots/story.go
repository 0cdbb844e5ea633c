package main

import (
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// look is a terminal's own colours.
type look struct{ foreground, background, bright string }

var (
	darkLook  = look{"#c9ccd1", "#171a1f", "#ffffff"}
	lightLook = look{"#2b2f36", "#fdfdfb", "#000000"}
)

// story is one picture, or with frames at several scenes an animation.
type story struct {
	name       string
	cols, rows int
	look       look
	args       []string
	scenes     []scene
}

// scene is what is typed, what must then be on the screen, and how long it is
// shown in an animation; 0 for not at all.
type scene struct {
	keys string
	wait []string
	show time.Duration
}

// frame is a screen as it was drawn.
type frame struct {
	ansi string
	show time.Duration
}

const (
	quiet = 600 * time.Millisecond // longer than a preview ignores keys
	late  = 40 * time.Second
)

var (
	toList = scene{wait: []string{"● live", " failing of "}, show: 2500 * time.Millisecond}
	filter = scene{keys: "/ns:web", wait: []string{"  3 of ", "▸ web"}, show: 1200 * time.Millisecond}
	chosen = scene{keys: terminal.Enter, wait: []string{"clear filter"}}
	open   = scene{keys: terminal.Enter, wait: []string{"BROKEN", "confidence: certain", "Rename the registry key"}, show: 3500 * time.Millisecond}
	fix    = scene{keys: "f", wait: []string{"checks passed", "Save files"}, show: 3500 * time.Millisecond}
	apply  = scene{keys: "y", wait: []string{"Applied at", "Pods"}, show: 1200 * time.Millisecond}
	healed = scene{wait: []string{"✓ healed"}, show: 4500 * time.Millisecond}
)

var stories = []story{
	{"list", 120, 32, darkLook, nil, []scene{toList, {keys: "jj", wait: []string{"▸"}}}},
	{"diagnosis", 120, 36, darkLook, nil, []scene{toList, filter, chosen, open}},
	{"diagnosis-light", 120, 36, lightLook, []string{"--theme", "light"}, []scene{toList, filter, chosen, open}},
	{"preview", 100, 30, darkLook, nil, []scene{toList, filter, chosen, open, fix}},
	{"result", 100, 30, darkLook, nil, []scene{toList, filter, chosen, open, fix, apply, healed}},
	{"fix", 90, 27, darkLook, nil, []scene{toList, filter, chosen, open, fix, apply, healed}},
}

// play runs a story and gives a frame for each scene that is shown.
func (s *story) play(program string) ([]frame, error) {
	t, err := terminal.Start(program, s.cols, s.rows, nil, append([]string{"--train"}, s.args...)...)
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
			return nil, err
		}
		time.Sleep(quiet)
		if err := t.Redraw(); err != nil {
			return nil, err
		}
		out = append(out, frame{t.ANSI(s.look.foreground, s.look.background, s.look.bright), x.show})
	}
	return out, nil
}
