package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// help lists every key of the screen it was opened on by what one wants to do,
// with the reason where one is disabled.
type help struct {
	a    *program
	over screen.Screen
	text *screen.Pager
}

func newHelp(a *program) *help { return &help{a: a, over: a.Top(), text: screen.NewPager(a.Env)} }

func (h *help) Place() []string        { return append(h.over.Place(), "help") }
func (h *help) Status() string         { return h.a.Options.Version }
func (h *help) Input() *screen.Input   { return h.text.Input() }
func (h *help) Update(tea.Msg) tea.Cmd { return nil }

func (h *help) Actions() []screen.Action {
	out := h.text.Actions()
	if h.text.Typing() {
		return out
	}
	out = append(out, screen.Action{Key: screen.KeyHelp, Help: "close", Do: func() tea.Cmd { h.a.Pop(); return nil }},
		screen.CopyAction(h.a.Env, "the keys", func() []string { return h.lines(100) }))
	return append(out, h.text.FindActions()...)
}

// lines are the keys by task, those of the screen before those of everywhere.
func (h *help) lines(w int) []string {
	th := h.a.Theme
	all := append(h.a.Keys.Bind(h.over.Actions()), h.a.others(h.over)...)
	var out []string
	for _, task := range screen.Tasks {
		var lines []string
		for _, a := range all {
			if a.Task() == task && a.Help != "" {
				lines = append(lines, h.key(a, w)...)
			}
		}
		if len(lines) > 0 {
			out = append(append(append(out, th.Strong.Render(" "+string(task))), lines...), "")
		}
	}
	out = append(out, th.Strong.Render(" Symbols"),
		"   "+th.OK.Render("✓ ok")+"       checked and fine",
		"   "+th.Broken.Render("× BROKEN")+"   the link that stops the pull",
		"   "+th.Warning.Render("! risk")+"     works now but will fail later",
		"   ? unsure   cannot tell from here; the reason is next to it",
		"   – skipped  does not matter for this pull",
		"   → at the source  a fix that belongs where the object comes from: Git, Helm, an operator")
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return out
}

// key is one key with what it does.
func (h *help) key(a screen.Action, w int) []string {
	text := a.Sentence()
	if a.Writes() {
		text += " (changes the cluster)"
	}
	if a.Disabled != "" {
		text += ". Not now: " + a.Disabled
	}
	key := "   " + cell.Pad(a.Name(), 10) + " "
	lines := cell.Hang(key, text, w-1)
	for i, l := range lines {
		rest, named := strings.CutPrefix(l, key)
		switch {
		case a.Disabled != "":
			lines[i] = h.a.Theme.Faint.Render(l)
		case i == 0 && named:
			lines[i] = h.a.Theme.Accent.Render(key) + rest
		}
	}
	return lines
}

func (h *help) View(w, height int) []string { return h.text.View(h.lines(w), w, height) }

func (h *help) Text() ([]string, int) { return h.lines(h.a.Width), 0 }
