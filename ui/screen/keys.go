package screen

import (
	"fmt"
	"slices"
	"strings"
)

// Key names what a key does: a row of Table. Screens name rows, never keys, so
// that a key means the same wherever it does something, and can be changed in
// the settings.
type Key string

// The rows of Table.
const (
	KeyUp        Key = "up"
	KeyDown      Key = "down"
	KeyHalfDown  Key = "half-down"
	KeyHalfUp    Key = "half-up"
	KeyPageDown  Key = "page-down"
	KeyPageUp    Key = "page-up"
	KeyTop       Key = "top"
	KeyBottom    Key = "bottom"
	KeyNextMatch Key = "next-match"
	KeyPrevMatch Key = "previous-match"

	KeyFind       Key = "find"
	KeyPalette    Key = "palette"
	KeyNamespace  Key = "namespace"
	KeyEverywhere Key = "all-namespaces"
	KeyContext    Key = "context"
	KeySort       Key = "sort"
	KeyReverse    Key = "reverse"

	KeyOpen     Key = "open"
	KeyEnter    Key = "enter"
	KeyBack     Key = "back"
	KeyOut      Key = "out"
	KeyNext     Key = "next"
	KeyPrevious Key = "previous"
	KeyRight    Key = "right"
	KeyLeft     Key = "left"
	KeyViews    Key = "views"
	KeyAsk      Key = "ask"
	KeyAllow    Key = "allow"
	KeyReveal   Key = "reveal"

	KeyFix     Key = "fix"
	KeyNumber  Key = "number"
	KeyMark    Key = "mark"
	KeyApply   Key = "apply"
	KeyUndo    Key = "undo"
	KeyRetry   Key = "retry"
	KeyDiscard Key = "discard"

	KeyCopy     Key = "copy"
	KeyCommands Key = "copy-commands"
	KeyRole     Key = "copy-role"
	KeySave     Key = "save"
	KeyExport   Key = "export"

	KeyCourse   Key = "course"
	KeyKubectl  Key = "kubectl"
	KeyGlossary Key = "glossary"
	KeyHint     Key = "hint"
	KeySkip     Key = "skip"
	KeyPageBack Key = "page-back"
	KeyRestart  Key = "restart"

	KeyNextField    Key = "next-field"
	KeyPrevField    Key = "previous-field"
	KeyChooseUp     Key = "choose-up"
	KeyChooseDown   Key = "choose-down"
	KeyInsert       Key = "insert"
	KeyClear        Key = "clear"
	KeyShowPassword Key = "show-password"
	KeyExisting     Key = "existing"
	KeyFill         Key = "fill-in"

	KeyHelp    Key = "help"
	KeyRefresh Key = "refresh"
	KeyLog     Key = "log"
	KeyMouse   Key = "mouse"
	KeySuspend Key = "suspend"
	KeyQuit    Key = "quit"
	KeyQuitNow Key = "quit-now"
)

// Task is what one wants to do when looking for a key; the help is sorted by it.
type Task string

const (
	TaskMove    Task = "Move and scroll"
	TaskFind    Task = "Find and choose"
	TaskLook    Task = "Look into it"
	TaskFix     Task = "Fix"
	TaskCopy    Task = "Copy and save"
	TaskLearn   Task = "Practice"
	TaskType    Task = "While typing"
	TaskProgram Task = "The program"
)

// Tasks are in the order of the help.
var Tasks = []Task{TaskFix, TaskLook, TaskFind, TaskCopy, TaskLearn, TaskMove, TaskType, TaskProgram}

// Binding is a row of the table: what a key does, and which keys do it, as
// tea.KeyPressMsg spells them.
type Binding struct {
	Key    Key
	Task   Task
	Keys   []string
	Label  string // the keys as people read them; empty: the first
	Writes bool   // changes the cluster
}

var digits = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}

