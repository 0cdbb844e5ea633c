package engine

import (
	"cmp"
	"slices"
	"sort"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// Run diagnoses every failing pull of a snapshot, and every pull that has been
// in progress for a long time. The result keeps a pointer to the snapshot, which
// must not change afterwards.
func Run(s *diagnose.Snapshot, o diagnose.Options) *diagnose.Result {
	v := newViews(s)
	r := &review{decide: o.Review}
	var cases []*pull.Case
	var findings [][]diagnose.Finding
	for _, p := range sortedPods(s.Pods) {
		for _, c := range sortedContainers(p) {
			x := v.of(p.File)
			k, slow := x.SlowCase(p, c)
			if !slow {
				if !track.Failing(p, c) || o.Sweep.LeavesOut(p) {
					continue
				}
				k = x.NewCase(p, c)
			}
			f := judge(k)
			locate(k, f)
			f = r.ofCase(k, f)
			if len(f) == 0 { // a template about which the manifests prove nothing, or all of it is ignored
				continue
			}
			cases, findings = append(cases, k), append(findings, f)
		}
	}
	var w *sweep
	failing := len(cases)
	if o.Sweep != nil {
		var risky []*pull.Case
		var found [][]diagnose.Finding
		w, risky, found = runSweep(v, o.Sweep, r)
		cases, findings = append(cases, risky...), append(findings, found...)
	}
	groups := fix.GroupCauses(cases, findings)
	groups = addFixes(groups, cases, findings)
	res := assemble(s, o, cases, findings, groups)
	if w != nil {
		w.addTo(&res.Report, cases, failing)
	}
	addDocuments(&res.Report, documents(v, append(findings, r.seen), r))
	res.Ignored, res.Report.Summary.Ignored = r.ignored, len(r.ignored)
	return res
}

// sortedPods is the report's order: namespace, then pod.
func sortedPods(pods []diagnose.Pod) []*diagnose.Pod {
	out := make([]*diagnose.Pod, len(pods))
	for i := range pods {
		out[i] = &pods[i]
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Namespace != b.Namespace {
			return a.Namespace < b.Namespace
		}
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Kind < b.Kind
	})
	return out
}

// sortedContainers is the report's order within a pod: by name.
func sortedContainers(p *diagnose.Pod) []*diagnose.Container {
	out := make([]*diagnose.Container, len(p.Containers))
	for i := range p.Containers {
		out[i] = &p.Containers[i]
	}
	slices.SortStableFunc(out, func(a, b *diagnose.Container) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// addFixes adds the fixes: to a root finding for all cases that share it, to the
// others that explain something for their own case.
func addFixes(causes []*fix.Cause, cases []*pull.Case, findings [][]diagnose.Finding) []*fix.Cause {
	refused := map[fix.Sent]bool{}
	for i, k := range cases {
		fix.RefusedBy(k, findings[i][0].Check, refused)
	}
	causes = fix.Join(causes, cases, findings, refused)
	for _, c := range causes {
		for _, members := range byNamespace(c.Members, cases) {
			g := fix.Group{Refused: refused, Finding: findings[members[0]][0]}
			for _, i := range members {
				g.Cases = append(g.Cases, cases[i])
			}
			fixes := fix.Of(g)
			if c.ForAll != nil {
				fixes = append([]diagnose.Fix{*c.ForAll}, fixes...)
			}
			for _, i := range members {
				findings[i][0].Fixes = fixes
			}
		}
	}
	for i := range findings {
		for j := 1; j < len(findings[i]); j++ {
			if f := &findings[i][j]; !f.Harmless && f.Severity != diagnose.SeverityInfo {
				f.Fixes = fix.Of(fix.Group{Finding: *f, Cases: cases[i : i+1], Refused: refused})
			}
		}
		fix.Distinct(findings[i])
	}
	return causes
}

// byNamespace groups cases by namespace, in order: a secret and the lists
// that reference it are in one namespace.
func byNamespace(members []int, cases []*pull.Case) [][]int {
	at := map[string]int{}
	var out [][]int
	for _, i := range members {
		ns := cases[i].Pod.Namespace
		n, known := at[ns]
		if !known {
			n = len(out)
			at[ns], out = n, append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}
