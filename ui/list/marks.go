package list

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// mark marks the pod under the cursor, or all pods of the cause, and goes on to
// the next line. Again, it takes the mark away.
func (l *List) mark() {
	it, ok := l.item()
	if !ok || it.kind == recoveredItem {
		return
	}
	rows := []int{it.row}
	if it.kind == causeItem {
		rows = l.under(it)
	}
	on := !l.allMarked(rows)
	for _, i := range rows {
		if on {
			l.marked[l.rows[i].Key] = true
		} else {
			delete(l.marked, l.rows[i].Key)
		}
	}
	l.move(1)
}

// under are the shown rows of a cause.
func (l *List) under(cause item) []int {
	if l.rows[cause.row].Group < 0 {
		return []int{cause.row}
	}
	var out []int
	for _, i := range l.matching {
		if l.rows[i].Group == l.rows[cause.row].Group {
			out = append(out, i)
		}
	}
	return out
}

func (l *List) allMarked(rows []int) bool {
	for _, i := range rows {
		if !l.marked[l.rows[i].Key] {
			return false
		}
	}
	return len(rows) > 0
}

// keepMarks drops the marks of pods that no longer fail.
func (l *List) keepMarks() {
	if len(l.marked) == 0 {
		return
	}
	kept := map[present.PodKey]bool{}
	for i := range l.rows {
		if k := l.rows[i].Key; l.marked[k] {
			kept[k] = true
		}
	}
	l.marked = kept
}

// fixMarked previews the fix with this index of all marked pods as one. Pods that
// share it are fixed by it once.
func (l *List) fixMarked(n int) tea.Cmd {
	var all []diagnose.Fix
	var first *diagnose.Diagnosis
	for i := range l.rows {
		r := &l.rows[i]
		if !l.marked[r.Key] {
			continue
		}
		d := &l.env.State.Result.Diagnoses[r.Index]
		if n >= len(present.Root(d).Fixes) {
			l.env.Refuse(fmt.Sprintf("%s/%s has no fix %d; take its mark away with space", r.Key.Namespace, r.Key.Pod, n+1))
			return nil
		}
		if first == nil {
			first = d
		}
		all = append(all, present.Root(d).Fixes[n])
	}
	f, err := fix.Together(all)
	if err != nil {
		l.env.Refuse("no fix for all marked pods: " + err.Error())
		return nil
	}
	return pod.OpenFix(l.env, f, first)
}
