package diagnose

import (
	"cmp"
	"slices"
	"sort"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
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

// failing says whether a container waits for an image that it cannot have.
func failing(p *Pod, c *Container) bool {
	if p.Template {
		return c.Image != ""
	}
	return c.Waiting && (c.Type == TypeSandbox || symptom.PullFailure(c.Reason, c.Message))
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

// causeKey tells causes apart: the check, what it is about, and for faults of
// a registry the registry.
type causeKey struct {
	check    string
	object   Object
	registry string
}

func keyOf(k *Case, f *Finding) causeKey {
	key := causeKey{check: f.Check}
	if f.Object != nil {
		key.object = *f.Object
	}
	if f.Link == LinkRegistry || f.Object == nil {
		key.registry, key.object = k.Image.Registry, Object{}
		if f.Check == "unknown" || f.Check == "waiting-for-retry" {
			key.object = *f.Object
		}
	}
	return key
}

// cause is a root cause with the failures that share it.
type cause struct {
	key     causeKey
	object  *Object
	members []int // indexes of cases
}

// groupCauses groups the cases by their root finding, in order of appearance.
func groupCauses(cases []*Case, findings [][]Finding) []*cause {
	var order []*cause
	byKey := map[causeKey]*cause{}
	for i, k := range cases {
		root := &findings[i][0]
		key := keyOf(k, root)
		c := byKey[key]
		if c == nil {
			c = &cause{key: key}
			if key.object != (Object{}) {
				o := key.object
				c.object = &o
			}
			byKey[key] = c
			order = append(order, c)
		}
		c.members = append(c.members, i)
	}
	return order
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

// fixesOf asks the check for its fixes and adds the commands.
func fixesOf(g group) []Fix {
	c := CheckNamed(g.finding.Check)
	if c == nil || c.Mend == nil || g.cases[0].Pod.Template {
		return nil
	}
	return g.finished(c.Mend(g))
}
