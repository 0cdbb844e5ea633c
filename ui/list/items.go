package list

import (
	"cmp"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

type itemKind int

const (
	podItem itemKind = iota
	causeItem
	recoveredItem
)

// item is one line of the list.
type item struct {
	kind      itemKind
	row       int // podItem: index of the row; causeItem: of its first shown one
	recovered int // recoveredItem: index of the pod
	pods      int // causeItem: how many rows are below it
	last      bool
}

// itemKey finds a line again in a new reading.
type itemKey struct {
	kind   itemKind
	pod    present.PodKey
	check  string
	object diagnose.Object
}

func (l *List) keyOf(it item) itemKey {
	switch it.kind {
	case recoveredItem:
		return itemKey{kind: podItem, pod: l.recovered.pods[it.recovered].was}
	case causeItem:
		k := itemKey{kind: causeItem, check: l.rows[it.row].Check}
		if c := l.causeOf(it.row); c != nil && c.Object != nil {
			k.object = *c.Object
		} else if c == nil {
			k.pod = l.rows[it.row].Key
		}
		return k
	}
	return itemKey{kind: podItem, pod: l.rows[it.row].Key}
}

// causeOf is the cause of a row, nil if the report groups it under none.
func (l *List) causeOf(at int) *diagnose.Cause {
	res, g := l.env.State.Result, l.rows[at].Group
	if res == nil || g < 0 || g >= len(res.Report.Causes) {
		return nil
	}
	return &res.Report.Causes[g]
}

// arrange makes the lines, after a result, a filter or another view. The
// cursor stays on what it was on; if that is gone, it stays where it was.
func (l *List) arrange() {
	items := l.podItems()
	if l.byCause {
		items = l.causeItems(items)
	}
	for i := range l.recovered.pods {
		if l.letsRecovered(&l.recovered.pods[i]) {
			items = append(items, item{kind: recoveredItem, recovered: i})
		}
	}
	l.items = items
	l.need = l.needs()
	for i, it := range items {
		if l.keyOf(it) == l.chosen {
			l.cursor = i
			return
		}
	}
	l.move(0)
}

func (l *List) podItems() []item {
	f := parseFilter(l.text.Value)
	items := make([]item, 0, len(l.rows))
	for i := range l.rows {
		if f.Matches(&l.rows[i]) {
			items = append(items, item{kind: podItem, row: i})
		}
	}
	return items
}

// causeItems puts a line for the cause over its pods. The cause that stops
// most pods comes first.
func (l *List) causeItems(pods []item) []item {
	byGroup := map[int][]item{}
	var order []int
	for _, it := range pods {
		g := l.rows[it.row].Group
		if g < 0 {
			g = -1 - it.row // a cause of its own
		}
		if byGroup[g] == nil {
			order = append(order, g)
		}
		byGroup[g] = append(byGroup[g], it)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(len(byGroup[b]), len(byGroup[a]))
	})
	out := make([]item, 0, len(pods)+len(order))
	for _, g := range order {
		under := byGroup[g]
		under[len(under)-1].last = true
		out = append(out, item{kind: causeItem, row: under[0].row, pods: len(under)})
		out = append(out, under...)
	}
	return out
}

// letsRecovered filters a recovered pod by its name and namespace.
func (l *List) letsRecovered(h *recovering) bool {
	r := present.Row{Key: present.PodKey{Namespace: h.was.Namespace, Pod: h.was.Pod}}
	r.Search = r.Key.Namespace + " " + r.Key.Pod
	return parseFilter(l.text.Value).Matches(&r)
}
