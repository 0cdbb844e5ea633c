package read

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// templateKinds are the kinds whose templates a sweep reads. ReplicaSets are not
// among them: most are earlier revisions of Deployments.
var templateKinds = []workload.Key{
	{Kind: "Deployment", APIVersion: "apps/v1"}, {Kind: "StatefulSet", APIVersion: "apps/v1"}, {Kind: "DaemonSet", APIVersion: "apps/v1"},
	{Kind: "CronJob", APIVersion: "batch/v1"}, {Kind: "Job", APIVersion: "batch/v1"},
}

// templates are the workloads of a scope, with the pods that they would create.
type templates struct {
	workloads []diagnose.Workload
	pods      []diagnose.Pod
	misplaced []diagnose.Misplaced
}

// readTemplates lists the workloads of the scope.
func (r *Reader) readTemplates(ctx context.Context, namespaces []string) templates {
	selector, err := labels.Parse(r.scope.Selector)
	if err != nil {
		selector = labels.Everything()
	}
	type request struct {
		kind workload.Key
		ns   string
	}
	var requests []request
	for _, k := range templateKinds {
		for _, ns := range namespaces {
			requests = append(requests, request{k, ns})
		}
	}
	var mu sync.Mutex
	var out templates
	inParallel(len(requests), func(i int) {
		k := workload.Kinds[requests[i].kind]
		var part templates
		_, err := EachPage(ctx, metav1.ListOptions{}, func(ctx context.Context, o metav1.ListOptions) ([]runtime.Object, metav1.ListMeta, error) {
			return k.List(ctx, r.client, requests[i].ns, o)
		}, func(obj *runtime.Object) {
			w, ok := convert.WorkloadIn(*obj)
			if !ok {
				return
			}
			o := ownerOf(w)
			part.workloads = append(part.workloads, o.value)
			part.misplaced = append(part.misplaced, o.misplaced...)
			if _, owned := o.value.Controller(); !owned && r.scope.Only == nil && selector.Matches(labels.Set(w.Labels)) {
				part.pods = append(part.pods, w.Template())
			}
		}, func() { part = templates{} })
		if err != nil {
			r.refused.Add("list", k.Resource, requests[i].ns, "", err)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		out.workloads = append(out.workloads, part.workloads...)
		out.pods = append(out.pods, part.pods...)
		out.misplaced = append(out.misplaced, part.misplaced...)
	})
	slices.SortFunc(out.pods, func(a, b diagnose.Pod) int {
		return strings.Compare(a.Namespace+"/"+a.Kind+"/"+a.Name, b.Namespace+"/"+b.Kind+"/"+b.Name)
	})
	return out
}

// readSweep reads the templates, and returns the pods for which everything else
// has to be read: those of the snapshot, one of each group, and the templates.
func (r *Reader) readSweep(ctx context.Context, set *PodSet, snap *diagnose.Snapshot) []diagnose.Pod {
	if !r.scope.Sweep {
		return snap.Pods
	}
	r.say("reading workloads")
	namespaces := slices.Sorted(maps.Keys(set.Versions))
	t := r.readTemplates(ctx, namespaces)
	snap.Sweep = &diagnose.Sweep{Groups: set.groups.sorted(), Templates: t.pods, Whole: r.scope.Selector == "" && r.scope.Only == nil}
	snap.Workloads, snap.Misplaced = t.workloads, append(snap.Misplaced, t.misplaced...)
	about := slices.Clone(snap.Pods)
	nodes := map[string]bool{}
	for i := range snap.Sweep.Groups {
		g := &snap.Sweep.Groups[i]
		about = append(about, g.Pod)
		nodes[g.Pod.Node] = true
		for _, m := range g.Members {
			if !nodes[m.Node] { // so that the node is read
				nodes[m.Node] = true
				other := g.Pod
				other.Name, other.Node = m.Name, m.Node
				about = append(about, other)
			}
		}
	}
	return append(about, t.pods...)
}

// withoutOwner are the pods whose owner is not among the workloads. A Deployment
// names its ReplicaSets after itself and the pods' hash, so they are not needed.
func withoutOwner(pods []diagnose.Pod, known []diagnose.Workload) []diagnose.Pod {
	if known == nil {
		return pods
	}
	have := make(map[diagnose.Object]bool, len(known))
	for i := range known {
		have[known[i].Object()] = true
	}
	return slices.DeleteFunc(slices.Clone(pods), func(p diagnose.Pod) bool {
		c, ok := p.Controller()
		if !ok {
			return true
		}
		o := diagnose.Object{Kind: c.Kind, Namespace: p.Namespace, Name: c.Name}
		if name, cut := strings.CutSuffix(c.Name, "-"+p.Labels["pod-template-hash"]); c.Kind == "ReplicaSet" && cut {
			o.Kind, o.Name = "Deployment", name
		}
		return have[o]
	})
}
