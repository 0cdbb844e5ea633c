package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// EachChecker is a Backend that reports each check as it was made.
type EachChecker interface {
	// CheckEach is Check; every answer goes to done as well, in order.
	CheckEach(ctx context.Context, f diagnose.Fix, done func(diagnose.Precheck)) []diagnose.Precheck
}

// check asks the backend for the checks before a fix, one by one where it can.
func check(ctx context.Context, b Backend, f diagnose.Fix, id int) tea.Cmd {
	each, ok := b.(EachChecker)
	if !ok {
		return func() tea.Msg { return checkedMsg{id: id, checks: b.Check(ctx, f)} }
	}
	ch := make(chan any, 8*len(f.Steps)+8)
	send := func(msg any) {
		select {
		case ch <- msg:
		case <-ctx.Done(): // nobody listens any more
		}
	}
	run := func() tea.Msg {
		defer close(ch)
		all := each.CheckEach(ctx, f, func(c diagnose.Precheck) {
			send(oneCheckedMsg{id: id, check: c, next: ch})
		})
		send(checkedMsg{id: id, checks: all})
		return nil
	}
	return tea.Batch(run, following(ch))
}

// mostChecks is how many lines the checks take above the change at most; in a
// long list those that hold are counted.
const mostChecks = 5

// checkLines are the things that were tried before anything is written. Above
// the change they are kept short.
func (p *preview) checkLines(w int, above bool) []string {
	th := p.a.th
	title := " Checked first"
	if !p.checked {
		title = " Checking first"
	}
	out := []string{th.Strong.Render(title)}
	held := 0
	for _, c := range p.checks {
		if c.OK && above && len(p.checks) > mostChecks && held >= mostChecks-2 {
			held++
			continue
		}
		if c.OK {
			held++
		}
		out = append(out, checkLine(th, c, above, w)...)
	}
	if above && len(p.checks) > mostChecks && held > mostChecks-2 {
		out = append(out, "   "+th.OK.Render(theme.Check)+fmt.Sprintf(" and %d more that hold", held-(mostChecks-2)))
	}
	switch {
	case !p.checked:
		out = append(out, "   "+p.a.spinner()+" permissions and preconditions")
	case len(p.checks) == 0:
		out = append(out, "   "+theme.Dot+" nothing to check")
	}
	return append(out, "")
}

// checkLine is one check; one that fails takes as many lines as its reason.
func checkLine(th *theme.Theme, c diagnose.Precheck, oneLine bool, w int) []string {
	glyph, style := theme.Check, th.OK
	text := c.Text
	if !c.OK {
		glyph, style = theme.Cross, th.Broken
		if c.Why != "" {
			text += ": " + c.Why
		}
	}
	if c.OK && oneLine {
		return []string{cell.Cut("   "+style.Render(glyph)+" "+cell.Clean(text), w-1)}
	}
	var out []string
	for i, l := range cell.Hang(glyph+" ", text, w-4) {
		if rest, ok := strings.CutPrefix(l, glyph); ok && i == 0 {
			l = style.Render(glyph) + rest
		}
		out = append(out, "   "+l)
	}
	return out
}
