package diagnose

import (
	"cmp"
	"slices"
	"sort"
)

// Run diagnoses every failing pull of a snapshot. It keeps a pointer to it;
// the snapshot must not change afterwards.
func Run(s *Snapshot, o Options) *Result {
	x := newIndex(s)
	var cases []*Case
	var findings [][]Finding
	for _, p := range sortedPods(s.Pods) {
		for _, c := range sortedContainers(p) {
			if !failing(p, c) {
				continue
			}
			k := x.newCase(p, c)
			f := judge(k)
			if len(f) == 0 { // a template about which the manifests prove nothing
				continue
			}
			cases, findings = append(cases, k), append(findings, f)
		}
	}
	groups := groupCauses(cases, findings)
	mend(groups, cases, findings)
	return assemble(s, o, cases, findings, groups)
}

// sortedPods is the report's order: namespace, then pod.
func sortedPods(pods []Pod) []*Pod {
	out := make([]*Pod, len(pods))
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
func sortedContainers(p *Pod) []*Container {
	out := make([]*Container, len(p.Containers))
	for i := range p.Containers {
		out[i] = &p.Containers[i]
	}
	slices.SortStableFunc(out, func(a, b *Container) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// mend adds the fixes: to a root finding for all cases that share it, to the
// others that explain something for their own case.
func mend(causes []*cause, cases []*Case, findings [][]Finding) {
	for _, c := range causes {
		g := group{finding: findings[c.members[0]][0]}
		for _, i := range c.members {
			g.cases = append(g.cases, cases[i])
		}
		fixes := fixesOf(g)
		for _, i := range c.members {
			findings[i][0].Fixes = fixes
		}
	}
	spread(causes, cases, findings)
	for i := range findings {
		for j := 1; j < len(findings[i]); j++ {
			if f := &findings[i][j]; !f.harmless && f.Severity != SeverityInfo {
				f.Fixes = fixesOf(group{finding: *f, cases: cases[i : i+1]})
			}
		}
	}
}
