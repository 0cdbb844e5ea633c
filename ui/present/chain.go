package present

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// The pull chain is drawn in two densities: a line for each link, or a box.
// Behind the broken link the way is dashed: nothing is known for sure there.

const (
	stateWidth = 7  // "skipped"
	titleWidth = 15 // "Service account"
	leastName  = 16 // what a long note must leave to the name
	leastNote  = 10 // a note shorter than this says nothing
)

// dashed says whether the way from link i to the next is uncertain.
func dashed(chain []diagnose.Link, i int) bool {
	for _, l := range chain[:i+1] {
		if l.State == diagnose.LinkBroken || l.State == diagnose.LinkUnsure {
			return true
		}
	}
	return i+1 < len(chain) && chain[i+1].State == diagnose.LinkUnsure
}

// ChainLines draws a line for each link, with the way between them if there
// is room. Selected is the link under the cursor, empty for none.
func ChainLines(th *theme.Theme, chain []diagnose.Link, selected diagnose.LinkID, w int, ways bool) []string {
	nameWidth, noteWidth := 0, 0
	for _, l := range chain {
		nameWidth = max(nameWidth, cell.Width(cell.Clean(l.Name)))
		noteWidth = max(noteWidth, cell.Width(cell.Clean(l.Note)))
	}
	rail := 2 // the way is drawn beside the links where there are no lines for it
	if ways {
		rail = 0
	}
	before := 3 + rail + 2 + stateWidth + 2 + titleWidth + 2
	under := ways && before+nameWidth+2+noteWidth > w // the notes go beside the way
	stacked := under && before+nameWidth > w          // and so do the names: a host is not cut
	if !under {
		nameWidth = min(nameWidth, max(w-before-2-noteWidth, leastName))
		if before+nameWidth+leastNote > w { // no room for a note
			nameWidth = max(w-before, leastName/2)
		}
	}
	var out []string
	for i, l := range chain {
		glyph, word, style := LinkStyle(th, l.State)
		mark := "   "
		if l.ID == selected {
			mark = " " + theme.Cursor + " "
		}
		if !ways {
			mark += railOf(chain, i) + " "
			if l.State == diagnose.LinkBroken && l.ID != selected {
				mark = th.Broken.Render(mark)
			}
		}
		state := cell.Pad(glyph+" "+word, 2+stateWidth)
		rest := "  " + cell.Fit(cell.Clean(l.Title), titleWidth) + "  "
		switch {
		case stacked:
		case under:
			rest += linkName(l, max(w-before, 8))
		default:
			rest += cell.Pad(linkName(l, nameWidth), nameWidth) + "  " + cell.Clean(l.Note)
		}
		if l.ID == selected {
			room := max(w-cell.Width(mark)-cell.Width(state), 0)
			if l.State == diagnose.LinkBroken && !ways {
				cursor := strings.TrimSuffix(mark, theme.HeavyLine+" ")
				mark = th.Selected.Render(cursor) + th.Broken.Inherit(th.Selected).Render(theme.HeavyLine+" ")
			} else {
				mark = th.Selected.Render(mark)
			}
			out = append(out, cell.Cut(mark+style.Inherit(th.Selected).Render(state)+
				th.Selected.Render(cell.Fit(rest, room)), w))
		} else {
			out = append(out, cell.Cut(mark+style.Render(state)+rest, w))
		}
		if ways {
			text := ""
			if stacked {
				note := cell.Clean(l.Note)
				name := linkName(l, max(w-stackedAt-2-cell.Width(note), leastName/2))
				text = strings.Repeat(" ", stackedAt-4) + strings.TrimRight(name+"  "+note, " ")
			} else if under && l.Note != "" {
				text = underName(cell.Clean(l.Note), before-4, w-4)
			}
			out = append(out, wayLine(th, chain, i, text, w)...)
		}
	}
	return out
}

// underName puts a note under the names, further to the left if it is long.
func underName(note string, at, w int) string {
	at = max(min(at, w-cell.Width(note)), min(at, stackedAt-4))
	return strings.Repeat(" ", at) + note
}

// stackedAt is where names and notes begin when they are below the titles.
const stackedAt = 3 + 2 + stateWidth + 2

// wayLine is the line between two links, with what has no room beside the
// upper one.
func wayLine(th *theme.Theme, chain []diagnose.Link, i int, text string, w int) []string {
	way := theme.Line
	switch {
	case i == len(chain)-1 && text == "":
		return nil
	case i == len(chain)-1:
		way = " "
	case dashed(chain, i):
		way = theme.Dashed
	}
	return []string{cell.Cut("   "+th.Faint.Render(way)+text, w)}
}

// railOf is the piece of the way beside a link.
func railOf(chain []diagnose.Link, i int) string {
	switch {
	case chain[i].State == diagnose.LinkBroken:
		return theme.HeavyLine
	case i == 0:
		return "╭"
	case i == len(chain)-1:
		return "╰"
	case dashed(chain, i):
		return theme.Dashed
	}
	return theme.Line
}

// linkName shortens a link's name where it may be: a host never is.
func linkName(l diagnose.Link, w int) string {
	name := cell.Clean(l.Name)
	if l.ID == diagnose.LinkRegistry || l.ID == diagnose.LinkEntry {
		return name
	}
	return cell.Middle(name, w)
}

// ChainSummary is the whole chain in one line: "✓ Pod   ✓ Secret   × Registry key".
func ChainSummary(th *theme.Theme, chain []diagnose.Link) string {
	parts := make([]string, 0, len(chain))
	for _, l := range chain {
		glyph, _, style := LinkStyle(th, l.State)
		parts = append(parts, style.Render(glyph+" "+cell.Clean(l.Title)))
	}
	return strings.Join(parts, "   ")
}
