package list

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// columns are the widths of the list's columns in cells. A column of width 0
// is left out.
type columns struct {
	ns, pod, cause, registry, also, age int

	host int // the least for the registry
	gap  int // between columns
}

// needs are the widths that the shown rows would like to have. It looks at
// every row, so it is kept until the rows change.
func (l *List) needs() columns {
	c := columns{gap: between, ns: 2, pod: 3, cause: 5, registry: 8, also: 4, age: 4, host: 8}
	for _, it := range l.items {
		if it.kind == recoveredItem {
			continue
		}
		n := &l.widths[it.row]
		c.ns, c.pod, c.cause = max(c.ns, n.ns), max(c.pod, n.pod), max(c.cause, n.cause)
		c.registry, c.host = max(c.registry, n.registry), max(c.host, n.host)
	}
	c.ns = min(c.ns, widestNamespace)
	return c
}

// extraWidth is what "+1 container" takes beside a pod's name.
const extraWidth = 13

// widthsOf are the widths that a row would like to have.
func widthsOf(r *present.Row) columns {
	c := columns{ns: cell.Width(r.Key.Namespace), pod: cell.Width(r.Key.Pod), cause: cell.Width(r.Cause) + 2,
		registry: present.HostWidth(r.Registry), host: present.LeastHost(r.Registry)}
	if r.More > 0 {
		c.pod += extraWidth
	}
	return c
}

// Widths in cells.
const (
	widestNamespace = 14
	leastPod        = 13 // tells most pods apart
	goodPod         = 17 // both ends of a Deployment's pod
	between         = 2  // columns
	leastBetween    = 1  // where there is little room
	margin          = 1  // at the right
	cursorWidth     = 3
)

// width is what the columns take.
func (c columns) width() int {
	w := cursorWidth + c.ns + c.gap + c.pod + c.gap + c.cause + margin
	for _, n := range []int{c.registry, c.also, c.age} {
		if n > 0 {
			w += c.gap + n
		}
	}
	return w
}

// share gives w cells to the columns. The cause gets what it needs. Where there
// is no room, the columns move together, then long hosts are shortened; then the
// host goes, which is in the text beside or below, and at last the count. The
// pod's name can lose its middle and gets the rest.
func (c columns) share(w int) columns {
	fits := func() bool {
		least := c
		least.pod, least.registry = min(c.pod, leastPod), min(c.registry, c.host)
		return least.width() <= w
	}
	for _, less := range []func(){
		func() { c.gap = leastBetween },
		func() { c.host = min(c.host, present.ShortHost) },
		func() { c.gap, c.registry = between, 0 },
		func() { c.also = 0 },
	} {
		if !fits() {
			less()
		}
	}
	least := c
	least.pod, least.cause, least.registry = min(c.pod, leastPod), 0, min(c.registry, c.host)
	c.cause = max(min(c.cause, w-least.width()), 5)
	spare := max(w-least.width()-c.cause, 0)
	more := min(min(c.pod, goodPod)-least.pod, spare)
	spare -= more
	wide := min(c.registry-least.registry, spare)
	c.registry = least.registry + wide
	c.pod = min(c.pod, least.pod+more+spare-wide)
	return c
}

// listWidth is what the list takes of a wide window, so that pods and causes
// can be read; the detail beside it gets the rest. It is 0 where that would
// leave too little: then the detail goes below.
func (c columns) listWidth(w int) int {
	least := c
	least.pod, least.registry, least.also = min(c.pod, goodPod), 0, 0
	lw := max(least.width(), w/2)
	if w >= 120 {
		lw = max(lw, w*11/20)
	}
	all := c // every column, close together
	all.gap, all.pod, all.registry = leastBetween, min(c.pod, leastPod), min(c.registry, c.host, present.ShortHost)
	if n := all.width(); w-n-1 >= goodDetail {
		lw = max(lw, n)
	}
	if n := c.width(); w-n-1 >= ampleDetail { // nothing has to be cut
		lw = max(lw, n)
	}
	if w-lw-1 < leastDetail {
		return 0
	}
	return lw
}

// leastDetail is the width in which the text beside the list can be read,
// goodDetail the one in which it reads well, and in ampleDetail more would not
// be missed.
const (
	ampleDetail = 80
	leastDetail = 40
	goodDetail  = 56
)

