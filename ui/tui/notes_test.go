package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/screen"
)

func TestNotes(t *testing.T) {
	var n screen.Notes
	n.Say(noon, "copied")
	n.Expire(noon.Add(screen.NoteTime - time.Millisecond))
	if n.Current() != "copied" {
		t.Error("a note ends too soon")
	}
	n.Expire(noon.Add(screen.NoteTime))
	if n.Current() != "" {
		t.Error("a note stays too long")
	}
	n.Keep(noon, "× no connection")
	n.Expire(noon.Add(time.Hour))
	if n.Current() == "" {
		t.Error("an error ends without a key")
	}
	n.Dismiss()
	if n.Current() != "" || len(n.Log) != 2 {
		t.Error("a key does not end an error, or the log forgets")
	}
	n.Refuse(noon, "esc: this is the first screen")
	n.Dismiss()
	if n.Current() != "" {
		t.Error("why one key does nothing still stands there after the next")
	}
}
