package screen

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Action is one thing that can be done on a screen. The footer, the help and
// the command palette are made of these records, so that they cannot disagree
// with what the keys do.
type Action struct {
	Keys      []string       // as tea.KeyPressMsg spells them
	Label     string         // the keys as people read them; empty: the first of keys
	Help      string         // one or two words for the footer: "preview fix"
	Doc       string         // one sentence for the help; empty: help
	Hidden    bool           // left out of the footer
	Dangerous bool           // changes the cluster
	Moves     bool           // only moves a cursor or scrolls
	Disabled  string         // why it is disabled; empty when it can be done
	Do        func() tea.Cmd // nil for keys that only the help mentions
}

func (a Action) Name() string {
	if a.Label != "" {
		return a.Label
	}
	if len(a.Keys) > 0 {
		return a.Keys[0]
	}
	return ""
}

func (a Action) Sentence() string {
	if a.Doc != "" {
		return a.Doc
	}
	return a.Help
}

// typed says whether the key would also be a character of a text.
func typed(key string) bool { return len(key) == 1 || key == "space" }

// FindAction is the action for a key. While text is typed, only keys that are no
// characters count.
func FindAction(actions []Action, key string, text bool) (Action, bool) {
	if text && typed(key) {
		return Action{}, false
	}
	for _, a := range actions {
		if slices.Contains(a.Keys, key) {
			return a, true
		}
	}
	return Action{}, false
}

// MoveActions are the actions that go up and down in anything that has a cursor.
func MoveActions(what string, by func(int), page func() int) []Action {
	step := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd { by(n()); return nil }
	}
	const far = 1 << 30
	out := []Action{
		{Keys: []string{"up", "k"}, Label: "↑↓", Help: what, Doc: "move up and down, also j and k",
			Do: step(func() int { return -1 })},
		{Keys: []string{"down", "j"}, Hidden: true, Do: step(func() int { return 1 })},
		{Keys: []string{"pgdown", "ctrl+d"}, Label: "ctrl+d", Help: "half a page down", Doc: "half a page down; ctrl+u goes up", Hidden: true,
			Do: step(func() int { return max(page()/2, 1) })},
		{Keys: []string{"pgup", "ctrl+u"}, Hidden: true, Do: step(func() int { return -max(page()/2, 1) })},
		{Keys: []string{"home", "g"}, Label: "g", Help: "first line", Doc: "the first line; G goes to the last", Hidden: true,
			Do: step(func() int { return -far })},
		{Keys: []string{"end", "G"}, Hidden: true, Do: step(func() int { return far })},
	}
	for i := range out {
		out[i].Moves = true
	}
	return out
}
