package read

import (
	"encoding/json"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/podscan"
)

// alike collects pods in groups that a sweep judges once: only the first pod of a
// group is decoded.
type alike struct {
	groups []diagnose.PodGroup
	at     map[string]int // by what the pods have in common
}

// has reports whether pods with this key are known, and adds one more.
func (a *alike) has(key []byte, m diagnose.PodMember) bool {
	i, known := a.at[string(key)]
	if known {
		a.groups[i].Members = append(a.groups[i].Members, m)
	}
	return known
}

// add adds a pod that was decoded.
func (a *alike) add(key string, p *corev1.Pod) {
	v := convert.PodOf(p)
	m := diagnose.PodMember{Name: v.Name, UID: v.UID, Node: v.Node}
	if key == "" {
		key = alikeKey(&v)
	}
	if a.has([]byte(key), m) {
		return
	}
	if a.at == nil {
		a.at = map[string]int{}
	}
	a.at[key] = len(a.groups)
	a.groups = append(a.groups, diagnose.PodGroup{Pod: v, Members: []diagnose.PodMember{m}})
}

// alikeKey is the key of a pod from a client without protobuf.
func alikeKey(p *diagnose.Pod) string {
	c, _ := p.Controller()
	parts := []any{p.Namespace, c.UID, c.Kind, c.Name, p.Phase, p.ServiceAccount, p.PullSecrets}
	for i := range p.Containers {
		parts = append(parts, p.Containers[i].Name, p.Containers[i].Image, p.Containers[i].PullPolicy, p.Containers[i].Waiting)
	}
	for _, v := range p.Volumes {
		parts = append(parts, v.Name, v.Image)
	}
	key, _ := json.Marshal(parts) // strings and booleans only
	return string(key)
}

// merge adds the groups of a list that was read to its end.
func (a *alike) merge(other *alike) {
	if a.at == nil {
		a.at = map[string]int{}
	}
	for key, j := range other.at {
		g := other.groups[j]
		if i, known := a.at[key]; known {
			a.groups[i].Members = append(a.groups[i].Members, g.Members...)
			continue
		}
		a.at[key] = len(a.groups)
		a.groups = append(a.groups, g)
	}
}

// sorted are the groups, and the pods in them, in the order of their names.
func (a *alike) sorted() []diagnose.PodGroup {
	for i := range a.groups {
		slices.SortFunc(a.groups[i].Members, func(a, b diagnose.PodMember) int { return strings.Compare(a.Name, b.Name) })
	}
	slices.SortFunc(a.groups, func(a, b diagnose.PodGroup) int {
		return strings.Compare(a.Pod.Namespace+"/"+a.Members[0].Name, b.Pod.Namespace+"/"+b.Members[0].Name)
	})
	return a.groups
}

// pageGroups are the pods of one page, until it is complete.
type pageGroups struct {
	l    *podList
	last string                          // key of the pod that is decoded next
	keys []string                        // of the decoded pods
	more map[string][]diagnose.PodMember // pods that are not decoded, by key
}

// look says whether a pod needs no decoding: it needs none otherwise, and one
// like it was decoded. known pods are in another list.
func (p *pageGroups) look(g *podscan.Glance, skip, known bool) bool {
	if p.l.groups == nil || skip && known {
		return skip
	}
	if p.more == nil {
		p.more = map[string][]diagnose.PodMember{}
	}
	p.l.key = g.Alike(p.l.key[:0])
	_, earlier := p.l.groups.at[string(p.l.key)]
	members, seen := p.more[string(p.l.key)]
	if !skip || !earlier && !seen {
		p.last = string(p.l.key)
		p.more[p.last] = members
		return false
	}
	if p.l.phases(g.Phase()) {
		_, name, uid, node := g.Place()
		p.more[string(p.l.key)] = append(members, diagnose.PodMember{Name: clean.Line(name), UID: clean.Line(uid), Node: clean.Line(node)})
	}
	return true
}

// decoded notes that a pod was decoded.
func (p *pageGroups) decoded() {
	p.keys = append(p.keys, p.last)
	p.last = ""
}

// put adds the pod that was decoded at this place of the page.
func (p *pageGroups) put(i int, pod *corev1.Pod) {
	if p.l.groups != nil {
		p.l.groups.add(p.keys[i], pod)
	}
}

// commit adds the pods that were not decoded.
func (p *pageGroups) commit() {
	if p.l.groups == nil {
		return
	}
	for key, members := range p.more {
		if i, ok := p.l.groups.at[key]; ok {
			p.l.groups.groups[i].Members = append(p.l.groups.groups[i].Members, members...)
		}
	}
}
