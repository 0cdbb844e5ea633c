package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// reading is one judged snapshot with all that the list shows of it. With
// thousands of pods that is work, so it is made beside the screen: taking it
// over must not hold up a key.
type reading struct {
	result *diagnose.Result
	rows   []row
	healed healed
}

// newReading makes the rows of a result; before is what was followed until now.
func newReading(res *diagnose.Result, before healed, now time.Time) reading {
	r := reading{result: res, rows: rowsOf(res), healed: before.copy()}
	r.healed.follow(res, r.rows, now)
	return r
}

// diagnoseCmd runs the diagnosis of a snapshot.
func diagnoseCmd(s *diagnose.Snapshot, source int, version string, before healed, clock func() time.Time) tea.Cmd {
	return func() tea.Msg {
		res := runDiagnosis(s, diagnose.Options{Version: version})
		return diagnosedMsg{source: source, reading: newReading(res, before, clock())}
	}
}