func (c columns) header(byCause bool) string {
	if byCause {
		return "   CAUSE AND AFFECTED PODS"
	}
	return "   " + cell.Fit("NS", c.ns) + c.space() + cell.Fit("POD", c.pod) + c.space() + cell.Fit("CAUSE", c.cause) +
		c.hostCell("REGISTRY") + c.count("ALSO") + c.space() + cell.Right("AGE", c.age)
}

// space is put between two columns.
func (c columns) space() string { return strings.Repeat(" ", c.gap) }

// hostCell is the column of the registries, if there is one.
func (c columns) hostCell(s string) string {
	if c.registry == 0 {
		return ""
	}
	return c.space() + cell.Fit(s, c.registry)
}

// count is the column of the pods with the same cause, if there is one.
func (c columns) count(s string) string {
	if c.also == 0 {
		return ""
	}
	return c.space() + cell.Right(s, c.also)
}

// line draws one item.
func (l *List) line(c columns, i, w int) string {
	it, th := l.items[i], l.env.Theme
	on := i == l.cursor
	mark := "   "
	if on {
		mark = " " + theme.Cursor + " "
	}
	var text string
	switch {
	case it.kind == recoveredItem:
		text = mark + l.recovered.pods[it.recovered].Words()
		if !on {
			return th.OK.Render(cell.Cut(text, w))
		}
	case it.kind == causeItem:
		glyph, style := present.SeverityStyle(th, l.rows[it.row].Severity)
		pods := present.Plural(it.pods, "pod") + " "
		cause := cell.Fit(glyph+" "+l.rows[it.row].Cause, max(min(l.need.cause, w-cursorWidth-len(pods)-2), 1))
		rest := cell.Ends("  "+l.causeObject(it.row), pods, max(w-cursorWidth-cell.Width(cause), 0))
		if !on {
			return cell.Cut(mark+style.Render(cause)+rest, w)
		}
		text = mark + cause + rest
	case l.byCause:
		text = l.underCause(it, mark, w)
	default:
		return l.podLine(c, &l.rows[it.row], mark, on, w)
	}
	if on {
		return th.Selected.Render(cell.Fit(text, w))
	}
	return cell.Cut(text, w)
}

// podLine is a row of the list of pods.
func (l *List) podLine(c columns, r *present.Row, mark string, on bool, w int) string {
	glyph, style := present.SeverityStyle(l.env.Theme, r.Severity)
	also := ""
	if r.Pods > 1 {
		also = fmt.Sprintf("x%d", r.Pods)
	}
	before := mark + cell.Fit(cell.Clean(r.Key.Namespace), c.ns) + c.space() + cell.Pad(r.PodName(c.pod), c.pod) + c.space()
	cause := cell.Fit(glyph+" "+r.Cause, c.cause)
	after := c.hostCell(present.HostIn(r.Registry, c.registry)) + c.count(also) + c.space() + cell.Right(l.age(r), c.age)
	if on {
		th := l.env.Theme
		room := max(w-cell.Width(before)-cell.Width(cause), 0)
		return cell.Cut(th.Selected.Render(before)+style.Inherit(th.Selected).Render(cause)+
			th.Selected.Render(cell.Fit(after, room)), w)
	}
	return cell.Cut(before+style.Render(cause)+after, w)
}

// underCause is a pod in the list of causes.
func (l *List) underCause(it item, mark string, w int) string {
	r := &l.rows[it.row]
	twig := "├ "
	if it.last {
		twig = "└ "
	}
	name := cell.Clean(r.Key.Namespace) + " / " + r.PodName(max(w-cell.Width(r.Key.Namespace)-16, 8))
	return cell.Ends(mark+"  "+twig+name, cell.Right(l.age(r), 4)+" ", w)
}

// causeObject is what has to be fixed, where the report says so.
func (l *List) causeObject(at int) string {
	if c := l.causeOf(at); c != nil && c.Object != nil {
		return present.ObjectName(*c.Object)
	}
	return cell.Clean(l.rows[at].Registry)
}

func (l *List) age(r *present.Row) string {
	if r.Created.IsZero() {
		return ""
	}
	return present.Age(l.env.State.ClusterNow(l.env.Now()).Sub(r.Created))
}

// Words are the line of a pod that stopped failing.
func (h *recovering) Words() string {
	state := theme.Check + " Running "
	if !h.running {
		state = theme.Dot + " Starting"
	}
	s := state + "  " + cell.Clean(h.now.Namespace+"/"+h.now.Name)
	if h.now.Name != h.was.Pod {
		s += "  (replaces " + cell.Middle(cell.Clean(h.was.Pod), 24) + ")"
	}
	return s
}