// Table has every key of the program. Two rows may have the same key only if
// they are never on the same screen; the key of a row that writes is in no other
// row.
var Table = []Binding{
	{Key: KeyUp, Task: TaskMove, Keys: []string{"up", "k"}, Label: "↑↓"},
	{Key: KeyDown, Task: TaskMove, Keys: []string{"down", "j"}},
	{Key: KeyHalfDown, Task: TaskMove, Keys: []string{"ctrl+d"}},
	{Key: KeyHalfUp, Task: TaskMove, Keys: []string{"ctrl+u"}},
	{Key: KeyPageDown, Task: TaskMove, Keys: []string{"ctrl+f", "pgdown"}},
	{Key: KeyPageUp, Task: TaskMove, Keys: []string{"ctrl+b", "pgup"}},
	{Key: KeyTop, Task: TaskMove, Keys: []string{"g", "home"}},
	{Key: KeyBottom, Task: TaskMove, Keys: []string{"G", "end"}},
	{Key: KeyNextMatch, Task: TaskFind, Keys: []string{"n"}},
	{Key: KeyPrevMatch, Task: TaskFind, Keys: []string{"N"}},

	{Key: KeyFind, Task: TaskFind, Keys: []string{"/"}},
	{Key: KeyPalette, Task: TaskFind, Keys: []string{":", "ctrl+p"}},
	{Key: KeyNamespace, Task: TaskFind, Keys: []string{"ctrl+n"}},
	{Key: KeyEverywhere, Task: TaskFind, Keys: []string{"0"}},
	{Key: KeyContext, Task: TaskFind, Keys: []string{"C"}},
	{Key: KeySort, Task: TaskFind, Keys: []string{"s"}},
	{Key: KeyReverse, Task: TaskFind, Keys: []string{"S"}},

	{Key: KeyOpen, Task: TaskLook, Keys: []string{"enter", "right", "l"}},
	{Key: KeyEnter, Task: TaskLook, Keys: []string{"enter"}},
	{Key: KeyBack, Task: TaskLook, Keys: []string{"esc"}},
	{Key: KeyOut, Task: TaskLook, Keys: []string{"left", "h"}},
	{Key: KeyNext, Task: TaskLook, Keys: []string{"tab"}},
	{Key: KeyPrevious, Task: TaskLook, Keys: []string{"shift+tab"}},
	{Key: KeyRight, Task: TaskLook, Keys: []string{"right", "l"}, Label: "→"},
	{Key: KeyLeft, Task: TaskLook, Keys: []string{"left", "h"}, Label: "←"},
	{Key: KeyViews, Task: TaskLook, Keys: []string{"v"}},
	{Key: KeyAsk, Task: TaskLook, Keys: []string{"a"}},
	{Key: KeyAllow, Task: TaskLook, Keys: []string{"p"}},
	{Key: KeyReveal, Task: TaskLook, Keys: []string{"x"}},

	{Key: KeyFix, Task: TaskFix, Keys: []string{"f"}},
	{Key: KeyNumber, Task: TaskFix, Keys: digits, Label: "1-9"},
	{Key: KeyMark, Task: TaskFix, Keys: []string{"space"}},
	{Key: KeyApply, Task: TaskFix, Keys: []string{"A"}, Writes: true},
	{Key: KeyUndo, Task: TaskFix, Keys: []string{"u"}},
	{Key: KeyRetry, Task: TaskFix, Keys: []string{"T"}},
	{Key: KeyDiscard, Task: TaskFix, Keys: []string{"d"}},

	{Key: KeyCopy, Task: TaskCopy, Keys: []string{"y"}},
	{Key: KeyCommands, Task: TaskCopy, Keys: []string{"c"}},
	{Key: KeyRole, Task: TaskCopy, Keys: []string{"R"}},
	{Key: KeySave, Task: TaskCopy, Keys: []string{"w"}},
	{Key: KeyExport, Task: TaskCopy, Keys: []string{"e"}},

	{Key: KeyCourse, Task: TaskLearn, Keys: []string{"t"}},
	{Key: KeyKubectl, Task: TaskLearn, Keys: []string{"$"}},
	{Key: KeyGlossary, Task: TaskLearn, Keys: []string{"i"}},
	{Key: KeyHint, Task: TaskLearn, Keys: []string{"h"}},
	{Key: KeySkip, Task: TaskLearn, Keys: []string{"s"}},
	{Key: KeyPageBack, Task: TaskLearn, Keys: []string{"b", "left"}},
	{Key: KeyRestart, Task: TaskLearn, Keys: []string{"R"}},

	{Key: KeyNextField, Task: TaskType, Keys: []string{"tab", "down"}},
	{Key: KeyPrevField, Task: TaskType, Keys: []string{"shift+tab", "up"}},
	{Key: KeyChooseUp, Task: TaskType, Keys: []string{"up", "ctrl+k", "shift+tab"}, Label: "↑↓"},
	{Key: KeyChooseDown, Task: TaskType, Keys: []string{"down", "ctrl+j", "tab"}},
	{Key: KeyInsert, Task: TaskType, Keys: []string{"tab"}},
	{Key: KeyClear, Task: TaskType, Keys: []string{"ctrl+u"}},
	{Key: KeyShowPassword, Task: TaskType, Keys: []string{"ctrl+t"}},
	{Key: KeyExisting, Task: TaskType, Keys: []string{"ctrl+o"}},
	{Key: KeyFill, Task: TaskType, Keys: []string{"ctrl+f"}},

	{Key: KeyHelp, Task: TaskProgram, Keys: []string{"?"}},
	{Key: KeyRefresh, Task: TaskProgram, Keys: []string{"r"}},
	{Key: KeyLog, Task: TaskProgram, Keys: []string{"L"}},
	{Key: KeyMouse, Task: TaskProgram, Keys: []string{"M"}},
	{Key: KeySuspend, Task: TaskProgram, Keys: []string{"ctrl+z"}},
	{Key: KeyQuit, Task: TaskProgram, Keys: []string{"q"}},
	{Key: KeyQuitNow, Task: TaskProgram, Keys: []string{"ctrl+c"}},
}

