package tui

import (
	"errors"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestReadingAgainKeepsTheRows: while a cluster is read again, what was not
// reached yet must not seem to be gone; the first time, some rows are better
// than none.
func TestReadingAgainKeepsTheRows(t *testing.T) {
	d := drive(t, 80, 24)
	part := uitest.Snapshot(uitest.Noon)
	part.Pods = part.Pods[:3]
	d.says(diagnose.Update{Snapshot: part, Progress: "reading the other pods"})
	d.shows("3 failing of", "runner-0", "reading the other pods")
	d.reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.shows("10 failing of 43", "▸ shop  web-7d9f4c6b8-2xkqp")
	again := uitest.Snapshot(uitest.Noon)
	again.Pods = again.Pods[:3]
	d.says(diagnose.Update{Snapshot: again, Progress: "reading the other pods"})
	d.says(diagnose.Update{Snapshot: again, Err: errors.New("The connection broke")})
	d.shows("10 failing of 43", "▸ shop  web-7d9f4c6b8-2xkqp", "The connection broke")
	d.reading(uitest.Snapshot(uitest.Noon, "web-7d9f4c6b8-kk7zm"))
	d.shows("9 failing of 43", "▸ shop  web-7d9f4c6b8-2xkqp")
}

// TestNotLiveBeforeJudged: a big reading takes a while to judge, and until then
// the rows are those of the pending pods.
func TestNotLiveBeforeJudged(t *testing.T) {
	d := drive(t, 80, 24)
	part := uitest.Snapshot(uitest.Noon)
	part.Pods = part.Pods[:3]
	d.says(diagnose.Update{Snapshot: part, Progress: "reading the other pods"})
	_, judge := d.a.Update(updateMsg{source: d.a.source, update: diagnose.Update{Snapshot: uitest.Snapshot(uitest.Noon), Live: true}, ok: true})
	d.shows("3 failing of", "reading...")
	d.run(judge)
	d.shows("10 failing of 43", "● live")
}
