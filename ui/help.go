package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// help lists every key of the screen it was opened on, with the reason where
// one is disabled.
type help struct {
	a      *app
	over   screen
	scroll cell.Scroll
	page   int
}

func newHelp(a *app) *help { return &help{a: a, over: a.Top()} }

func (h *help) place() []string        { return append(h.over.place(), "help") }
func (h *help) status() string         { return h.a.Options.Version }
func (h *help) input() *input          { return nil }
func (h *help) update(tea.Msg) tea.Cmd { return nil }

func (h *help) actions() []action {
	own := []action{{keys: []string{"?"}, help: "close", quiet: true, do: func() tea.Cmd { h.a.Pop(); return nil }}}
	return append(moves("scroll", h.scroll.By, func() int { return h.page }), own...)
}

func (h *help) lines(w int) []string {
	th := h.a.Theme
	out := []string{th.Strong.Render(" Here")}
	out = append(out, h.keys(h.over.actions(), w)...)
	out = append(out, "", th.Strong.Render(" Everywhere"))
	out = append(out, h.keys(h.a.everywhere(), w)...)
	out = append(out, "", th.Strong.Render(" Signs"),
		"   "+th.OK.Render("✓ ok")+"       checked, and holds",
		"   "+th.Broken.Render("× BROKEN")+"   the link that stops the pull",
		"   "+th.Warning.Render("! risk")+"     works now, and will fail later",
		"   ? unsure   cannot be known from here; the reason stands beside it",
		"   – skipped  does not matter for this pull")
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return out
}

func (h *help) keys(actions []action, w int) []string {
	var out []string
	for _, a := range actions {
		if a.help == "" {
			continue
		}
		text := a.sentence()
		if a.dangerous {
			text += " (changes the cluster)"
		}
		if a.why != "" {
			text += ". Not now: " + a.why
		}
		key := "   " + cell.Pad(a.name(), 10) + " "
		for i, l := range cell.Hang(key, text, w-1) {
			rest, named := strings.CutPrefix(l, key)
			switch {
			case a.why != "":
				l = h.a.Theme.Faint.Render(l)
			case i == 0 && named:
				l = h.a.Theme.Accent.Render(key) + rest
			}
			out = append(out, l)
		}
	}
	return out
}

func (h *help) view(w, height int) []string {
	h.page = height
	return h.scroll.View(h.lines(w), height, "ctrl+d")
}

func (h *help) plain() ([]string, int) { return h.lines(h.a.Width), 0 }
