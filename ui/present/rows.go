package present

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// PodKey names a pod over all snapshots.
type PodKey struct{ Namespace, Pod string }

// Row is one failing pod as the list shows it. It is made once for each
// result, so that drawing thousands of pods is no work.
type Row struct {
	Key      PodKey
	Index    int // index of its first failure in the result
	More     int // other failing containers of the same pod
	Cause    string
	Check    string
	Severity diagnose.Severity
	Registry string
	Image    string // without its registry
	Node     string
	Reason   string
	Owner    string    // the workload: "Deployment/web"; empty for none
	Pods     int       // pods with this cause, itself included
	Created  time.Time // when the pod was made
	Group    int       // index of its cause
	Search   string    // everything the filter looks at, lower case
}

// Rows are the rows of a result, one a pod, in the report's order.
func Rows(res *diagnose.Result) []Row {
	if res == nil {
		return nil
	}
	groups := groupsOf(res)
	pods := podsOf(res)
	index := make(map[PodKey]int, len(res.Diagnoses))
	rows := make([]Row, 0, len(res.Diagnoses))
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		if d.Failure == nil {
			continue
		}
		key := PodKey{d.Failure.Namespace, d.Failure.Pod}
		if at, ok := index[key]; ok {
			rows[at].More++
			continue
		}
		index[key] = len(rows)
		r := rowOf(d, i)
		if r.Group, r.Pods = groups[i], 1; r.Group >= 0 {
			r.Pods = pods[r.Group]
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
		seen := make(map[PodKey]bool, len(cause.Failures))
		for _, i := range cause.Failures {
			if i >= 0 && i < len(res.Diagnoses) && res.Diagnoses[i].Failure != nil {
				f := res.Diagnoses[i].Failure
				seen[PodKey{f.Namespace, f.Pod}] = true
			}
		}
		n[c] = len(seen)
	}
	return n
}

func rowOf(d *diagnose.Diagnosis, i int) Row {
	root := Root(d)
	r := Row{
		Key: PodKey{d.Failure.Namespace, d.Failure.Pod}, Index: i,
		Cause: CauseWords(string(root.Check), root.Title), Check: string(root.Check),
		Severity: root.Severity, Registry: d.Failure.Registry,
	}
	r.Image, r.Node, r.Reason = cell.Clean(strings.TrimPrefix(d.Failure.Image, d.Failure.Registry+"/")), cell.Clean(d.Failure.Node), cell.Clean(d.Failure.Reason)
	if o := d.Failure.Owner; o != nil {
		r.Owner = cell.Clean(o.Kind + "/" + o.Name)
	}
	switch {
	case d.Pod != nil && !d.Pod.Created.IsZero():
		r.Created = d.Pod.Created
	case d.Failure.Since != nil:
		r.Created = *d.Failure.Since
	}
	r.Search = strings.ToLower(strings.Join([]string{
		r.Key.Namespace, r.Key.Pod, r.Cause, r.Check, d.Failure.Image, d.Failure.Registry, d.Failure.Node, r.Owner,
	}, " "))
	return r
}

// PodName is the pod with the number of its other failing containers.
func (r *Row) PodName(w int) string {
	name := cell.Clean(r.Key.Pod)
	if r.More > 0 {
		extra := " +" + Plural(r.More, "container")
		if cell.Width(name)+cell.Width(extra) <= w {
			return name + extra
		}
	}
	return cell.Middle(name, w)
}
