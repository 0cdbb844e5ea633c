package list

import (
	"cmp"
	"slices"

	"github.com/pulldoctor/pulldoctor/ui/present"
)

// column is one by which the list can be sorted.
type column int

const (
	orderRead      column = iota // as the report has them; causes by their pods
	orderNamespace               // then by name
	orderCause
	orderRegistry
	orderPods // most first
	orderAge  // newest first
	columnsToSort
)

// columnNames are the words for them, in the settings too.
var columnNames = [...]string{"report", "namespace", "cause", "registry", "pods", "age"}

// order is how the list is sorted.
type order struct {
	by       column
	reversed bool
}

// sort sorts the indexes of rows; rows that are equal stay in the report's order.
func (o order) sort(rows []present.Row, list []int) {
	if o.by == orderRead {
		if o.reversed {
			slices.Reverse(list)
		}
		return
	}
	slices.SortStableFunc(list, func(i, j int) int {
		n := o.compare(&rows[i], &rows[j])
		if o.reversed {
			n = -n
		}
		return n
	})
}

func (o order) compare(a, b *present.Row) int {
	switch o.by {
	case orderNamespace:
		return cmp.Or(cmp.Compare(a.Key.Namespace, b.Key.Namespace), cmp.Compare(a.Key.Pod, b.Key.Pod))
	case orderCause:
		return cmp.Or(cmp.Compare(a.Cause, b.Cause), cmp.Compare(a.Group, b.Group))
	case orderRegistry:
		return cmp.Compare(a.Registry, b.Registry)
	case orderPods:
		return cmp.Or(cmp.Compare(b.Pods, a.Pods), cmp.Compare(a.Group, b.Group))
	case orderAge:
		return b.Created.Compare(a.Created)
	}
	return 0
}

// mark is what a column's title has behind it when the list is sorted by it.
func (o order) mark(c column) string {
	switch {
	case o.by != c || c == orderRead:
		return ""
	case o.reversed:
		return "↑"
	}
	return "↓"
}

// sortBy sorts by a column; the same one again reverses the order.
func (l *List) sortBy(c column) {
	if l.order.by == c {
		l.order.reversed = !l.order.reversed
	} else {
		l.order = order{by: c}
	}
	l.arrange()
}

// nextOrder goes on to the next column.
func (l *List) nextOrder() {
	l.order = order{by: (l.order.by + 1) % columnsToSort}
	l.arrange()
	words := map[column]string{orderRead: "as in the report", orderPods: "most pods first", orderAge: "newest first"}[l.order.by]
	if words == "" {
		words = "by " + columnNames[l.order.by]
	}
	if l.byCause && l.order.by == orderRead {
		words = "most pods first"
	}
	l.env.Say("sorted " + words + "; S reverses")
}
