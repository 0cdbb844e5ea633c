package screen

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

func TestNotes(t *testing.T) {
	var n Notes
	n.Say(uitest.Noon, "copied")
	n.Expire(uitest.Noon.Add(NoteTime - time.Millisecond))
	if n.Current() != "copied" {
		t.Error("a note ends too soon")
	}
	n.Expire(uitest.Noon.Add(NoteTime))
	if n.Current() != "" {
		t.Error("a note stays too long")
	}
	n.Keep(uitest.Noon, "× no connection")
	n.Expire(uitest.Noon.Add(time.Hour))
	if n.Current() == "" {
		t.Error("an error ends without a key")
	}
	n.Dismiss()
	if n.Current() != "" || len(n.Log) != 2 {
		t.Error("a key does not end an error, or the log forgets")
	}
	n.Refuse(uitest.Noon, "esc: this is the first screen")
	n.Dismiss()
	if n.Current() != "" {
		t.Error("why one key does nothing is still shown after the next")
	}
}
