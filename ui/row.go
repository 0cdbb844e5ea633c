package ui

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// podKey names a pod over all snapshots.
type podKey struct{ ns, pod string }

// row is one failing pod as the list shows it. It is made once for each
// result, so that drawing thousands of pods is no work.
type row struct {
	key      podKey
	at       int // index of its first failure in the result
	more     int // other failing containers of the same pod
	cause    string
	check    string
	severity diagnose.Severity
	registry string
	also     int       // pods with this cause, itself included
	born     time.Time // when the pod was made
	group    int       // index of its cause
	search   string    // everything the filter looks at, lower case
	need     columns   // the widths it would like to have
}

// rowsOf are the rows of a result, one a pod, in the report's order.
func rowsOf(res *diagnose.Result) []row {
	if res == nil {
		return nil
	}
	groups := groupsOf(res)
	pods := podsOf(res)
	index := make(map[podKey]int, len(res.Diagnoses))
	rows := make([]row, 0, len(res.Diagnoses))
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		if d.Failure == nil {
			continue
		}
		key := podKey{d.Failure.Namespace, d.Failure.Pod}
		if at, ok := index[key]; ok {
			rows[at].more++
			rows[at].need.pod = cell.Width(key.pod) + extraWidth
			continue
		}
		index[key] = len(rows)
		r := rowOf(d, i)
		if r.group, r.also = groups[i], 1; r.group >= 0 {
			r.also = pods[r.group]
		}
		rows = append(rows, r)
	}
	return rows
}

// groupsOf gives the index of the cause for each failure, -1 for none.
func groupsOf(res *diagnose.Result) []int {
	groups := make([]int, len(res.Diagnoses))
	for i := range groups {
		groups[i] = -1
	}
	for c, cause := range res.Report.Causes {
		for _, i := range cause.Failures {
			if i >= 0 && i < len(groups) {
				groups[i] = c
			}
		}
	}
	return groups
}

// podsOf counts the pods of each cause; containers of one pod count once.
func podsOf(res *diagnose.Result) []int {
	n := make([]int, len(res.Report.Causes))
	for c, cause := range res.Report.Causes {
		seen := make(map[podKey]bool, len(cause.Failures))
		for _, i := range cause.Failures {
			if i >= 0 && i < len(res.Diagnoses) && res.Diagnoses[i].Failure != nil {
				f := res.Diagnoses[i].Failure
				seen[podKey{f.Namespace, f.Pod}] = true
			}
		}
		n[c] = len(seen)
	}
	return n
}

func rowOf(d *diagnose.Diagnosis, i int) row {
	root := rootOf(d)
	r := row{
		key: podKey{d.Failure.Namespace, d.Failure.Pod}, at: i,
		cause: causeWords(string(root.Check), root.Title), check: string(root.Check),
		severity: root.Severity, registry: d.Failure.Registry,
	}
	switch {
	case d.Pod != nil && !d.Pod.Created.IsZero():
		r.born = d.Pod.Created
	case d.Failure.Since != nil:
		r.born = *d.Failure.Since
	}
	r.need = columns{ns: cell.Width(r.key.ns), pod: cell.Width(r.key.pod), cause: cell.Width(r.cause) + 2,
		registry: hostWidth(r.registry), host: leastHost(r.registry)}
	r.search = strings.ToLower(strings.Join([]string{
		r.key.ns, r.key.pod, r.cause, r.check, d.Failure.Image, d.Failure.Registry, d.Failure.Node,
	}, " "))
	return r
}

// extraWidth is what "+1 container" takes beside a pod's name.
const extraWidth = 13

// podName is the pod with the number of its other failing containers.
func (r *row) podName(w int) string {
	name := cell.Clean(r.key.pod)
	if r.more > 0 {
		extra := " +" + plural(r.more, "container")
		if cell.Width(name)+cell.Width(extra) <= w {
			return name + extra
		}
	}
	return cell.Middle(name, w)
}
