package ui

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// columns are the widths of the list's columns in cells.
type columns struct {
	ns, pod, cause, registry, also, age int
}

// needs are the widths that the shown rows would like to have. It looks at
// every row, so it is kept until the rows change.
func (l *list) needs() columns {
	c := columns{ns: 2, pod: 3, cause: 5, registry: 8, also: 4, age: 4}
	for _, it := range l.items {
		if it.kind == healedItem {
			continue
		}
		r := &l.rows[it.row]
		c.ns = max(c.ns, cell.Width(r.key.ns))
		c.pod = max(c.pod, cell.Width(r.key.pod)+min(r.more, 1)*13)
		c.cause = max(c.cause, cell.Width(r.cause)+2)
		c.registry = max(c.registry, hostWidth(r.registry))
	}
	return c
}

// podWidth tells most pods apart; cloudWidth holds "ECR eu-west-1".
const (
	podWidth   = 16
	cloudWidth = 13
)

// share gives w cells to the columns. Age and count are short and always
// there; then the cause and the host get what they need, and the pod's name,
// which can lose its middle, the rest.
func (c columns) share(w int) columns {
	const gaps, mark, margin = 5 * 2, 3, 1
	c.ns = min(c.ns, 14)
	room := max(w-mark-gaps-margin-c.ns-c.also-c.age, 0)
	if min(c.pod, podWidth)+c.cause+min(c.registry, cloudWidth) > room { // the count is in the other view, too
		room += c.also + 2
		c.also = 0
	}
	if min(c.pod, podWidth)+c.cause+min(c.registry, cloudWidth) > room { // the host is in the text beside or below
		room += 2
		c.registry = 0
	}
	c.registry = min(c.registry, max(room*3/10, cloudWidth)) // a cloud's longer host: by its name, or under the list
	c.cause = min(c.cause, max(room*2/5, room-c.registry-podWidth, 5))
	c.pod = min(c.pod, max(room-c.cause-c.registry, 0))
	return c
}

func (c columns) header(byCause bool) string {
	if byCause {
		return "   CAUSE, AND THE PODS IT STOPS"
	}
	return "   " + cell.Fit("NS", c.ns) + "  " + cell.Fit("POD", c.pod) + "  " + cell.Fit("CAUSE", c.cause) +
		c.host("REGISTRY") + c.count("ALSO") + "  " + cell.Right("AGE", c.age)
}

// host is the column of the registries, if there is one.
func (c columns) host(s string) string {
	if c.registry == 0 {
		return ""
	}
	return "  " + cell.Fit(s, c.registry)
}

// count is the column of the pods with the same cause, if there is one.
func (c columns) count(s string) string {
	if c.also == 0 {
		return ""
	}
	return "  " + cell.Right(s, c.also)
}

// line draws one item.
func (l *list) line(c columns, i, w int) string {
	it, th := l.items[i], l.a.th
	on := i == l.cursor
	mark := "   "
	if on {
		mark = " " + theme.Cursor + " "
	}
	var text string
	switch {
	case it.kind == healedItem:
		text = mark + l.healed.pods[it.heal].words()
		if !on {
			return th.OK.Render(cell.Cut(text, w))
		}
	case it.kind == causeItem:
		glyph, style := severityLook(th, l.rows[it.row].severity)
		cause := glyph + " " + l.rows[it.row].cause
		rest := "  " + l.causeObject(it.row) + "  " + plural(it.pods, "pod")
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
func (l *list) podLine(c columns, r *row, mark string, on bool, w int) string {
	glyph, style := severityLook(l.a.th, r.severity)
	also := ""
	if r.also > 1 {
		also = fmt.Sprintf("x%d", r.also)
	}
	before := mark + cell.Fit(cell.Clean(r.key.ns), c.ns) + "  " + cell.Pad(r.podName(c.pod), c.pod) + "  "
	cause := cell.Fit(glyph+" "+r.cause, c.cause)
	after := c.host(hostIn(r.registry, c.registry)) + c.count(also) + "  " + cell.Right(l.age(r), c.age)
	if on {
		th := l.a.th
		room := max(w-cell.Width(before)-cell.Width(cause), 0)
		return cell.Cut(th.Selected.Render(before)+style.Inherit(th.Selected).Render(cause)+
			th.Selected.Render(cell.Fit(after, room)), w)
	}
	return cell.Cut(before+style.Render(cause)+after, w)
}

// underCause is a pod in the list of causes.
func (l *list) underCause(it item, mark string, w int) string {
	r := &l.rows[it.row]
	twig := "├ "
	if it.last {
		twig = "└ "
	}
	name := cell.Clean(r.key.ns) + " / " + r.podName(max(w-cell.Width(r.key.ns)-16, 8))
	return cell.Ends(mark+"  "+twig+name, cell.Right(l.age(r), 4)+" ", w)
}

// causeObject is what is to be mended, where the report says so.
func (l *list) causeObject(at int) string {
	if c := l.causeOf(at); c != nil && c.Object != nil {
		return objectWords(*c.Object)
	}
	return cell.Clean(l.rows[at].registry)
}

func (l *list) age(r *row) string {
	if r.born.IsZero() {
		return ""
	}
	return age(l.a.state.clusterNow(l.a.now()).Sub(r.born))
}

// words are the line of a pod that stopped failing.
func (h *healing) words() string {
	state := theme.Check + " Running "
	if !h.running {
		state = theme.Dot + " Starting"
	}
	s := state + "  " + cell.Clean(h.now.Namespace+"/"+h.now.Name)
	if h.now.Name != h.was.pod {
		s += "  (in place of " + cell.Middle(cell.Clean(h.was.pod), 24) + ")"
	}
	return s
}
