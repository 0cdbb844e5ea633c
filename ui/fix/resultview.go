package fix

import (
	"strconv"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (r *Result) View(w, h int) []string {
	if w >= screen.WideWidth {
		lw := w / 2
		rw := w - lw - 1
		left := append(r.head(lw), r.stepLines(lw)...)
		left = append(append(left, r.podLines(lw-1)...), r.advice(lw-1)...)
		return r.env.Beside(r.text.View(left, lw, h), r.chainNow(rw), lw, w, h)
	}
	out := append(r.head(w), r.stepLines(w)...)
	if chain := r.chain(); len(chain) > 0 && r.done {
		out = append(out, cell.Cut("   "+present.ChainSummary(r.env.Theme, chain), w), "")
	}
	out = append(append(out, r.podLines(w)...), r.advice(w)...)
	return r.text.View(out, w, h)
}

// head is the state of the fix in one line.
func (r *Result) head(w int) []string {
	th := r.env.Theme
	text, style := "Applying: "+cell.Clean(r.fix.Title), th.Strong
	time := present.Elapsed(r.env.Now().Sub(r.started))
	switch {
	case !r.done:
		text = r.env.Spinner() + " " + text
	case r.err != nil:
		text, style = theme.Cross+" Stopped at "+present.Clock(r.doneAt)+": "+r.err.Error(), th.Broken
		time = ""
	case r.fix.Undoes:
		text, style, time = theme.Check+" Undone at "+present.Clock(r.doneAt)+".", th.OK, ""
	case len(r.pods) == 0:
		text, style, time = theme.Check+" Applied at "+present.Clock(r.doneAt)+".", th.OK, ""
	case r.running() == len(r.pods):
		text, style = theme.Check+" Applied at "+present.Clock(r.doneAt)+". "+present.AllRunning(len(r.pods)), th.OK
		time = "took " + present.Elapsed(r.lastRan().Sub(r.started))
	default:
		text = "Applied at " + present.Clock(r.doneAt) + ". " + strconv.Itoa(r.running()) + " of " +
			present.Plural(len(r.pods), "pod") + " running."
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

// lastRan is when the last pod came to run.
func (r *Result) lastRan() time.Time {
	var last time.Time
	for _, p := range r.pods {
		if p.RunningSince.After(last) {
			last = p.RunningSince
		}
	}
	return last
}

// stepLines are the writes: done, under way, still to come.
func (r *Result) stepLines(w int) []string {
	th := r.env.Theme
	var out []string
	for _, s := range r.steps {
		line := cell.Hang("   "+theme.Check+" "+present.Clock(s.at)+"  ", s.Text, w-1)
		style := th.OK
		if s.Err != nil {
			style = th.Broken
			line = cell.Hang("   "+theme.Cross+" "+present.Clock(s.at)+"  ", s.Text+": "+s.Err.Error(), w-1)
		}
		out = append(out, style.Render(line[0]))
		out = append(out, line[1:]...)
	}
	for i := len(r.steps); i < len(r.fix.Steps); i++ {
		glyph := theme.Dot
		if !r.done && i == len(r.steps) {
			glyph = r.env.Spinner()
		}
		text := "   " + glyph + "           " + present.StepWords(&r.fix.Steps[i])
		if r.done {
			text += "  (not done)"
		}
		out = append(out, th.Faint.Render(cell.Cut(text, w)))
	}
	return append(out, "")
}

// chain is that of the first pod: as it is now while it fails, fixed when it
// runs.
func (r *Result) chain() []diagnose.Link {
	if len(r.pods) == 0 || r.of == nil {
		return nil
	}
	p := &r.pods[0]
	if p.State == diagnose.PodRunning {
		chain := append([]diagnose.Link(nil), r.of.Chain...)
		fixed := false
		for i := range chain {
			switch chain[i].State {
			case diagnose.LinkSkipped:
				if fixed && chain[i].Name == "none" { // there was none, as long as the link before was broken
					chain[i].State, chain[i].Name, chain[i].Note = diagnose.LinkOK, "fixed", ""
				}
			case diagnose.LinkBroken: // its name may be another one now
				chain[i].State, chain[i].Name, chain[i].Note = diagnose.LinkOK, "fixed", ""
				fixed = true
			default:
				chain[i].State, chain[i].Note = diagnose.LinkOK, ""
			}
		}
		return chain
	}
	if p.Chain != nil {
		return p.Chain
	}
	return r.of.Chain
}

// chainNow is the chain with the events of the first pod, for the right pane.
func (r *Result) chainNow(w int) []string {
	chain := r.chain()
	if len(chain) == 0 || !r.done {
		return nil
	}
	out := []string{r.env.Theme.Strong.Render(" The chain now"), ""}
	out = append(out, present.ChainLines(r.env.Theme, chain, "", w, true)...)
	if events := r.events(); len(events) > 0 {
		out = append(out, "", r.env.Theme.Strong.Render(" Events since the change"))
		out = append(out, present.Indent("   ", present.Timeline(events, w-4))...)
	}
	return out
}

// events are those of the first pod since the fix, by the cluster's clock. Of a pod
// that runs, earlier failures are left out.
func (r *Result) events() []diagnose.Event {
	now := r.env.Now()
	from := r.env.State.ClusterNow(now).Add(-now.Sub(r.started))
	var out []diagnose.Event
	for _, e := range r.env.State.Snapshot().Events {
		if e.Type == "Warning" && r.pods[0].State == diagnose.PodRunning {
			continue
		}
		if e.Pod.Namespace == r.pods[0].Now.Namespace && e.Pod.Name == r.pods[0].Now.Name && !e.Last.Before(from) {
			out = append(out, e)
		}
	}
	return out
}

func (r *Result) Text() ([]string, int) {
	out := append(r.head(60), r.stepLines(60)...)
	return append(out, r.podLines(60)...), len(out)
}
