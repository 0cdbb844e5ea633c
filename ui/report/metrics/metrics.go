package metrics

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// mostNamespaces is how many namespaces have series of their own; the rest is
// counted together.
const mostNamespaces = 500

// others is the label of the namespaces beyond mostNamespaces. No namespace can
// have this name.
const others = "(others)"

// series is what the containers of a count have in common.
type series struct {
	namespace, check, severity, state string
}

// Write writes the counts of a result, in the OpenMetrics text format 1.0.
func Write(w io.Writer, res *diagnose.Result) error {
	r := &res.Report
	label := labels(r)
	containers := map[series]int{}
	for i := range r.Failures {
		f := &r.Failures[i]
		state := "failing"
		if f.Ahead {
			state = "at-risk"
		}
		root := &f.Findings[0]
		containers[series{label(f.Namespace), string(root.Check), string(root.Severity), state}]++
	}
	b := bufio.NewWriter(w)
	gauge(b, "containers", "Containers whose image cannot be pulled (failing), or that a new node may be unable to pull (at-risk), by their first finding.")
	for _, s := range slices.SortedFunc(maps.Keys(containers), func(a, b series) int {
		return cmp.Or(cmp.Compare(a.namespace, b.namespace), cmp.Compare(a.check, b.check), cmp.Compare(a.severity, b.severity), cmp.Compare(a.state, b.state))
	}) {
		fmt.Fprintf(b, "pulldoctor_containers{namespace=%s,check=%s,severity=%s,state=%s} %d\n", quote(s.namespace), quote(s.check), quote(s.severity), quote(s.state), containers[s])
	}
	one := func(name, help string, n int) {
		gauge(b, name, help)
		fmt.Fprintf(b, "pulldoctor_%s %d\n", name, n)
	}
	one("pods_read", "Pods that were read, healthy ones included.", r.Summary.PodsRead)
	one("unreadable", "Reads that were refused or failed: the answer is incomplete.", r.Summary.Unreadable)
	if s := r.Sweep; s != nil {
		one("swept_pods", "Pods that were judged as if a new node had to pull their images.", s.Swept)
		one("swept_images", "Different images of those pods.", s.Images)
		one("at_risk_pods", "Pods, and workloads without pods, that a new node may not be able to start.", s.AtRisk)
		doubts := map[string]int{}
		for _, u := range s.CannotTell {
			doubts[label(u.Namespace)]++
		}
		gauge(b, "undetermined_images", "Images for which it cannot be told whether a new node could pull them.")
		for _, ns := range slices.Sorted(maps.Keys(doubts)) {
			fmt.Fprintf(b, "pulldoctor_undetermined_images{namespace=%s} %d\n", quote(ns), doubts[ns])
		}
	}
	fmt.Fprint(b, "# EOF\n")
	return b.Flush()
}

func gauge(w io.Writer, name, help string) {
	fmt.Fprintf(w, "# TYPE pulldoctor_%s gauge\n# HELP pulldoctor_%[1]s %[2]s\n", name, help)
}

// labels returns the label of each namespace.
func labels(r *diagnose.Report) func(string) string {
	seen := map[string]bool{}
	for i := range r.Failures {
		seen[r.Failures[i].Namespace] = true
	}
	if r.Sweep != nil {
		for _, u := range r.Sweep.CannotTell {
			seen[u.Namespace] = true
		}
	}
	names := slices.Sorted(maps.Keys(seen))
	if len(names) <= mostNamespaces {
		return func(s string) string { return s }
	}
	last := names[mostNamespaces-1]
	return func(s string) string {
		if s > last {
			return others
		}
		return s
	}
}

// quote writes the value of a label.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}
