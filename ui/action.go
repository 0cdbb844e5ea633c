package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// action is one thing that can be done on a screen. The footer, the help and
// the command palette are made of these records, so that they cannot disagree
// with what the keys do.
type action struct {
	keys      []string       // as tea.KeyPressMsg spells them
	label     string         // the keys as people read them; empty: the first of keys
	help      string         // one or two words for the footer: "preview fix"
	doc       string         // one sentence for the help; empty: help
	quiet     bool           // left out of the footer
	dangerous bool           // changes the cluster
	moves     bool           // only moves a cursor or scrolls
	why       string         // why it is disabled; empty when it can be done
	do        func() tea.Cmd // nil for keys that only the help mentions
}

func (a action) name() string {
	if a.label != "" {
		return a.label
	}
	if len(a.keys) > 0 {
		return a.keys[0]
	}
	return ""
}

func (a action) sentence() string {
	if a.doc != "" {
		return a.doc
	}
	return a.help
}

// typed says whether the key would also be a character of a text.
func typed(key string) bool { return len(key) == 1 || key == "space" }

// find is the action for a key. While text is typed, only keys that are no
// characters count.
func find(actions []action, key string, text bool) (action, bool) {
	if text && typed(key) {
		return action{}, false
	}
	for _, a := range actions {
		if slices.Contains(a.keys, key) {
			return a, true
		}
	}
	return action{}, false
}

// moves are the actions that go up and down in anything that has a cursor.
func moves(what string, by func(int), page func() int) []action {
	step := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd { by(n()); return nil }
	}
	const far = 1 << 30
	out := []action{
		{keys: []string{"up", "k"}, label: "↑↓", help: what, doc: "move up and down, also j and k",
			do: step(func() int { return -1 })},
		{keys: []string{"down", "j"}, quiet: true, do: step(func() int { return 1 })},
		{keys: []string{"pgdown", "ctrl+d"}, label: "ctrl+d", help: "half a page down", doc: "half a page down; ctrl+u goes up", quiet: true,
			do: step(func() int { return max(page()/2, 1) })},
		{keys: []string{"pgup", "ctrl+u"}, quiet: true, do: step(func() int { return -max(page()/2, 1) })},
		{keys: []string{"home", "g"}, label: "g", help: "first line", doc: "the first line; G goes to the last", quiet: true,
			do: step(func() int { return -far })},
		{keys: []string{"end", "G"}, quiet: true, do: step(func() int { return far })},
	}
	for i := range out {
		out[i].moves = true
	}
	return out
}
