package fix

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// check asks the backend for the checks before a fix, one by one where it can.
func check(ctx context.Context, b ui.Backend, f diagnose.Fix, id int) tea.Cmd {
	each, ok := b.(ui.EachChecker)
	if !ok {
		return func() tea.Msg { return checkedMsg{id: id, checks: b.Check(ctx, f)} }
	}
	ch := make(chan any, 8*len(f.Steps)+8)
	send := func(msg any) {
		select {
		case ch <- msg:
		case <-ctx.Done(): // no one listens
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

// checkLines are the things that were tried before anything is written.
func (p *Preview) checkLines(w int) []string {
	th := p.env.Theme
	title := " Checks"
	if !p.checked {
		title = " Checking"
	}
	out := []string{th.Strong.Render(title)}
	for _, c := range p.checks {
		out = append(out, checkLine(th, c, w)...)
	}
	switch {
	case !p.checked:
		out = append(out, "   "+p.env.Spinner()+" permissions and preconditions")
	case len(p.checks) == 0:
		out = append(out, "   "+theme.Dot+" nothing to check")
	}
	return append(out, "")
}

// checkedInShort is one line above the change, so that the change stays on the
// screen; a check that fails is shown in full.
func (p *Preview) checkedInShort(w int) []string {
	th := p.env.Theme
	var out, notes []string
	held := 0
	for _, c := range p.checks {
		switch {
		case c.OK && c.Note:
			notes = append(notes, checkLine(th, c, w)...)
		case c.OK:
			held++
		default:
			out = append(out, checkLine(th, c, w)...)
		}
	}
	switch {
	case !p.checked:
		out = append(out, fmt.Sprintf(" %s Checking permissions and preconditions: %d passed so far", p.env.Spinner(), held))
	case len(p.checks) == 0:
		return nil
	case len(out) == 0:
		out = append(out, th.OK.Render(" "+theme.Check+" "+present.Plural(held, "check")+" passed")+th.Faint.Render("   listed below the change"))
	default:
		out = append([]string{th.Strong.Render(" Checks")}, out...)
	}
	out = append(out, notes...)
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return append(out, "")
}

// checkedInFull lists what held, below the change.
func (p *Preview) checkedInFull(w int) []string {
	if !p.checked || len(p.checks) == 0 {
		return nil
	}
	return p.checkLines(w)
}

// checkLine is one check; one that fails takes as many lines as its reason.
func checkLine(th *theme.Theme, c diagnose.Precheck, w int) []string {
	glyph, style := theme.Check, th.OK
	text := c.Text
	switch {
	case !c.OK:
		glyph, style = theme.Cross, th.Broken
		if c.Why != "" {
			text += ": " + c.Why
		}
	case c.Note:
		glyph, style = theme.Bang, th.Warning
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
