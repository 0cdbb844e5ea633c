package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// list is the first screen: what fails, and why, before anything is opened.
type list struct {
	env     *Env
	rows    []row
	widths  []columns // that each row would like to have
	healed  healed
	byCause bool

	text      input // the filter
	filtering bool  // it has the focus

	items  []item  // what is shown, in order
	need   columns // the widths they would like
	cursor int
	chosen itemKey // what the cursor is on, to find it again
	scroll cell.Scroll
	page   int // rows on the screen as of the last drawing
}

func newList(env *Env) *list {
	l := &list{env: env}
	l.text.changed = l.arrange
	return l
}

func (l *list) place() []string { return []string{l.env.Options.Namespace} }

func (l *list) status() string {
	res := l.env.State.result
	if res == nil {
		return ""
	}
	s := fmt.Sprintf("%d failing of %d", len(l.rows), max(res.Report.Summary.PodsRead, len(l.rows)))
	if l.env.Width >= wideWidth && len(l.rows) > 0 {
		s += "   " + plural(len(res.Report.Causes), "cause")
	}
	return s
}

func (l *list) input() *input {
	if l.filtering {
		return &l.text
	}
	return nil
}

func (l *list) update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tickMsg); ok && len(l.healed.pods) > 0 {
		n := len(l.healed.pods)
		if l.healed.expire(l.env.Now()); len(l.healed.pods) != n {
			l.arrange()
		}
	}
	return nil
}

// take shows a new reading.
func (l *list) take(r reading) {
	l.rows, l.widths, l.healed = r.rows, r.widths, r.healed
	l.healed.expire(l.env.Now())
	l.arrange()
}

// current is the diagnosis under the cursor, nil for none. For a cause it is
// that of its first pod.
func (l *list) current() *diagnose.Diagnosis {
	it, ok := l.item()
	if !ok || it.kind == healedItem {
		return nil
	}
	return &l.env.State.result.Diagnoses[l.rows[it.row].at]
}

func (l *list) item() (item, bool) {
	if l.cursor < 0 || l.cursor >= len(l.items) {
		return item{}, false
	}
	return l.items[l.cursor], true
}

func (l *list) move(n int) {
	l.cursor = max(min(l.cursor+n, len(l.items)-1), 0)
	if it, ok := l.item(); ok {
		l.chosen = l.keyOf(it)
	}
}

// open opens the diagnosis of the pod under the cursor.
func (l *list) open() tea.Cmd {
	if d := l.current(); d != nil {
		l.env.Push(newDiagnosis(l.env, d))
	}
	return nil
}

// openFix goes to the preview of the best fix right away.
func (l *list) openFix() tea.Cmd {
	d := l.current()
	if d == nil {
		return nil
	}
	s := newDiagnosis(l.env, d)
	l.env.Push(s)
	return s.preview()
}

// setFilter replaces the filter's text.
func (l *list) setFilter(text string) {
	l.text.set(text)
}

// next opens the next failing pod that is not among those given, past the
// filter if need be; false if there is none.
func (l *list) next(not map[podKey]bool) bool {
	for i := range l.items {
		at := (l.cursor + i) % len(l.items)
		it := l.items[at]
		if it.kind == podItem && !not[l.rows[it.row].key] {
			l.cursor = at
			l.move(0)
			l.open()
			return true
		}
	}
	if l.text.text == "" {
		return false
	}
	l.setFilter("")
	return l.next(not)
}
