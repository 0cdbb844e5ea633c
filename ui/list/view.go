package list

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// stripHeight is what the text under the list takes, its rule included; in a
// high window up to mostStrip.
const (
	stripHeight = 6
	mostStrip   = 10
)

func (l *List) View(w, h int) []string {
	if lw := l.need.listWidth(w); w >= screen.WideWidth && lw > 0 {
		return l.env.Beside(l.table(lw, h), l.detail(w-lw-1, h), lw, w, h)
	}
	strip := min(max(stripHeight, min(h/3, mostStrip)), max(h-8, 0))
	if len(l.items) == 0 {
		strip = 0
	}
	out := l.table(w, h-strip)
	if strip > 0 {
		out = append(out, l.env.Theme.Faint.Render(strings.Repeat(theme.Rule, w)))
		out = append(out, cell.Exactly(l.strip(w, strip-1), strip-1)...)
	}
	return out
}

// table is the filter, what could not be read, and the rows.
func (l *List) table(w, h int) []string {
	warning := l.warningLines(w)
	l.page = max(h-len(warning)-2, 0)
	if head := l.headOf(l.cursor); l.cursor-head < l.page {
		l.scroll.Show(head, len(l.items), l.page)
	}
	l.scroll.Show(l.cursor, len(l.items), l.page)
	head := append([]string{l.filterLine(w)}, warning...)
	body := max(h-len(head), 0)
	if len(l.items) == 0 {
		return append(head, cell.Exactly(l.nothing(w), body)...)
	}
	cols := l.need.share(w)
	titles := ""
	switch {
	case l.items[0].kind == recoveredItem:
	case l.byCause:
		titles = l.causeHeader(w)
	default:
		titles = cols.header(l.order)
	}
	head = append(head, l.env.Theme.Faint.Render(cell.Cut(titles, w)))
	l.drawn = drawing{top: len(head), w: w}
	from, to := l.scroll.Range(len(l.items), l.page)
	for i := from; i < to; i++ {
		head = append(head, l.line(cols, i, w))
	}
	return cell.Exactly(head, h)
}

// drawing is where the rows were drawn.
type drawing struct{ top, w int }

// Click puts the cursor on the row at a cell of the drawing; false if there is none.
func (l *List) Click(x, y int) bool {
	from, to := l.scroll.Range(len(l.items), l.page)
	at := from + y - l.drawn.top
	if x >= l.drawn.w || y < l.drawn.top || at >= to {
		return false
	}
	l.cursor = at
	l.move(0)
	return true
}

// headOf is the line of the cause that a line belongs to; by pods, the line
// itself.
func (l *List) headOf(i int) int {
	for at := i; l.byCause && at >= 0 && at < len(l.items); at-- {
		if l.items[at].kind == causeItem {
			return at
		}
	}
	return i
}

func (l *List) filterLine(w int) string {
	views := "view: " + l.env.Theme.Strong.Render("pods") + l.env.Theme.Faint.Render(" | causes")
	if l.byCause {
		views = "view: " + l.env.Theme.Faint.Render("pods | ") + l.env.Theme.Strong.Render("causes")
	}
	left := l.env.Theme.Faint.Render(" / to filter")
	if l.filtering || l.text.Value != "" {
		left = " Filter: " + l.text.Show(w/2, l.filtering)
		if l.text.Value != "" {
			left += l.env.Theme.Faint.Render(fmt.Sprintf("  %d of %d", len(l.matching), len(l.rows)))
		}
	}
	if n := len(l.items); n > l.page && l.page > 0 {
		from, to := l.scroll.Range(n, l.page)
		views = l.env.Theme.Faint.Render(fmt.Sprintf("%d-%d of %d   ", from+1, to, n)) + views
	}
	return cell.Ends(left, views+" ", w)
}

// warningLines say that what is shown is not everything, or is not new. An error
// may take a few lines: it is why the answer is missing.
func (l *List) warningLines(w int) []string {
	s := &l.env.State
	if s.Err == nil {
		return []string{l.warningLine(w)}
	}
	if len(l.items) == 0 && s.Result == nil { // it is shown in place of the rows
		return []string{""}
	}
	text := strings.TrimSuffix(cell.Clean(s.Err.Error()), ".") + ". r retries."
	return present.Styled(l.env.Theme.Broken, firstLines(cell.Hang(" "+theme.Cross+" ", text, w-1), 3, w))
}

func (l *List) warningLine(w int) string {
	s := &l.env.State
	if s.Progress != "" {
		return l.env.Theme.Faint.Render(cell.Cut(" "+l.env.Progress(), w))
	}
	if res := s.Result; res != nil && len(res.Report.Unreadable) > 0 && len(l.items) > 0 {
		text := " ! Could not read " + present.UnreadableWords(res.Report.Unreadable[0])
		if n := len(res.Report.Unreadable) - 1; n > 0 {
			text += fmt.Sprintf(", and %d more", n)
		}
		return l.env.Theme.Warning.Render(cell.Cut(text+" (L for details)", w))
	}
	return ""
}

func (l *List) Text() ([]string, int) {
	if len(l.items) == 0 {
		return l.nothing(80), 0
	}
	out := []string{l.Status()}
	for i, it := range l.items {
		mark := "  "
		if i == l.cursor {
			mark = theme.Cursor + " "
		}
		switch it.kind {
		case recoveredItem:
			out = append(out, mark+l.recovered.pods[it.recovered].Words())
		case causeItem:
			out = append(out, mark+l.rows[it.row].Cause+": "+present.Plural(it.pods, "pod"))
		default:
			r := &l.rows[it.row]
			out = append(out, mark+cell.Clean(r.Key.Namespace+"/"+r.Key.Pod)+": "+r.Cause)
		}
	}
	return out, l.cursor + 1
}