// rows finds a row by its name.
var rows = func() map[Key]*Binding {
	out := make(map[Key]*Binding, len(Table))
	for i := range Table {
		out[Table[i].Key] = &Table[i]
	}
	return out
}()

// Row is the row with this name, nil for none.
func Row(k Key) *Binding { return rows[k] }

// Keymap are the keys that a user chose in place of those of the table.
type Keymap map[Key][]string

// NewKeymap makes a keymap of a user's choice, by the names of rows. A key that
// changes the cluster must do nothing else.
func NewKeymap(own map[string][]string) (Keymap, error) {
	m := Keymap{}
	for name, keys := range own {
		row := rows[Key(name)]
		switch {
		case row == nil:
			return nil, fmt.Errorf("there is no key %q", name)
		case len(keys) == 0 || slices.Contains(keys, ""):
			return nil, fmt.Errorf("%q has no key", name)
		}
		m[row.Key] = keys
	}
	for i := range Table {
		row := &Table[i]
		if !row.Writes {
			continue
		}
		for _, k := range m.keys(row) {
			for j := range Table {
				if other := &Table[j]; other != row && slices.Contains(m.keys(other), k) {
					if _, own := m[row.Key]; own {
						return nil, fmt.Errorf("%q is %s, and cannot be %s, which changes the cluster", k, other.Key, row.Key)
					}
					return nil, fmt.Errorf("%q changes the cluster, and cannot be %s", k, other.Key)
				}
			}
		}
	}
	return m, nil
}

// keys are those of a row, or the user's own.
func (m Keymap) keys(row *Binding) []string {
	if own, ok := m[row.Key]; ok {
		return own
	}
	return row.Keys
}

// Bind gives actions their keys: those of the table, or the user's own.
func (m Keymap) Bind(actions []Action) []Action {
	out := slices.Clone(actions)
	for i := range out {
		a := &out[i]
		row := rows[a.Key]
		if row == nil || a.Keys != nil {
			continue
		}
		a.Keys = row.Keys
		if own, ok := m[a.Key]; ok {
			a.Keys, a.Label = own, own[0]
		} else if a.Label == "" {
			a.Label = row.Label
		}
	}
	return out
}

// Label is what a key is called in a sentence, "A".
func (m Keymap) Label(k Key) string {
	if own, ok := m[k]; ok {
		return own[0]
	}
	row := rows[k]
	if row == nil {
		return string(k)
	}
	if row.Label != "" && !strings.ContainsAny(row.Label, "↑←→") {
		return row.Label
	}
	return row.Keys[0]
}
