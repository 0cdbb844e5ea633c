package fix

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// Result shows a fix being applied, step by step, and then its pods until
// they run.
type Result struct {
	env     *screen.Env
	id      int
	fix     diagnose.Fix
	of      *diagnose.Diagnosis
	check   string // the cause that was fixed
	started time.Time

	steps  []stepLine
	done   bool // all that will be written has been
	doneAt time.Time
	err    error
	undo   *diagnose.Fix
	pods   []present.TrackedPod
	text   *screen.Pager
	others others
}

// stepLine is one step as it was reported.
type stepLine struct {
	diagnose.StepDone
	at time.Time
}

func newResult(env *screen.Env, f diagnose.Fix, of *diagnose.Diagnosis) *Result {
	r := &Result{env: env, id: env.NextID(), fix: f, of: of, started: env.Now(), text: screen.NewPager(env)}
	if of != nil {
		r.check = string(present.Root(of).Check)
	}
	r.pods = present.TrackPods(env.State.Snapshot(), env.State.Diagnoses(), &r.fix)
	return r
}

func (r *Result) Place() []string {
	if r.of != nil && r.of.Failure != nil {
		return []string{r.of.Failure.Namespace, r.of.Failure.Pod}
	}
	if len(r.fix.Steps) > 0 {
		return []string{r.fix.Steps[0].Object.Namespace}
	}
	return nil
}

func (r *Result) Status() string {
	switch {
	case !r.done:
		return "applying"
	case r.err != nil:
		return "× stopped"
	case r.fix.Undoes:
		return "undone"
	case len(r.pods) == 0:
		return "applied"
	case r.running() == len(r.pods):
		return "✓ recovered"
	}
	return "watching"
}

func (r *Result) Input() *screen.Input { return r.text.Input() }

func (r *Result) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case steppedMsg:
		if msg.id == r.id {
			r.steps = append(r.steps, stepLine{msg.step, r.env.Now()})
			return following(msg.next)
		}
	case AppliedMsg:
		if msg.id == r.id {
			r.done, r.doneAt, r.undo, r.err = true, r.env.Now(), msg.undo, msg.err
			return tea.Batch(r.env.Refresh(), r.follow(r.env.State.Result))
		}
	case screen.FreshMsg:
		if r.done {
			return r.follow(r.env.State.Result)
		}
	case followedMsg:
		if msg.id == r.id && msg.result == r.env.State.Result {
			r.pods, r.others = msg.pods, others{}
		}
	}
	return nil
}

// follow looks for the pods in a new result. It is done in a command: a fix may
// be about thousands.
func (r *Result) follow(res *diagnose.Result) tea.Cmd {
	if res == nil || res.Snapshot == nil || len(r.pods) == 0 {
		return nil
	}
	was, now := r.pods, r.env.Now() // never written to once it is here
	return func() tea.Msg {
		list := slices.Clone(was)
		present.FollowPods(list, res.Snapshot, res.Diagnoses, now)
		return followedMsg{r.id, res, list}
	}
}

// running counts the pods that run.
func (r *Result) running() int {
	n := 0
	for _, p := range r.pods {
		if p.State == diagnose.PodRunning {
			n++
		}
	}
	return n
}

// undoFix previews the undo.
func (r *Result) undoFix() tea.Cmd { return OpenPreview(r.env, *r.undo, nil) }

// next goes to the next failing pod: first one of these with another cause,
// then any that this fix was not about.
func (r *Result) next() tea.Cmd {
	skip := map[present.PodKey]bool{}
	for _, p := range r.pods {
		if p.Cause == "" || p.Check == r.check {
			skip[present.PodKey{Namespace: p.Now.Namespace, Pod: p.Now.Name}] = true
		}
	}
	return r.env.Send(NextPodMsg{skip})
}

func (r *Result) Actions() []screen.Action {
	busy := ""
	if !r.done {
		busy = "the fix is being applied"
	}
	undo := busy
	if undo == "" && r.undo == nil {
		undo = "there is nothing to undo"
	}
	save := export.ReportAction(r.env, "")
	save.Hidden = false
	m := r.text.Actions()
	if r.text.Typing() {
		return m
	}
	m[0].Hidden = true
	own := []screen.Action{
		{Key: screen.KeyEnter, Help: "next failing pod", Disabled: busy, Do: r.next},
		{Key: screen.KeyUndo, Help: "undo", Doc: "undo the fix, with a preview", Disabled: undo, Do: r.undoFix},
		save,
		export.CommandsAction(r.env, &r.fix, ""),
		{Key: screen.KeyBack, Help: "list", Disabled: busy, Do: func() tea.Cmd { r.env.Home(); return nil }},
	}
	if r.noTry() == "" {
		try := screen.Action{Key: screen.KeyRetry, Help: "retry now", Doc: "recreate the pods that only wait for their node's next attempt", Do: r.tryNow}
		own = slices.Insert(own, 1, try)
	}
	own = append(own, screen.CopyAction(r.env, "the result", func() []string { lines, _ := r.Text(); return lines }))
	return append(append(own, r.text.FindActions()...), m...)
}

// ProgressBar is the share of pods that run; nil for nothing to show.
func (r *Result) ProgressBar() *tea.ProgressBar {
	switch {
	case r.err != nil:
		return tea.NewProgressBar(tea.ProgressBarError, 100)
	case len(r.pods) > 0 && r.running() < len(r.pods):
		return tea.NewProgressBar(tea.ProgressBarDefault, 100*r.running()/len(r.pods))
	}
	return nil
}
