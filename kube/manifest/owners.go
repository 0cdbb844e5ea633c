package manifest

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// ownersOf returns the workloads behind a pod that was scheduled, from its
// controller upwards, by owner references and the pod template hash.
// Workloads that were not read are included by name.
func (l *loader) ownersOf(p *diagnose.Pod) []diagnose.Object {
	var out []diagnose.Object
	c, ok := p.Controller()
	for depth := 0; ok && depth < 5; depth++ {
		o := diagnose.Object{Kind: c.Kind, Namespace: p.Namespace, Name: c.Name}
		out = append(out, o)
		w := l.workload(o)
		if w == nil {
			hash := p.Labels["pod-template-hash"]
			name, cut := strings.CutSuffix(c.Name, "-"+hash)
			if c.Kind == "ReplicaSet" && hash != "" && cut && depth == 0 {
				out = append(out, diagnose.Object{Kind: "Deployment", Namespace: p.Namespace, Name: name})
			}
			break
		}
		c, ok = w.Controller()
	}
	return out
}

func (l *loader) workload(o diagnose.Object) *diagnose.Workload {
	if l.workloadAt == nil {
		l.workloadAt = map[diagnose.Object]int{}
		for i := range l.snap.Workloads {
			l.workloadAt[l.snap.Workloads[i].Object()] = i
		}
	}
	i, ok := l.workloadAt[o]
	if !ok {
		return nil
	}
	return &l.snap.Workloads[i]
}

// inferOwners adds the workloads that a dump references and does not contain:
// findings are about what people write, not about one of its pods. Of the
// template it fills in what the pod shows.
func (l *loader) inferOwners() {
	for i := range l.snap.Pods {
		p := &l.snap.Pods[i]
		owners := l.ownersOf(p)
		if p.Template || len(owners) == 0 {
			continue
		}
		top := owners[len(owners)-1]
		version, builtIn := versionOf(top.Kind)
		if !builtIn || top.Kind == "ReplicaSet" || l.workload(top) != nil {
			continue
		}
		w := diagnose.Workload{ServiceAccount: p.ServiceAccount, PullSecrets: p.PullSecrets, Replicas: 1}
		w.Meta = diagnose.Meta{Kind: top.Kind, APIVersion: version, Namespace: top.Namespace, Name: top.Name, File: p.File, Line: p.Line}
		if slices.Equal(l.provided(p), p.PullSecrets) {
			w.PullSecrets = nil // the service account's list, copied by admission
		}
		for _, c := range p.Containers {
			w.Images = append(w.Images, c.Image)
		}
		l.workloadAt[top] = len(l.snap.Workloads)
		l.snap.Workloads = append(l.snap.Workloads, w)
	}
}

// provided returns the list of the pod's service account.
func (l *loader) provided(p *diagnose.Pod) []string {
	if l.accountAt == nil {
		l.accountAt = map[diagnose.Object]int{}
		for i := range l.snap.ServiceAccounts {
			l.accountAt[l.snap.ServiceAccounts[i].Object()] = i
		}
	}
	if i, ok := l.accountAt[p.AccountObject()]; ok {
		return l.snap.ServiceAccounts[i].PullSecrets
	}
	return nil
}

func versionOf(kind string) (string, bool) {
	for k := range workload.Kinds {
		if k.Kind == kind {
			return k.APIVersion, true
		}
	}
	return "", false
}
