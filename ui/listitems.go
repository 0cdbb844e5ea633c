package ui

import (
	"cmp"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

type itemKind int

const (
	podItem itemKind = iota
	causeItem
	healedItem
)

// item is one line of the list.
type item struct {
	kind itemKind
	row  int // podItem: index of the row; causeItem: of its first shown one
	heal int // healedItem: index of the pod
	pods int // causeItem: how many rows stand under it
	last bool
}

// itemKey tells a line again after everything was read anew.
type itemKey struct {
	kind   itemKind
	pod    podKey
	check  string
	object diagnose.Object
}

func (l *list) keyOf(it item) itemKey {
	switch it.kind {
	case healedItem:
		return itemKey{kind: podItem, pod: l.healed.pods[it.heal].was}
	case causeItem:
		k := itemKey{kind: causeItem, check: l.rows[it.row].check}
		if c := l.causeOf(it.row); c != nil && c.Object != nil {
			k.object = *c.Object
		} else if c == nil {
			k.pod = l.rows[it.row].key
		}
		return k
	}
	return itemKey{kind: podItem, pod: l.rows[it.row].key}
}

// causeOf is the cause of a row, nil if the report groups it under none.
func (l *list) causeOf(at int) *diagnose.Cause {
	res, g := l.env.State.result, l.rows[at].group
	if res == nil || g < 0 || g >= len(res.Report.Causes) {
		return nil
	}
	return &res.Report.Causes[g]
}

// arrange makes the lines anew: after a result, a filter, another view. The
// cursor stays on what it was on; if that is gone, it stays where it was.
func (l *list) arrange() {
	items := l.podItems()
	if l.byCause {
		items = l.causeItems(items)
	}
	for i := range l.healed.pods {
		if l.letsHealed(&l.healed.pods[i]) {
			items = append(items, item{kind: healedItem, heal: i})
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

func (l *list) podItems() []item {
	f := parseFilter(l.text.text)
	items := make([]item, 0, len(l.rows))
	for i := range l.rows {
		if f.lets(&l.rows[i]) {
			items = append(items, item{kind: podItem, row: i})
		}
	}
	return items
}

// causeItems puts a line for the cause over its pods. The cause that stops
// most pods comes first.
func (l *list) causeItems(pods []item) []item {
	byGroup := map[int][]item{}
	var order []int
	for _, it := range pods {
		g := l.rows[it.row].group
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

// letsHealed filters a healed pod by its name and namespace.
func (l *list) letsHealed(h *healing) bool {
	r := row{key: podKey{h.was.ns, h.was.pod}}
	r.search = r.key.ns + " " + r.key.pod
	return parseFilter(l.text.text).lets(&r)
}
