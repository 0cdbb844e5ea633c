package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Input is one line of typed text, edited as Bubbles' text input edits.
type Input struct {
	Value   string
	Masked  bool
	Changed func()      // called after every change; may be nil
	Pasted  func(n int) // called when a paste lost n spaces or newlines around it; may be nil

	line *textinput.Model // made at the first key
}

// editor is the line behind the text, with the caret where it was left.
func (i *Input) editor() *textinput.Model {
	if i.line == nil {
		m := textinput.New()
		m.KeyMap = editing
		m.Focus()
		i.line = &m
	}
	if i.line.Value() != i.Value {
		i.line.SetValue(i.Value)
		i.line.CursorEnd()
	}
	return i.line
}

// editing are the keys that change a text. Pasting from the clipboard is the
// terminal's: the library would start a program for it.
var editing = textinput.KeyMap{
	CharacterForward:        key.NewBinding(key.WithKeys("right")),
	CharacterBackward:       key.NewBinding(key.WithKeys("left")),
	WordForward:             key.NewBinding(key.WithKeys("alt+right", "ctrl+right")),
	WordBackward:            key.NewBinding(key.WithKeys("alt+left", "ctrl+left")),
	DeleteWordBackward:      key.NewBinding(key.WithKeys("ctrl+w", "alt+backspace")),
	DeleteAfterCursor:       key.NewBinding(key.WithKeys("ctrl+k")),
	DeleteBeforeCursor:      key.NewBinding(key.WithKeys("ctrl+u")),
	DeleteCharacterBackward: key.NewBinding(key.WithKeys("backspace")),
	DeleteCharacterForward:  key.NewBinding(key.WithKeys("delete")),
	LineStart:               key.NewBinding(key.WithKeys("home", "ctrl+a")),
	LineEnd:                 key.NewBinding(key.WithKeys("end", "ctrl+e")),
}

// Key takes a key; false if it is none for a text.
func (i *Input) Key(msg tea.KeyPressMsg) bool {
	typed := msg.Text != "" && !msg.Mod.Contains(tea.ModCtrl) && !msg.Mod.Contains(tea.ModAlt)
	if !typed && !edits(msg) {
		return false
	}
	m := i.editor()
	if typed {
		msg.Text = printable(msg.Text)
	}
	next, _ := m.Update(msg) // its command only blinks a caret that is not drawn
	*m = next
	if v := m.Value(); v != i.Value {
		i.Set(v)
	}
	return true
}

// edits says whether a key is one of the editing keys.
func edits(msg tea.KeyPressMsg) bool {
	k := editing
	return key.Matches(msg, k.CharacterForward, k.CharacterBackward, k.WordForward, k.WordBackward, k.DeleteWordBackward,
		k.DeleteAfterCursor, k.DeleteBeforeCursor, k.DeleteCharacterBackward, k.DeleteCharacterForward, k.LineStart, k.LineEnd)
}

// Paste takes pasted text without the spaces and newlines around it, which
// come along when a token is copied from a web page. Breaks inside part words;
// in a token they are where a terminal has folded it, and go.
func (i *Input) Paste(s string) {
	trimmed := strings.TrimSpace(s)
	if lost := utf8.RuneCountInString(s) - utf8.RuneCountInString(trimmed); lost > 0 && i.Pasted != nil {
		i.Pasted(lost)
	}
	if !i.Masked {
		trimmed = breaks.Replace(trimmed)
	}
	m := i.editor()
	before, after := []rune(i.Value)[:m.Position()], []rune(i.Value)[m.Position():]
	added := []rune(printable(trimmed))
	i.Set(string(before) + string(added) + string(after))
	i.editor().SetCursor(len(before) + len(added))
}

var breaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

func (i *Input) Set(s string) {
	i.Value = s
	if i.Changed != nil {
		i.Changed()
	}
}

// Show is the text as it may be seen, with the caret when it has the focus;
// of a text longer than w cells the part before the caret.
func (i *Input) Show(w int, focus bool) string {
	runes := []rune(i.Value)
	if i.Masked {
		runes = []rune(strings.Repeat(theme.Masked, len(runes)))
	}
	s, rest := string(runes), ""
	if focus {
		at := min(i.editor().Position(), len(runes))
		s, rest = string(runes[:at])+theme.Caret, string(runes[at:])
	}
	for cell.Width(s) > max(w, 0) && s != "" {
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
	return s + cell.Cut(rest, max(w-cell.Width(s), 0))
}

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
}
