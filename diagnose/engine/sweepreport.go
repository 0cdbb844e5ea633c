package engine

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// sort puts the pulls at risk into the order of the report. With a sweep of
// nodes, workloads whose only pods are on those nodes come first.
func (w *sweep) sort(cases []*pull.Case, findings [][]diagnose.Finding) {
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	alone := func(k *pull.Case) int { return b2i(len(w.options.Nodes) > 0 && w.elsewhere(k) > 0) }
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := cases[i], cases[j]
		return cmp.Or(alone(a)-alone(b), strings.Compare(a.Pod.Namespace, b.Pod.Namespace), strings.Compare(a.Pod.Name, b.Pod.Name),
			strings.Compare(a.Pod.Kind, b.Pod.Kind), strings.Compare(a.Container.Name, b.Container.Name))
	})
	c, f := slices.Clone(cases), slices.Clone(findings)
	for to, from := range order {
		cases[to], findings[to] = c[from], f[from]
	}
}

// elsewhere counts the pods of a case's workload that run the container's image
// on nodes that the sweep is not narrowed to.
func (w *sweep) elsewhere(k *pull.Case) int {
	if w.others == nil {
		w.others = map[copyOf]int{}
		for i := range w.groups {
			g := &w.groups[i]
			if g.Pod.Template || g.Pod.Phase != "Running" {
				continue
			}
			n := 0
			for _, m := range g.Members {
				if m.Node != "" && !slices.Contains(w.options.Nodes, m.Node) {
					n++
				}
			}
			for j := range g.Pod.Containers {
				w.others[copyOf{w.x.OwnerOf(&g.Pod), g.Pod.Containers[j].Name}] += n
			}
		}
	}
	return w.others[copyOf{w.x.OwnerOf(k.Pod), k.Container.Name}]
}

// copyOf identifies the containers that stand in for each other.
type copyOf struct {
	owner     diagnose.Object
	container string
}

// addTo completes a report with what only a sweep has.
func (w *sweep) addTo(r *diagnose.Report, cases []*pull.Case, failing int) {
	for i := failing; i < len(cases); i++ {
		k, f := cases[i], &r.Failures[i]
		f.Ahead, f.Running = true, !k.Pod.Template && k.Container.Running
		f.Reason, f.Since = "", nil
		if len(w.options.Nodes) > 0 {
			n := w.elsewhere(k)
			f.Elsewhere = &n
		}
	}
	r.Sweep = &diagnose.SweepReport{Swept: w.swept, Images: len(w.images), AtRisk: len(w.atRisk), Nodes: w.options.Nodes, Moved: len(w.options.AsIf) > 0, CannotTell: w.undetermined()}
	if len(w.options.Nodes)+len(w.options.AsIf) == 0 {
		r.Sweep.Hygiene = w.hygiene()
	}
	w.addMoves(r, cases[failing:])
}

func (w *sweep) undetermined() []diagnose.Undetermined {
	var out []diagnose.Undetermined
	for k, n := range w.doubts {
		out = append(out, diagnose.Undetermined{Namespace: k.namespace, Image: k.image, Pods: n, Why: k.why})
	}
	slices.SortFunc(out, func(a, b diagnose.Undetermined) int {
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Image, b.Image), strings.Compare(a.Why, b.Why))
	})
	return out
}

// addMoves counts by namespace what images with another prefix mean, and lists
// the commands that copy those that the new registry does not have.
func (w *sweep) addMoves(r *diagnose.Report, risky []*pull.Case) {
	if len(w.options.AsIf) == 0 {
		return
	}
	images, risks, doubts := map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, k := range w.cases {
		set(images, k.Pod.Namespace, k.Container.Image)
	}
	copies := map[string]bool{}
	for _, k := range risky {
		set(risks, k.Pod.Namespace, k.Container.Image)
		if k.Outcome() == pull.OutcomeAbsent {
			copies["crane copy "+w.original[k.Container.Image]+" "+k.Container.Image] = true
		}
	}
	for k := range w.doubts {
		set(doubts, k.namespace, k.image)
	}
	for _, ns := range slices.Sorted(maps.Keys(images)) {
		r.Sweep.AsIf = append(r.Sweep.AsIf, diagnose.NamespaceMove{Namespace: ns, Images: len(images[ns]), AtRisk: len(risks[ns]), CannotTell: len(doubts[ns])})
	}
	r.Sweep.Copy = slices.Sorted(maps.Keys(copies))
}
