package wait

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// waitVerdict is what one reading says about waiting longer.
type waitVerdict struct {
	pods    int                        // that were checked
	lasting bool                       // a pull fails and waiting will not help
	passing map[diagnose.CheckName]int // checks of failures that may pass: how many pods
	leaving int                        // failing pods that are being deleted or replaced
	pulling int                        // pods of which nothing is known yet
	coming  []string                   // what has not been created yet
}

func verdictOf(ctx context.Context, client kubernetes.Interface, snap *diagnose.Snapshot, w *watched) waitVerdict {
	v := waitVerdict{pods: snap.PodsRead, pulling: snap.Undecided, passing: map[diagnose.CheckName]int{}}
	if w != nil {
		v.coming = w.coming()
	}
	var lasting []*diagnose.Pod
	seen := map[*diagnose.Pod]bool{}
	res := engine.Run(snap, diagnose.Options{})
	for i := range res.Diagnoses {
		d := &res.Diagnoses[i]
		switch {
		case !track.Passing(d.Failure) && !d.Pod.Deleting:
			lasting = append(lasting, d.Pod)
		case seen[d.Pod]:
		case d.Pod.Deleting:
			v.leaving++
		default:
			v.passing[d.Root().Check]++
		}
		seen[d.Pod] = true
	}
	if w == nil { // targets exclude the pods of earlier templates from the start
		lasting = slices.DeleteFunc(lasting, func(p *diagnose.Pod) bool {
			gone := replaced(ctx, client, p)
			if gone {
				v.leaving++
			}
			return gone
		})
	}
	v.lasting = len(lasting) > 0
	return v
}

// replaced says whether a workload replaces this pod because its template has
// changed since: right after a rollout the pods of the previous one may still
// exist.
func replaced(ctx context.Context, client kubernetes.Interface, p *diagnose.Pod) bool {
	for _, kind := range []string{"Deployment", "StatefulSet", "DaemonSet"} {
		c, _ := p.Controller()
		name := c.Name
		if kind == "Deployment" {
			name = strings.TrimSuffix(c.Name, "-"+p.Labels["pod-template-hash"])
		}
		t := kube.Target{Kind: kind, Name: name}
		if !t.Named(&p.Meta) || !read.UsableName(name) {
			continue
		}
		w, err := findTargets(ctx, client, kube.Scope{Namespaces: []string{p.Namespace}, Targets: []kube.Target{t}}, true)
		return err == nil && !w.has(&p.Meta)
	}
	return false
}

// open counts what is being waited for.
func (v waitVerdict) open() int {
	n := v.leaving + v.pulling + len(v.coming)
	for _, pods := range v.passing {
		n += pods
	}
	return n
}

// String returns what is being waited for, as part of a sentence: "2 of 5
// pods are still pulling; 1 fails with rate-limited, which may pass".
func (v waitVerdict) String() string {
	var parts []string
	if v.pulling > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s not decided yet", v.pulling, pods(v.pods)))
	}
	checks := slices.Collect(maps.Keys(v.passing))
	slices.SortFunc(checks, func(a, b diagnose.CheckName) int { return cmp.Or(v.passing[b]-v.passing[a], cmp.Compare(a, b)) })
	for _, c := range checks {
		parts = append(parts, fmt.Sprintf("%s: %s, which may pass", pods(v.passing[c]), c))
	}
	if v.leaving > 0 {
		parts = append(parts, pods(v.leaving)+" being replaced")
	}
	return strings.Join(append(parts, v.coming...), "; ")
}

func pods(n int) string {
	if n == 1 {
		return "1 pod"
	}
	return fmt.Sprintf("%d pods", n)
}
