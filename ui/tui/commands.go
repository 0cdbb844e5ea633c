package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// listen waits for the next update and takes the newest of those that wait.
func listen(ch <-chan diagnose.Update, source int) tea.Cmd {
	if ch == nil {
		return nil
	}
	return func() tea.Msg {
		u, ok := <-ch
		for ok {
			select {
			case newer, more := <-ch:
				if !more {
					return updateMsg{source: source, update: u, ok: true}
				}
				if newer.Snapshot == nil {
					newer.Snapshot = u.Snapshot
				}
				u = newer
			default:
				return updateMsg{source: source, update: u, ok: true}
			}
		}
		return updateMsg{source: source}
	}
}

// tick wakes the screen: ages, spinners, notes that have been up long enough.
func tick(d time.Duration) tea.Cmd {
	return tea.Tick(d, func(t time.Time) tea.Msg { return screen.TickMsg(t) })
}

// diagnoseCmd runs the diagnosis of a snapshot.
func diagnoseCmd(s *diagnose.Snapshot, answers screen.Answers, source int, version string, before list.Recovered, clock func() time.Time, veiled bool) tea.Cmd {
	return func() tea.Msg {
		now := clock()
		res := present.Engine.Run(answers.In(s, now), diagnose.Options{Version: version})
		res.Snapshot = s
		if veiled {
			return diagnosedMsg{source: source, reading: list.NewReading(train.Veil(res), before, now), truth: res}
		}
		return diagnosedMsg{source: source, reading: list.NewReading(res, before, now)}
	}
}
