package screen

import "time"

// NoteTime is how long a note stays above the footer.
const NoteTime = 4 * time.Second

// Note is one line that the program says by itself.
type Note struct {
	At     time.Time
	Text   string
	sticky bool // until a key is pressed
	reply  bool // to a key: the next key ends it, it would be read as the answer to that one
}

// Notes shows the newest note for a while and keeps all for the log.
type Notes struct {
	Log   []Note
	shown bool
}

// notesKept bounds the log.
const notesKept = 500

func (n *Notes) add(x Note) {
	n.Log = append(n.Log, x)
	if len(n.Log) > notesKept {
		n.Log = n.Log[len(n.Log)-notesKept:]
	}
	n.shown = true
}

// Say shows a note for NoteTime.
func (n *Notes) Say(now time.Time, text string) { n.add(Note{At: now, Text: text}) }

// Keep shows a note until a key is pressed: an error.
func (n *Notes) Keep(now time.Time, text string) { n.add(Note{At: now, Text: text, sticky: true}) }

// Refuse says for NoteTime, or until the next key, why a key does nothing.
func (n *Notes) Refuse(now time.Time, text string) { n.add(Note{At: now, Text: text, reply: true}) }

// Dismiss ends a note that waits for a key.
func (n *Notes) Dismiss() {
	if n.shown && (n.Log[len(n.Log)-1].sticky || n.Log[len(n.Log)-1].reply) {
		n.shown = false
	}
}

// Expire ends a note whose time is over.
func (n *Notes) Expire(now time.Time) {
	if n.shown {
		x := n.Log[len(n.Log)-1]
		n.shown = x.sticky || now.Sub(x.At) < NoteTime
	}
}

// Current is the text to show, empty for none.
func (n *Notes) Current() string {
	if !n.shown {
		return ""
	}
	return n.Log[len(n.Log)-1].Text
}
