package screen

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Action is one thing that can be done on a screen. The footer, the help and
// the command palette are made of these records, so that they cannot disagree
// with what the keys do.
type Action struct {
	Key      Key            // what it is: the row of Table that has its keys
	Keys     []string       // its keys, if they are not all of the row
	Label    string         // the keys as people read them; empty: as the row says, or the first
	Help     string         // one or two words for the footer: "preview fix"
	Doc      string         // one sentence for the help; empty: help
	Hidden   bool           // left out of the footer
	Moves    bool           // only moves a cursor or scrolls
	Disabled string         // why it is disabled; empty when it can be done
	Do       func() tea.Cmd // nil for keys that only the help mentions
}

// keys are those of the action, or of its row.
func (a Action) keys() []string {
	if a.Keys != nil {
		return a.Keys
	}
	if row := rows[a.Key]; row != nil {
		return row.Keys
	}
	return nil
}

// Name is the key as people read it.
func (a Action) Name() string {
	if a.Label != "" {
		return a.Label
	}
	if row := rows[a.Key]; a.Keys == nil && row != nil && row.Label != "" {
		return row.Label
	}
	if keys := a.keys(); len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// Sentence says what the action does.
func (a Action) Sentence() string {
	if a.Doc != "" {
		return a.Doc
	}
	return a.Help
}

// Task is what the action is for.
func (a Action) Task() Task {
	if row := rows[a.Key]; row != nil {
		return row.Task
	}
	return TaskProgram
}

// Writes says whether the action changes the cluster.
func (a Action) Writes() bool {
	row := rows[a.Key]
	return row != nil && row.Writes
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
		if slices.Contains(a.keys(), key) {
			return a, true
		}
	}
	return Action{}, false
}

// MoveActions are the actions that go up and down in anything that has a cursor
// or scrolls.
func MoveActions(what string, by func(int), page func() int) []Action {
	return SplitMoves(what, by, by, page)
}

// SplitMoves are those of a screen on which a cursor moves by lines, and the
// text beside it by pages.
func SplitMoves(what string, line, scroll func(int), page func() int) []Action {
	step := func(by func(int), n func() int) func() tea.Cmd {
		return func() tea.Cmd { by(n()); return nil }
	}
	const far = 1 << 30
	out := []Action{
		{Key: KeyUp, Help: what, Doc: "move up and down, also j and k", Do: step(line, func() int { return -1 })},
		{Key: KeyDown, Hidden: true, Do: step(line, func() int { return 1 })},
		{Key: KeyHalfDown, Help: "half a page down", Doc: "half a page down; ctrl+u goes up", Hidden: true,
			Do: step(scroll, func() int { return max(page()/2, 1) })},
		{Key: KeyHalfUp, Hidden: true, Do: step(scroll, func() int { return -max(page()/2, 1) })},
		{Key: KeyPageDown, Help: "page down", Doc: "a page down; ctrl+b goes up; also the page keys", Hidden: true,
			Do: step(scroll, func() int { return max(page()-1, 1) })},
		{Key: KeyPageUp, Hidden: true, Do: step(scroll, func() int { return -max(page()-1, 1) })},
		{Key: KeyTop, Help: "first line", Doc: "the first line; G goes to the last; also home and end", Hidden: true,
			Do: step(line, func() int { return -far })},
		{Key: KeyBottom, Hidden: true, Do: step(line, func() int { return far })},
	}
	for i := range out {
		out[i].Moves = true
	}
	return out
}
