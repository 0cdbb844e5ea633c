package list

import (
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
	newest    int // causeItem: index of the youngest of them
	open      bool
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
		return l.causeKey(it.row)
	}
	return itemKey{kind: podItem, pod: l.rows[it.row].Key}
}

// causeKey is that of the cause of a row.
func (l *List) causeKey(row int) itemKey {
	k := itemKey{kind: causeItem, check: l.rows[row].Check}
	if c := l.causeOf(row); c != nil && c.Object != nil {
		k.object = *c.Object
	} else if c == nil {
		k.pod = l.rows[row].Key
	}
	return k
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
	l.matching = l.match()
	l.items = make([]item, 0, len(l.matching))
	if l.byCause {
		l.items = l.causeItems(l.items)
	} else {
		for _, i := range l.matching {
			l.items = append(l.items, item{kind: podItem, row: i})
		}
	}
	for i := range l.recovered.pods {
		if l.letsRecovered(&l.recovered.pods[i]) {
			l.items = append(l.items, item{kind: recoveredItem, recovered: i})
		}
	}
	l.need = l.needs()
	l.find()
}

// find puts the cursor on the line that was chosen; on its cause where that is
// folded.
func (l *List) find() {
	wanted := []itemKey{l.chosen}
	if l.byCause && l.chosen.kind == podItem {
		if i := slices.IndexFunc(l.matching, func(i int) bool { return l.rows[i].Key == l.chosen.pod }); i >= 0 {
			wanted = append(wanted, l.causeKey(l.matching[i]))
		}
	}
	for _, key := range wanted {
		for i, it := range l.items {
			if l.keyOf(it) == key {
				l.cursor = i
				return
			}
		}
	}
	l.move(0)
}

// match are the rows that the filter shows, in the order that was asked for.
func (l *List) match() []int {
	f := parseFilter(l.text.Value)
	out := make([]int, 0, len(l.rows))
	for i := range l.rows {
		if f.Matches(&l.rows[i]) {
			out = append(out, i)
		}
	}
	l.order.sort(l.rows, out)
	return out
}

// causeItems has one line a cause, and its pods below it where it is unfolded. The
// cause that stops most pods comes first, unless another order was asked for.
func (l *List) causeItems(out []item) []item {
	byGroup := map[int][]int{}
	var groups []int
	for _, i := range l.matching {
		g := l.rows[i].Group
		if g < 0 {
			g = -1 - i // a cause of its own
		}
		if byGroup[g] == nil {
			groups = append(groups, g)
		}
		byGroup[g] = append(byGroup[g], i)
	}
	if l.order.by == orderRead {
		slices.SortStableFunc(groups, func(a, b int) int { return len(byGroup[b]) - len(byGroup[a]) })
	}
	for _, g := range groups {
		under := byGroup[g]
		head := item{kind: causeItem, row: under[0], pods: len(under), open: l.unfolded[l.causeKey(under[0])]}
		head.newest = under[0]
		for _, i := range under {
			if l.rows[i].Created.After(l.rows[head.newest].Created) {
				head.newest = i
			}
		}
		out = append(out, head)
		for n, i := range under {
			if head.open {
				out = append(out, item{kind: podItem, row: i, last: n == len(under)-1})
			}
		}
	}
	return out
}

// fold folds or unfolds the cause of the line under the cursor.
func (l *List) fold(open bool) {
	it, ok := l.item()
	if !ok || it.kind == recoveredItem {
		return
	}
	key := l.causeKey(it.row)
	l.unfolded[key] = open
	if !open {
		l.chosen = key
	}
	l.arrange()
}

// letsRecovered filters a recovered pod by its name and namespace.
func (l *List) letsRecovered(h *recovering) bool {
	r := present.Row{Key: present.PodKey{Namespace: h.was.Namespace, Pod: h.was.Pod}}
	r.Search = r.Key.Namespace + " " + r.Key.Pod
	return parseFilter(l.text.Value).Matches(&r)
}
