package list

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// columns are the widths of the list's columns in cells. A column of width 0
// is left out.
type columns struct {
	ns, pod, cause, registry, also, age int
	image, node, owner, reason          int // where a window is very wide

	host int // the least for the registry
	gap  int // between columns
}

// needs are the widths that the shown rows would like to have. It looks at
// every row, so it is kept until the rows change.
func (l *List) needs() columns {
	c := columns{gap: between, ns: 2, pod: 3, cause: 5, registry: 8, also: 4, age: 4, host: 8}
	for _, i := range l.matching {
		n := &l.widths[i]
		c.ns, c.pod, c.cause = max(c.ns, n.ns), max(c.pod, n.pod), max(c.cause, n.cause)
		c.registry, c.host = max(c.registry, n.registry), max(c.host, n.host)
		c.image, c.node = max(c.image, n.image), max(c.node, n.node)
		c.owner, c.reason = max(c.owner, n.owner), max(c.reason, n.reason)
	}
	if l.order.by == orderPods {
		c.also = 5 // the arrow
	}
	c.ns = max(min(c.ns, widestNamespace), 3)
	return c.only(l.env.Options.Preferences.Columns)
}

// extraWidth is what "+1 container" takes beside a pod's name.
const extraWidth = 13

// widthsOf are the widths that a row would like to have.
func widthsOf(r *present.Row) columns {
	c := columns{ns: cell.Width(r.Key.Namespace), pod: cell.Width(r.Key.Pod), cause: cell.Width(r.Cause) + 2,
		registry: present.HostWidth(r.Registry), host: present.LeastHost(r.Registry)}
	c.image, c.node, c.owner, c.reason = cell.Width(r.Image), cell.Width(r.Node), cell.Width(r.Owner), cell.Width(r.Reason)
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
	for _, n := range []int{c.registry, c.also, c.age, c.image, c.node, c.owner, c.reason} {
		if n > 0 {
			w += c.gap + n
		}
	}
	return w
}

// only leaves out the columns that are not among those that the user wants; nil are
// all.
func (c columns) only(wanted []string) columns {
	if wanted == nil {
		return c
	}
	for name, w := range map[string]*int{"registry": &c.registry, "pods": &c.also, "age": &c.age, "image": &c.image, "owner": &c.owner, "node": &c.node, "reason": &c.reason} {
		if !slices.Contains(wanted, name) {
			*w = 0
		}
	}
	return c
}

// ageCell is the column of the ages, if there is one.
func (c columns) ageCell(s string) string {
	if c.age == 0 {
		return ""
	}
	return c.space() + cell.Right(s, c.age)
}

// core is the list without the columns of very wide windows.
func (c columns) core() columns {
	c.image, c.node, c.owner, c.reason = 0, 0, 0, 0
	return c
}

// wide has as many of the columns of very wide windows as fit beside everything
// else, whole.
func (c columns) wide(w int) columns {
	out := c.core()
	for _, x := range []struct{ from, to *int }{{&c.image, &out.image}, {&c.owner, &out.owner}, {&c.node, &out.node}, {&c.reason, &out.reason}} {
		if *x.from == 0 {
			continue
		}
		*x.to = max(*x.from, leastWide)
		if out.width() > w {
			*x.to = 0
		}
	}
	return out
}

// leastWide holds the titles of those columns.
const leastWide = 6

