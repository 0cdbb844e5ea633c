package ui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (r *result) view(w, h int) []string {
	r.page = h
	if w >= wideWidth {
		lw := w / 2
		rw := w - lw - 1
		left := append(r.head(lw), r.stepLines(lw)...)
		left = append(append(left, r.pods(lw-1)...), r.advice(lw-1)...)
		return r.a.beside(r.scroll.View(left, h, "ctrl+d"), r.chainNow(rw), lw, w, h)
	}
	out := append(r.head(w), r.stepLines(w)...)
	if chain := r.chain(); len(chain) > 0 && r.done {
		out = append(out, cell.Cut("   "+chainWord(r.a.th, chain), w), "")
	}
	out = append(append(out, r.pods(w)...), r.advice(w)...)
	return r.scroll.View(out, h, "ctrl+d")
}

// head says in one line where things stand.
func (r *result) head(w int) []string {
	th := r.a.th
	text, style := "Applying: "+cell.Clean(r.fix.Title), th.Strong
	time := elapsed(r.a.now().Sub(r.began))
	switch {
	case !r.done:
		text = r.a.spinner() + " " + text
	case r.err != nil:
		text, style = theme.Cross+" Stopped at "+clock(r.doneAt)+": "+r.err.Error(), th.Broken
		time = ""
	case r.fix.Undoes:
		text, style, time = theme.Check+" Taken back at "+clock(r.doneAt)+".", th.OK, ""
	case len(r.patient) == 0:
		text, style, time = theme.Check+" Applied at "+clock(r.doneAt)+".", th.OK, ""
	case r.running() == len(r.patient):
		text, style = theme.Check+" Applied at "+clock(r.doneAt)+". "+allRun(len(r.patient)), th.OK
		time = "took " + elapsed(r.lastRan().Sub(r.began))
	default:
		text = "Applied at " + clock(r.doneAt) + ". " + itoa(r.running()) + " of " +
			plural(len(r.patient), "pod") + " running."
		time = "elapsed " + time
	}
	lines := cell.Wrap(text, max(w-18, 10))
	for i, l := range lines {
		right := ""
		if i == 0 {
			right = time
		}
		room := max(w-2-cell.Width(right), 0)
		lines[i] = " " + style.Render(cell.Fit(l, room)) + th.Faint.Render(right)
	}
	return append(lines, "")
}

func allRun(n int) string {
	if n == 1 {
		return "The pod is running."
	}
	return "All " + itoa(n) + " pods are running."
}

// lastRan is when the last pod came to run.
func (r *result) lastRan() time.Time {
	var last time.Time
	for _, p := range r.patient {
		if p.ran.After(last) {
			last = p.ran
		}
	}
	return last
}

// stepLines are the writes: done, under way, still to come.
func (r *result) stepLines(w int) []string {
	th := r.a.th
	var out []string
	for _, s := range r.steps {
		line := cell.Hang("   "+theme.Check+" "+clock(s.at)+"  ", s.Text, w-1)
		style := th.OK
		if s.Err != nil {
			style = th.Broken
			line = cell.Hang("   "+theme.Cross+" "+clock(s.at)+"  ", s.Text+": "+s.Err.Error(), w-1)
		}
		out = append(out, style.Render(line[0]))
		out = append(out, line[1:]...)
	}
	for i := len(r.steps); i < len(r.fix.Steps); i++ {
		glyph := theme.Dot
		if !r.done && i == len(r.steps) {
			glyph = r.a.spinner()
		}
		text := "   " + glyph + "           " + stepWords(&r.fix.Steps[i])
		if r.done {
			text += "  (not done)"
		}
		out = append(out, th.Faint.Render(cell.Cut(text, w)))
	}
	return append(out, "")
}

// stepWords say what a step will do.
func stepWords(s *diagnose.Step) string {
	o := objectWords(s.Object)
	switch s.Action() {
	case diagnose.CreateSecret:
		return "make " + o
	case diagnose.DeleteSecret:
		return "delete " + o
	case diagnose.DeletePod:
		return "delete " + o + ", its controller makes a new one"
	case diagnose.RecreatePod:
		return "delete " + o + " and make it again"
	}
	return "change " + o
}

// chain is that of the first pod: as it is now while it fails, mended when it
// runs.
func (r *result) chain() []diagnose.Link {
	if len(r.patient) == 0 || r.of == nil {
		return nil
	}
	p := &r.patient[0]
	if p.state == diagnose.PodRunning {
		chain := append([]diagnose.Link(nil), r.of.Chain...)
		mended := false
		for i := range chain {
			switch chain[i].State {
			case diagnose.LinkSkipped:
				if mended && chain[i].Name == "none" { // there was none, as long as the link before was broken
					chain[i].State, chain[i].Name, chain[i].Note = diagnose.LinkOK, "mended", ""
				}
			case diagnose.LinkBroken: // its name may be another one now
				chain[i].State, chain[i].Name, chain[i].Note = diagnose.LinkOK, "mended", ""
				mended = true
			default:
				chain[i].State, chain[i].Note = diagnose.LinkOK, ""
			}
		}
		return chain
	}
	if p.chain != nil {
		return p.chain
	}
	return r.of.Chain
}

// chainNow is the chain with the events of the first pod, for the right pane.
func (r *result) chainNow(w int) []string {
	chain := r.chain()
	if len(chain) == 0 || !r.done {
		return nil
	}
	out := []string{r.a.th.Strong.Render(" The chain now"), ""}
	out = append(out, chainLines(r.a.th, chain, "", w, true)...)
	if events := r.events(); len(events) > 0 {
		out = append(out, "", r.a.th.Strong.Render(" Events since the change"))
		out = append(out, indent("   ", timeline(events, w-4))...)
	}
	return out
}

// events are those of the first pod since the fix, by the cluster's clock. Of a pod
// that runs, what failed on the way there is no news any more.
func (r *result) events() []diagnose.Event {
	now := r.a.now()
	from := r.a.state.clusterNow(now).Add(-now.Sub(r.began))
	var out []diagnose.Event
	for _, e := range r.a.state.snapshot().Events {
		if e.Type == "Warning" && r.patient[0].state == diagnose.PodRunning {
			continue
		}
		if e.Pod.Namespace == r.patient[0].now.Namespace && e.Pod.Name == r.patient[0].now.Name && !e.Last.Before(from) {
			out = append(out, e)
		}
	}
	return out
}

func (r *result) plain() ([]string, int) {
	out := append(r.head(60), r.stepLines(60)...)
	return append(out, r.pods(60)...), len(out)
}
