package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// input is one line of typed text. The caret is at its end: the texts here are
// short, and ctrl+u starts over.
type input struct {
	text    string
	masked  bool
	changed func()      // called after every change; may be nil
	pasted  func(n int) // called when a paste lost n blanks or breaks around it; may be nil
}

// key takes a key; false if it is none for a text.
func (i *input) key(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "backspace":
		_, n := utf8.DecodeLastRuneInString(i.text)
		i.set(i.text[:len(i.text)-n])
	case "ctrl+u":
		i.set("")
	case "ctrl+w":
		s := strings.TrimRight(i.text, " ")
		i.set(s[:strings.LastIndex(s, " ")+1])
	default:
		if msg.Text == "" || msg.Mod.Contains(tea.ModCtrl) || msg.Mod.Contains(tea.ModAlt) {
			return false
		}
		i.set(i.text + printable(msg.Text))
	}
	return true
}

// paste takes pasted text without the blanks and line breaks around it, which
// come along when a token is copied from a web page.
func (i *input) paste(s string) {
	trimmed := strings.TrimSpace(s)
	if lost := utf8.RuneCountInString(s) - utf8.RuneCountInString(trimmed); lost > 0 && i.pasted != nil {
		i.pasted(lost)
	}
	i.set(i.text + printable(trimmed))
}

func (i *input) set(s string) {
	i.text = s
	if i.changed != nil {
		i.changed()
	}
}

// show is the text as it may be seen, with the caret when it has the focus,
// its end first if it is longer than w cells.
func (i *input) show(w int, focus bool) string {
	s := i.text
	if i.masked {
		s = strings.Repeat(theme.Masked, utf8.RuneCountInString(s))
	}
	if focus {
		s += theme.Caret
	}
	for cell.Width(s) > max(w, 0) && s != "" {
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
	return s
}

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
}
