package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// result shows a fix being carried out, step by step, and then its pods until
// they run.
type result struct {
	a     *app
	id    int
	fix   diagnose.Fix
	of    *diagnose.Diagnosis
	check string // the cause that was mended
	began time.Time

	steps   []stepLine
	done    bool // all that will be written has been
	doneAt  time.Time
	err     error
	undo    *diagnose.Fix
	patient []patient
	scroll  cell.Scroll
	page    int
	others  others
}

// stepLine is one step as it was reported.
type stepLine struct {
	diagnose.StepDone
	at time.Time
}

func newResult(a *app, f diagnose.Fix, of *diagnose.Diagnosis) *result {
	r := &result{a: a, id: a.id(), fix: f, of: of, began: a.now()}
	if of != nil {
		r.check = string(rootOf(of).Check)
	}
	r.patient = patients(a.state.snapshot(), a.state.diagnoses(), &r.fix)
	return r
}

func (r *result) place() []string {
	if r.of != nil && r.of.Failure != nil {
		return []string{r.of.Failure.Namespace, r.of.Failure.Pod}
	}
	if len(r.fix.Steps) > 0 {
		return []string{r.fix.Steps[0].Object.Namespace}
	}
	return nil
}

func (r *result) status() string {
	switch {
	case !r.done:
		return "applying"
	case r.err != nil:
		return "× stopped"
	case r.fix.Undoes:
		return "taken back"
	case len(r.patient) == 0:
		return "applied"
	case r.running() == len(r.patient):
		return "✓ healed"
	}
	return "watching"
}

func (r *result) input() *input { return nil }

func (r *result) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case steppedMsg:
		if msg.id == r.id {
			r.steps = append(r.steps, stepLine{msg.step, r.a.now()})
			return following(msg.next)
		}
	case appliedMsg:
		if msg.id == r.id {
			r.done, r.doneAt, r.undo, r.err = true, r.a.now(), msg.undo, msg.err
			return tea.Batch(refresh(r.a.backend), r.follow(r.a.state.result))
		}
	case freshMsg:
		if r.done {
			return r.follow(msg.reading.result)
		}
	case followedMsg:
		if msg.id == r.id && msg.result == r.a.state.result {
			r.patient, r.others = msg.patient, others{}
		}
	}
	return nil
}

// follow looks where the pods stand in a new result. It is done beside the
// screen: a fix may heal thousands.
func (r *result) follow(res *diagnose.Result) tea.Cmd {
	if res == nil || res.Snapshot == nil || len(r.patient) == 0 {
		return nil
	}
	was, now := r.patient, r.a.now() // never written to once it is here
	return func() tea.Msg {
		list := slices.Clone(was)
		follow(list, res.Snapshot, res.Diagnoses, now)
		return followedMsg{r.id, res, list}
	}
}

// running counts the pods that run.
func (r *result) running() int {
	n := 0
	for _, p := range r.patient {
		if p.state == diagnose.PodRunning {
			n++
		}
	}
	return n
}

// takeBack previews the undo.
func (r *result) takeBack() tea.Cmd { return openPreview(r.a, *r.undo, nil) }

// next goes to the next failing pod: first one of these with another cause,
// then any that this fix was not about.
func (r *result) next() tea.Cmd {
	skip := map[podKey]bool{}
	for _, p := range r.patient {
		if p.cause == "" || p.check == r.check {
			skip[podKey{p.now.Namespace, p.now.Name}] = true
		}
	}
	l := r.a.home()
	if !l.next(skip) {
		r.a.notes.say(r.a.now(), "no other pod fails here")
	}
	return nil
}

func (r *result) actions() []action {
	busy := ""
	if !r.done {
		busy = "the fix is being carried out"
	}
	undo := busy
	if undo == "" && r.undo == nil {
		undo = "nothing was changed that could be taken back"
	}
	export := exportAction(r.a, "")
	export.quiet = false
	m := moves("scroll", r.scroll.By, func() int { return r.page })
	m[0].quiet = true
	own := []action{
		{keys: []string{"enter"}, help: "next failing pod", why: busy, do: r.next},
		{keys: []string{"u"}, help: "undo", doc: "take the fix back, with a preview", dangerous: true, why: undo, do: r.takeBack},
		export,
		copyAction(r.a, &r.fix, ""),
		{keys: []string{"esc"}, help: "list", why: busy, do: func() tea.Cmd { r.a.home(); return nil }},
	}
	if r.noTry() == "" {
		try := action{keys: []string{"r"}, help: "try now", doc: "make the pods anew that only wait for their node's next try", do: r.tryNow}
		own = slices.Insert(own, 1, try)
	}
	return append(own, m...)
}
