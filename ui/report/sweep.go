package report

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// mostDoubts is how many images of a sweep the text lists that nothing can be said about.
const mostDoubts = 5

// sweepHeadline is the outcome of a sweep.
func sweepHeadline(r *diagnose.Report) string {
	where := whereOf(r)
	if len(r.Sweep.Nodes) > 0 {
		where += " on " + map[bool]string{true: "node ", false: "nodes "}[len(r.Sweep.Nodes) == 1] + strings.Join(r.Sweep.Nodes, ", ")
	}
	s := r.Sweep
	swept := fmt.Sprintf("%s swept, %s", plural(s.Swept, "pod"), plural(s.Images, "image"))
	failing := 0
	for i := range r.Failures {
		if f := &r.Failures[i]; !f.Ahead && f.Reason != "" { // without a reason, it is not deployed yet
			failing++
		}
	}
	also := ""
	if failing > 0 {
		also = fmt.Sprintf("; %s already %s", plural(failing, "image pull"), map[bool]string{true: "fails", false: "fail"}[failing == 1])
	}
	if r.SweptNothing() {
		what := "there is no pod"
		if s.Moved {
			what = "no pod has an image that begins with what --as-if replaces"
		}
		return fmt.Sprintf("Nothing was judged: %s in %s%s", what, where, also)
	}
	if s.AtRisk == 0 && failing > 0 {
		return fmt.Sprintf("%s in %s already %s; no other pod is at risk: %s", plural(failing, "image pull"), where,
			map[bool]string{true: "fails", false: "fail"}[failing == 1], swept)
	}
	if s.AtRisk == 0 {
		return fmt.Sprintf("No pod at risk in %s: %s%s", where, swept, also)
	}
	verb := "would"
	if slices.ContainsFunc(r.Failures, func(f diagnose.Failure) bool { return perhaps(&f) }) {
		verb = "may"
	}
	return fmt.Sprintf("%s %s not come back on a new node in %s: %s%s", plural(s.AtRisk, "pod"), verb, where, swept, also)
}

// perhaps reports whether a pod at risk may come back all the same: its image may
// be public, or its credentials are still valid.
func perhaps(f *diagnose.Failure) bool {
	root := &f.Findings[0]
	return f.Ahead && (root.Certainty != diagnose.Certain || root.Check == diagnose.CheckCredentialExpiring)
}

// stateAhead is the state of a pod that does not fail, and with a sweep of nodes whether another one
// stands in for it.
func stateAhead(f *diagnose.Failure) string {
	state := "running"
	if !f.Running {
		state = "not running"
	}
	if f.Elsewhere == nil {
		return state
	}
	if *f.Elsewhere == 0 {
		return state + ", no other pod of it elsewhere"
	}
	return fmt.Sprintf("%s, %s elsewhere", state, plural(*f.Elsewhere, "more pod"))
}

// doubtLines lists the images that a sweep can say nothing about, for each reason.
func doubtLines(r *diagnose.Report, most int) []string {
	if r.Sweep == nil {
		return nil
	}
	var whys []string
	byWhy := map[string][]string{}
	for _, u := range r.Sweep.CannotTell {
		if byWhy[u.Why] == nil {
			whys = append(whys, u.Why)
		}
		byWhy[u.Why] = append(byWhy[u.Why], u.Namespace+": "+u.Image)
	}
	var out []string
	for _, why := range whys {
		images := byWhy[why]
		line := plural(len(images), "image") + " (" + strings.Join(images[:min(most, len(images))], ", ")
		if n := len(images) - most; n > 0 {
			line += fmt.Sprintf(", and %d more", n)
		}
		out = append(out, line+"): "+why)
	}
	return out
}

// sweep prints what a sweep reports beside the pods at risk.
func (t *text) sweep(r *diagnose.Report) {
	if r.Sweep == nil {
		return
	}
	t.moves(r)
	t.hygiene(r)
	if lines := doubtLines(r, mostDoubts); len(lines) > 0 {
		t.line("")
		t.line("%s Cannot tell whether a new node could pull these (--ask-registry asks the registries):", t.faint("?"))
		for _, l := range lines {
			for i, part := range Wrap(l, max(20, t.Width-7)) {
				t.line("%s%s", strings.Repeat(" ", 5+2*min(i, 1)), part)
			}
		}
	}
}

// moves prints the table of a sweep with other prefixes, and the commands that copy images.
func (t *text) moves(r *diagnose.Report) {
	if len(r.Sweep.AsIf) == 0 {
		return
	}
	width := len("Namespace")
	for _, m := range r.Sweep.AsIf {
		width = max(width, len(m.Namespace))
	}
	t.line("")
	t.line("   %-*s  %7s  %7s  %11s", width, "Namespace", "Images", "At risk", "Cannot tell")
	for _, m := range r.Sweep.AsIf {
		t.line("   %-*s  %7d  %7d  %11d", width, m.Namespace, m.Images, m.AtRisk, m.CannotTell)
	}
	if len(r.Sweep.Copy) > 0 {
		t.line("")
		t.line("   The new registry does not have these images. Copy them first:")
		t.commands(r.Sweep.Copy)
	}
}

// mostHygiene is how many pull secrets the text lists for each reason.
const mostHygiene = 5

// hygiene prints which pull secrets are worth cleaning up.
func (t *text) hygiene(r *diagnose.Report) {
	if len(r.Sweep.Hygiene) == 0 {
		return
	}
	t.line("")
	t.line("%s Worth cleaning up; no pull fails because of it:", t.faint("i"))
	shown := map[diagnose.HygieneKind]int{}
	for _, h := range r.Sweep.Hygiene {
		if shown[h.Kind]++; shown[h.Kind] > mostHygiene {
			continue
		}
		for i, part := range Wrap(h.Object.String()+": "+h.Detail, max(20, t.Width-7)) {
			t.line("%s%s", strings.Repeat(" ", 5+2*min(i, 1)), part)
		}
	}
	more := 0
	for _, n := range shown {
		more += max(0, n-mostHygiene)
	}
	if more > 0 {
		t.line("     and %d more", more)
	}
}

// markdownSweep writes the same for Markdown.
func markdownSweep(b *bufio.Writer, r *diagnose.Report) {
	if r.Sweep == nil {
		return
	}
	if len(r.Sweep.AsIf) > 0 {
		fmt.Fprint(b, "\n| Namespace | Images | At risk | Cannot tell |\n|---|---|---|---|\n")
		for _, m := range r.Sweep.AsIf {
			fmt.Fprintf(b, "| %s | %d | %d | %d |\n", cell(Code(m.Namespace)), m.Images, m.AtRisk, m.CannotTell)
		}
	}
	if len(r.Sweep.Copy) > 0 {
		fmt.Fprintf(b, "\nThe new registry does not have these images. Copy them first:\n\n%s\n", block(strings.Join(r.Sweep.Copy, "\n")))
	}
	if lines := doubtLines(r, mostDoubts); len(lines) > 0 {
		fmt.Fprint(b, "\n### Cannot tell whether a new node could pull these\n\n")
		for _, l := range lines {
			fmt.Fprintf(b, "- %s\n", escape(l))
		}
	}
}