// share gives w cells to the columns. The cause gets what it needs. Where there
// is no room, the columns move together, then long hosts are shortened; then the
// host goes, which is in the text beside or below, and at last the count. The
// pod's name can lose its middle and gets the rest.
func (c columns) share(w int) columns {
	if c.core().width() <= w {
		return c.wide(w)
	}
	c = c.core()
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
	least := c.core()
	least.pod, least.registry, least.also = min(c.pod, goodPod), 0, 0
	lw := max(least.width(), w/2)
	if w >= 120 {
		lw = max(lw, w*11/20)
	}
	all := c.core() // every column, close together
	all.gap, all.pod, all.registry = leastBetween, min(c.pod, leastPod), min(c.registry, c.host, present.ShortHost)
	if n := all.width(); w-n-1 >= goodDetail {
		lw = max(lw, n)
	}
	switch n := c.core().width(); {
	case w-n-1 >= ampleDetail: // nothing has to be cut, and more can be shown
		lw = max(lw, n, c.wide(w-goodDetail-1).width())
	case w-goodDetail-1 > lw: // names are cut only where there is no room for them
		lw = max(lw, min(n, w-goodDetail-1))
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

func (c columns) header(o order) string {
	out := "   " + cell.Fit("NS"+o.mark(orderNamespace), c.ns) + c.space() + cell.Fit("POD", c.pod) + c.space() + cell.Fit("CAUSE"+o.mark(orderCause), c.cause) +
		c.hostCell("REGISTRY"+o.mark(orderRegistry)) + c.count("ALSO"+o.mark(orderPods)) + c.ageCell("AGE"+o.mark(orderAge))
	return out + c.extra("IMAGE", "OWNER", "NODE", "REASON")
}

// extra are the columns of very wide windows.
func (c columns) extra(image, owner, node, reason string) string {
	out := ""
	for _, x := range []struct {
		text string
		w    int
	}{{image, c.image}, {owner, c.owner}, {node, c.node}, {reason, c.reason}} {
		if x.w > 0 {
			out += c.space() + cell.Fit(x.text, x.w)
		}
	}
	return out
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
	mark := l.mark3(it, on)
	var text string
	switch {
	case it.kind == recoveredItem:
		text = mark + l.recovered.pods[it.recovered].Words()
		if !on {
			return th.OK.Render(cell.Cut(text, w))
		}
	case it.kind == causeItem:
		return l.causeLine(it, mark, on, w)
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
	after := c.hostCell(present.HostIn(r.Registry, c.registry)) + c.count(also) + c.ageCell(l.age(r)) + c.extra(r.Image, r.Owner, r.Node, r.Reason)
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

// mark3 are the three cells before a line: the cursor, and whether it is marked.
func (l *List) mark3(it item, on bool) string {
	cursor, mark := " ", " "
	if on {
		cursor = theme.Cursor
	}
	switch {
	case it.kind == podItem && l.marked[l.rows[it.row].Key], it.kind == causeItem && len(l.marked) > 0 && l.allMarked(l.under(it)):
		mark = theme.Bullet
	}
	return mark + cursor + " "
}

// causeHeader are the titles of the list of causes.
func (l *List) causeHeader(w int) string {
	o := l.order
	left := "   " + cell.Fit("  CAUSE"+o.mark(orderCause), min(l.need.cause+2, max(w-30, 10))) + "  WHERE"
	pods := o.mark(orderPods)
	if o.by == orderRead {
		pods = "↓"
		if o.reversed {
			pods = "↑"
		}
	}
	return cell.Ends(left, cell.Right("PODS"+pods, podsWidth)+"  "+cell.Right("AGE"+o.mark(orderAge), 4)+" ", w)
}

// podsWidth is the column of the counts, "5000 pods".
const podsWidth = 9

// causeLine is a cause: what has to be fixed, how many pods it stops and how old
// the newest is.
func (l *List) causeLine(it item, mark string, on bool, w int) string {
	r, th := &l.rows[it.row], l.env.Theme
	glyph, style := present.SeverityStyle(th, r.Severity)
	sign := "  "
	switch {
	case it.pods > 1 && it.open:
		sign = "- "
	case it.pods > 1:
		sign = "+ "
	}
	cause := cell.Fit(glyph+" "+r.Cause, min(l.need.cause, max(w-32, 8)))
	rest := cell.Ends("  "+l.causeObject(it.row), cell.Right(present.Plural(it.pods, "pod"), podsWidth)+"  "+cell.Right(l.age(&l.rows[it.newest]), 4)+" ",
		max(w-cursorWidth-2-cell.Width(cause), 0))
	if on {
		return cell.Cut(th.Selected.Render(mark+sign)+style.Inherit(th.Selected).Render(cause)+th.Selected.Render(rest), w)
	}
	return cell.Cut(mark+th.Faint.Render(sign)+style.Render(cause)+rest, w)
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
