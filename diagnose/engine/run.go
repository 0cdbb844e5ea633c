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

// Run diagnoses every failing pull of a snapshot. It keeps a pointer to it;
// the snapshot must not change afterwards.
func Run(s *diagnose.Snapshot, o diagnose.Options) *diagnose.Result {
	v := newViews(s)
	var cases []*pull.Case
	var findings [][]diagnose.Finding
	for _, p := range sortedPods(s.Pods) {
		for _, c := range sortedContainers(p) {
			if !track.Failing(p, c) {
				continue
			}
			k := v.of(p.File).NewCase(p, c)
			f := judge(k)
			locate(k, f)
			if len(f) == 0 { // a template about which the manifests prove nothing
				continue
			}
			cases, findings = append(cases, k), append(findings, f)
		}
	}
	groups := fix.GroupCauses(cases, findings)
	mend(groups, cases, findings)
	res := assemble(s, o, cases, findings, groups)
	addDocuments(&res.Report, documents(v, findings))
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

// mend adds the fixes: to a root finding for all cases that share it, to the
// others that explain something for their own case.
func mend(causes []*fix.Cause, cases []*pull.Case, findings [][]diagnose.Finding) {
	for _, c := range causes {
		g := fix.Group{Finding: findings[c.Members[0]][0]}
		for _, i := range c.Members {
			g.Cases = append(g.Cases, cases[i])
		}
		fixes := fix.Of(g)
		for _, i := range c.Members {
			findings[i][0].Fixes = fixes
		}
	}
	fix.Spread(causes, cases, findings)
	for i := range findings {
		for j := 1; j < len(findings[i]); j++ {
			if f := &findings[i][j]; !f.Harmless && f.Severity != diagnose.SeverityInfo {
				f.Fixes = fix.Of(fix.Group{Finding: *f, Cases: cases[i : i+1]})
			}
		}
	}
}
