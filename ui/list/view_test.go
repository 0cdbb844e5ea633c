package list

import (
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestCauseStaysAboveItsPods: the line of the cause is on the screen with the
// pod that was chosen.
func TestCauseStaysAboveItsPods(t *testing.T) {
	s := uitest.Snapshot(uitest.Noon)
	for i := range 30 {
		p := s.Pods[4]
		p.Name, p.UID = "web-more-"+strconv.Itoa(i), "u"+strconv.Itoa(i)
		p.Labels = map[string]string{"cause": "host-mismatch"}
		s.Pods = append([]diagnose.Pod{p}, s.Pods...)
	}
	clock := &uitest.Clock{T: uitest.Noon}
	e := screen.NewEnv(t.Context(), uitest.NewBackend(), ui.Options{Clock: clock.Now}, func(tea.Msg) tea.Cmd { return nil })
	e.Theme, e.State.Result = theme.Plain(), uitest.Result(s, diagnose.Options{})
	l := New(e)
	l.Take(NewReading(e.State.Result, Recovered{}, uitest.Noon))
	do := func(key string) {
		act, ok := screen.FindAction(l.Actions(), key, false)
		if !ok {
			t.Fatalf("%s does nothing", key)
		}
		act.Do()
	}
	var lines []string
	for _, key := range []string{"tab", "g", "enter", "j", "j", "j", "tab", "tab"} {
		do(key)
		lines = l.View(80, 20)
	}
	head := l.items[l.headOf(l.cursor)]
	if head.kind != causeItem {
		t.Fatalf("the cursor is on %+v", l.items[l.cursor])
	}
	if cause := l.rows[head.row].Cause; !strings.Contains(strings.Join(lines, "\n"), cause) {
		t.Errorf("the screen does not say %q:\n%s", cause, strings.Join(lines, "\n"))
	}
}
