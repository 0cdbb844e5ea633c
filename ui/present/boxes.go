package present

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// boxWidth is the widest a box gets; BoxLines how many lines each takes.
const (
	boxWidth = 62
	BoxLines = 4
)

// frame is the set of lines that a box is drawn with.
type frame struct {
	topLeft, topRight, bottomLeft, bottomRight, flat, side string
	in, out                                                string // where the way enters and leaves
}

var (
	roundFrame  = frame{"╭", "╮", "╰", "╯", "─", "│", "┴", "┬"}
	dashedFrame = frame{"╭", "╮", "╰", "╯", "┄", "┆", "┴", "┬"}
	heavyFrame  = frame{"┏", "┓", "┗", "┛", "━", "┃", "┷", "┯"}
)

// frameOf is heavy for the broken link and dashed where nothing is certain.
func frameOf(th *theme.Theme, s diagnose.LinkState) (frame, lipgloss.Style) {
	switch s {
	case diagnose.LinkBroken:
		return heavyFrame, th.Broken
	case diagnose.LinkUnsure, diagnose.LinkSkipped:
		return dashedFrame, th.Faint
	case diagnose.LinkRisk:
		return roundFrame, th.Warning
	}
	return roundFrame, th.Faint
}

// ChainBoxes draws a box for each link, joined by the way of the pull.
func ChainBoxes(th *theme.Theme, chain []diagnose.Link, selected diagnose.LinkID, w int) []string {
	inner := min(w, boxWidth) - 3 - 2 // cursor, sides
	if inner < 20 {
		return ChainLines(th, chain, selected, w, true)
	}
	out := make([]string, 0, len(chain)*BoxLines)
	for i, l := range chain {
		glyph, word, look := LinkStyle(th, l.State)
		f, edge := frameOf(th, l.State)
		joint := func(left, right, at string, there bool) string {
			if !there {
				at = f.flat
			}
			half := inner / 2
			return "   " + edge.Render(left+strings.Repeat(f.flat, half)+at+strings.Repeat(f.flat, inner-half-1)+right)
		}
		first := " " + cell.Pad(glyph+" "+word, 2+stateWidth) + "  "
		title := cell.Fit(cell.Clean(l.Title), inner-cell.Width(first))
		style := th.Strong
		mark := "   "
		if l.ID == selected {
			mark, style = " "+theme.Cursor+" ", th.Selected
		}
		side := edge.Render(f.side)
		out = append(out,
			joint(f.topLeft, f.topRight, f.in, i > 0),
			mark+side+look.Render(first)+style.Render(title)+side,
			"   "+side+boxText(l, inner, cell.Width(first))+side,
			joint(f.bottomLeft, f.bottomRight, f.out, i < len(chain)-1))
	}
	return out
}

// boxText is the name of a link and the few words about it.
func boxText(l diagnose.Link, inner, margin int) string {
	name, note := cell.Clean(l.Name), cell.Clean(l.Note)
	room := inner - margin - 1
	if n := cell.Width(linkName(l, room)); n > room { // a host: it gets the whole line
		return cell.Fit(strings.Repeat(" ", max(inner-1-n, 1))+name, inner)
	}
	if note == "" {
		return strings.Repeat(" ", margin) + cell.Fit(linkName(l, room), room+1)
	}
	nameWidth := max(min(room*11/20, room-2-cell.Width(note)), 12)
	if spare := room - 2 - cell.Width(note); cell.Width(name) <= spare {
		nameWidth = max(nameWidth, cell.Width(name))
	} else {
		name = linkName(l, nameWidth)
	}
	return cell.Fit(strings.Repeat(" ", margin)+cell.Pad(name, nameWidth)+"  "+note, inner)
}

// TitledBox is a field of a form in w cells; the one with the focus is heavy.
func TitledBox(th *theme.Theme, title, text string, focus bool, w int) []string {
	f, edge := roundFrame, th.Faint
	if focus {
		f, edge = heavyFrame, th.Accent
	}
	inner := w - 2
	head := f.flat + " " + title + " "
	return []string{
		" " + edge.Render(f.topLeft+head+strings.Repeat(f.flat, max(inner-cell.Width(head), 0))+f.topRight),
		" " + edge.Render(f.side) + cell.Fit(" "+text, inner) + edge.Render(f.side),
		" " + edge.Render(f.bottomLeft+strings.Repeat(f.flat, inner)+f.bottomRight),
	}
}
