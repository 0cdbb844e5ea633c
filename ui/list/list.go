package list

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// List is the first screen: what fails, and why, before anything is opened.
type List struct {
	env       *screen.Env
	rows      []present.Row
	widths    []columns // that each row would like to have
	recovered Recovered
	byCause   bool
	order     order
	unfolded  map[itemKey]bool // causes whose pods are shown
	marked    map[present.PodKey]bool

	text      screen.Input // the filter
	filtering bool         // it has the focus

	matching []int // rows that the filter shows, in order

	items  []item  // what is shown, in order
	need   columns // the widths they would like
	cursor int
	chosen itemKey // what the cursor is on, to find it again
	scroll cell.Scroll
	page   int // rows on the screen as of the last drawing
	drawn  drawing
}

func New(env *screen.Env) *List {
	l := &List{env: env, unfolded: map[itemKey]bool{}, marked: map[present.PodKey]bool{}}
	l.text.Changed = l.arrange
	p := env.Options.Preferences
	l.byCause = p.Causes
	if i := slices.Index(columnNames[:], p.Sort); i > 0 {
		l.order.by = column(i)
	}
	return l
}

func (l *List) Place() []string { return []string{l.env.Options.Namespace} }

func (l *List) Status() string {
	res := l.env.State.Result
	if res == nil {
		return ""
	}
	s := ""
	if n := len(l.marked); n > 0 {
		s = fmt.Sprintf("%d marked   ", n)
	}
	s += fmt.Sprintf("%d failing of %d", len(l.rows), max(res.Report.Summary.PodsRead, len(l.rows)))
	if l.env.Width >= screen.WideWidth && len(l.rows) > 0 {
		s += "   " + present.Plural(len(res.Report.Causes), "cause")
	}
	return s
}

func (l *List) Input() *screen.Input {
	if l.filtering {
		return &l.text
	}
	return nil
}

func (l *List) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(screen.TickMsg); ok && len(l.recovered.pods) > 0 {
		n := len(l.recovered.pods)
		if l.recovered.expire(l.env.Now()); len(l.recovered.pods) != n {
			l.arrange()
		}
	}
	return nil
}

// Take shows a new reading.
func (l *List) Take(r Reading) {
	l.rows, l.widths, l.recovered = r.rows, r.widths, r.Recovered
	l.recovered.expire(l.env.Now())
	l.keepMarks()
	l.arrange()
}

// Selected is the diagnosis under the cursor, nil for none. For a cause it is
// that of its first pod.
func (l *List) Selected() *diagnose.Diagnosis {
	it, ok := l.item()
	if !ok || it.kind == recoveredItem {
		return nil
	}
	return &l.env.State.Result.Diagnoses[l.rows[it.row].Index]
}

func (l *List) item() (item, bool) {
	if l.cursor < 0 || l.cursor >= len(l.items) {
		return item{}, false
	}
	return l.items[l.cursor], true
}

func (l *List) move(n int) {
	l.cursor = max(min(l.cursor+n, len(l.items)-1), 0)
	if it, ok := l.item(); ok {
		l.chosen = l.keyOf(it)
	}
}

// open opens the diagnosis of the pod under the cursor, or unfolds the cause.
func (l *List) open() tea.Cmd {
	if it, ok := l.item(); ok && it.kind == causeItem && it.pods > 1 {
		l.fold(!it.open)
		return nil
	}
	if d := l.Selected(); d != nil {
		l.env.Push(pod.NewDiagnosis(l.env, d))
	}
	return nil
}

// openFix goes to the preview of a fix right away; 0 is the best.
func (l *List) openFix(i int) tea.Cmd {
	if len(l.marked) > 0 {
		return l.fixMarked(i)
	}
	d := l.Selected()
	if d == nil {
		return nil
	}
	s := pod.NewDiagnosis(l.env, d)
	l.env.Push(s)
	return s.Choose(i)
}

// around goes up and down, and from one end to the other.
func (l *List) around(n int) {
	if k := len(l.items); k > 0 {
		l.cursor = ((l.cursor+n)%k + k) % k
		l.move(0)
	}
}

// Step opens the next pod of the list, or the one before.
func (l *List) Step(n int) {
	for range l.items {
		l.around(n)
		if it, ok := l.item(); ok && it.kind != recoveredItem && (it.kind == podItem || it.pods == 1 || !it.open) {
			break
		}
	}
	if d := l.Selected(); d != nil {
		l.env.Push(pod.NewDiagnosis(l.env, d))
	}
}

// setFilter replaces the filter's text.
func (l *List) setFilter(text string) {
	l.text.Set(text)
}

// FilterNamespace shows one namespace only; all of them for "".
func (l *List) FilterNamespace(ns string) { l.setFilter(withNamespace(l.text.Value, ns)) }

// Following are the pods that stopped failing, for the next reading.
func (l *List) Following() Recovered { return l.recovered.copy() }

// Next opens the next failing pod that is not among those given, past the
// filter if need be; false if there is none.
func (l *List) Next(not map[present.PodKey]bool) bool {
	from := 0
	if it, ok := l.item(); ok && it.kind != recoveredItem {
		from = max(slices.Index(l.matching, it.row), 0)
	}
	for i := range l.matching {
		r := &l.rows[l.matching[(from+i)%len(l.matching)]]
		if !not[r.Key] {
			l.chosen = itemKey{kind: podItem, pod: r.Key}
			l.find()
			l.env.Push(pod.NewDiagnosis(l.env, &l.env.State.Result.Diagnoses[r.Index]))
			return true
		}
	}
	if l.text.Value == "" {
		return false
	}
	l.setFilter("")
	return l.Next(not)
}
