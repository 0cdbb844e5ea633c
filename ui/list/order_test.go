package list

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// shown is a list of the fixture.
func shown(t *testing.T) *List {
	t.Helper()
	clock := &uitest.Clock{T: uitest.Noon}
	e := screen.NewEnv(t.Context(), uitest.NewBackend(), ui.Options{Clock: clock.Now}, func(tea.Msg) tea.Cmd { return nil })
	e.Theme, e.State.Result = theme.Plain(), uitest.Result(uitest.Snapshot(uitest.Noon), diagnose.Options{})
	l := New(e)
	e.Push(l)
	l.Take(NewReading(e.State.Result, Recovered{}, uitest.Noon))
	return l
}

// names are the pods in the order of the list.
func (l *List) names() []string {
	var out []string
	for _, i := range l.matching {
		out = append(out, l.rows[i].Key.Pod)
	}
	return out
}

func TestSort(t *testing.T) {
	l := shown(t)
	first := func() string { return l.names()[0] }
	for _, tc := range []struct {
		by   column
		want string // the first
	}{
		{orderAge, "docs-84b6f-77vqs"}, {orderNamespace, "runner-0"}, {orderRegistry, "runner-0"}, {orderCause, "runner-0"},
	} {
		l.order = order{}
		l.sortBy(tc.by)
		if got := first(); got != tc.want {
			t.Errorf("by %s: %s first, want %s", columnNames[tc.by], got, tc.want)
		}
		l.sortBy(tc.by)
		if !l.order.reversed {
			t.Errorf("by %s again: not reversed", columnNames[tc.by])
		}
	}
	l.sortBy(orderAge)
	l.sortBy(orderAge)
	if got := first(); !strings.HasPrefix(got, "search-indexer") {
		t.Errorf("oldest first: %s", got)
	}
	l.order = order{}
	l.sortBy(orderPods)
	if got := l.rows[l.matching[0]].Pods; got != 3 {
		t.Errorf("most pods first: %d", got)
	}
	for i := 1; i < len(l.matching); i++ {
		if l.rows[l.matching[i-1]].Pods < l.rows[l.matching[i]].Pods {
			t.Errorf("not sorted: %v", l.names())
		}
	}
}

// TestCausesFold: one line a cause, most pods first, and its pods once unfolded.
func TestCausesFold(t *testing.T) {
	l := shown(t)
	l.byCause = true
	l.arrange()
	if len(l.items) != len(l.env.State.Result.Report.Causes) {
		t.Fatalf("%d lines for %d causes", len(l.items), len(l.env.State.Result.Report.Causes))
	}
	for i := 1; i < len(l.items); i++ {
		if l.items[i-1].pods < l.items[i].pods {
			t.Error("a cause of fewer pods comes first")
		}
	}
	n, pods := len(l.items), l.items[0].pods
	l.cursor = 0
	l.move(0)
	l.open()
	if len(l.items) != n+pods || l.items[1].kind != podItem {
		t.Errorf("%d lines after unfolding %d pods", len(l.items), pods)
	}
	l.move(2)
	l.fold(false)
	if len(l.items) != n || l.cursor != 0 {
		t.Errorf("%d lines after folding, cursor at %d", len(l.items), l.cursor)
	}
}

// TestMarks: marks follow their pods, and end with them.
func TestMarks(t *testing.T) {
	l := shown(t)
	for l.rows[l.items[l.cursor].row].Check != "host-mismatch" {
		l.move(1)
	}
	l.mark()
	l.mark()
	if len(l.marked) != 2 || !strings.HasPrefix(l.Status(), "2 marked") {
		t.Fatalf("marked: %v; %q", l.marked, l.Status())
	}
	res := uitest.Result(uitest.Snapshot(uitest.Noon.Add(time.Minute), "web-7d9f4c6b8-2xkqp"), diagnose.Options{})
	l.env.State.Result = res
	l.Take(NewReading(res, l.Following(), uitest.Noon.Add(time.Minute)))
	if len(l.marked) != 1 || !l.marked[present.PodKey{Namespace: "shop", Pod: "web-7d9f4c6b8-8hq2d"}] {
		t.Errorf("after one runs: %v", l.marked)
	}
	l.byCause = true
	l.arrange()
	l.cursor = 0
	l.mark()
	l.cursor = 0
	if !l.allMarked(l.under(l.items[0])) {
		t.Error("the pods of a cause are not marked by its line")
	}
	l.mark()
	if len(l.marked) != 0 && l.allMarked(l.under(l.items[0])) {
		t.Error("a second time does not take the marks away")
	}
}

// TestWideListShowsWholeNames: a wide window has more columns, and cuts no name.
func TestWideListShowsWholeNames(t *testing.T) {
	l := shown(t)
	for _, w := range []int{140, 200, 240} {
		text := ansi.Strip(strings.Join(l.View(w, 40), "\n"))
		for _, i := range l.matching {
			if name := l.rows[i].Key.Pod; w >= 200 && !strings.Contains(text, name) {
				t.Errorf("%d cells: %s is cut:\n%s", w, name, text)
			}
		}
		if w >= 240 && (!strings.Contains(text, "IMAGE") || !strings.Contains(text, "acme/indexer:0.9")) {
			t.Errorf("%d cells: no images:\n%s", w, text)
		}
		for _, line := range l.View(w, 40) {
			if n := cell.Width(line); n > w {
				t.Errorf("%d cells: a line of %d", w, n)
			}
		}
	}
}
