package ui

import "time"

// noteTime is how long a note stays above the footer.
const noteTime = 4 * time.Second

// note is one line that the program says by itself.
type note struct {
	at    time.Time
	text  string
	stays bool // until a key is pressed
	reply bool // to a key: the next key ends it, it would be read as the answer to that one
}

// notes shows the newest note for a while and keeps all for the log.
type notes struct {
	log   []note
	shown bool
}

// notesKept bounds the log.
const notesKept = 500

func (n *notes) add(x note) {
	n.log = append(n.log, x)
	if len(n.log) > notesKept {
		n.log = n.log[len(n.log)-notesKept:]
	}
	n.shown = true
}

// say shows a note for noteTime.
func (n *notes) say(now time.Time, text string) { n.add(note{at: now, text: text}) }

// keep shows a note until a key is pressed: an error.
func (n *notes) keep(now time.Time, text string) { n.add(note{at: now, text: text, stays: true}) }

// refuse says for noteTime, or until the next key, why a key does nothing.
func (n *notes) refuse(now time.Time, text string) { n.add(note{at: now, text: text, reply: true}) }

// dismiss ends a note that waits for a key.
func (n *notes) dismiss() {
	if n.shown && (n.log[len(n.log)-1].stays || n.log[len(n.log)-1].reply) {
		n.shown = false
	}
}

// expire ends a note whose time is over.
func (n *notes) expire(now time.Time) {
	if n.shown {
		x := n.log[len(n.log)-1]
		n.shown = x.stays || now.Sub(x.at) < noteTime
	}
}

// current is the text to show, empty for none.
func (n *notes) current() string {
	if !n.shown {
		return ""
	}
	return n.log[len(n.log)-1].text
}
