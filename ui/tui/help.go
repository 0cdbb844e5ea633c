package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// help lists every key of the screen it was opened on, with the reason where
// one is disabled.
type help struct {
	a      *program
	over   screen.Screen
	scroll cell.Scroll
	page   int
}

func newHelp(a *program) *help { return &help{a: a, over: a.Top()} }

func (h *help) Place() []string        { return append(h.over.Place(), "help") }
func (h *help) Status() string         { return h.a.Options.Version }
func (h *help) Input() *screen.Input   { return nil }
func (h *help) Update(tea.Msg) tea.Cmd { return nil }

func (h *help) Actions() []screen.Action {
	own := []screen.Action{{Keys: []string{"?"}, Help: "close", Hidden: true, Do: func() tea.Cmd { h.a.Pop(); return nil }}}
	return append(screen.MoveActions("scroll", h.scroll.By, func() int { return h.page }), own...)
}

func (h *help) lines(w int) []string {
	th := h.a.Theme
	out := []string{th.Strong.Render(" Here")}
	out = append(out, h.keys(h.over.Actions(), w)...)
	out = append(out, "", th.Strong.Render(" Global"))
	out = append(out, h.keys(h.a.globalActions(), w)...)
	out = append(out, "", th.Strong.Render(" Symbols"),
		"   "+th.OK.Render("✓ ok")+"       checked and fine",
		"   "+th.Broken.Render("× BROKEN")+"   the link that stops the pull",
		"   "+th.Warning.Render("! risk")+"     works now but will fail later",
		"   ? unsure   cannot tell from here; the reason is next to it",
		"   – skipped  does not matter for this pull")
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return out
}

func (h *help) keys(actions []screen.Action, w int) []string {
	var out []string
	for _, a := range actions {
		if a.Help == "" {
			continue
		}
		text := a.Sentence()
		if a.Dangerous {
			text += " (changes the cluster)"
		}
		if a.Disabled != "" {
			text += ". Not now: " + a.Disabled
		}
		key := "   " + cell.Pad(a.Name(), 10) + " "
		for i, l := range cell.Hang(key, text, w-1) {
			rest, named := strings.CutPrefix(l, key)
			switch {
			case a.Disabled != "":
				l = h.a.Theme.Faint.Render(l)
			case i == 0 && named:
				l = h.a.Theme.Accent.Render(key) + rest
			}
			out = append(out, l)
		}
	}
	return out
}

func (h *help) View(w, height int) []string {
	h.page = height
	return h.scroll.View(h.lines(w), height, "ctrl+d")
}

func (h *help) Text() ([]string, int) { return h.lines(h.a.Width), 0 }
