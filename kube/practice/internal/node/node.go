package node

import (
	"context"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/events"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Name of the node, and the versions it shows.
const (
	Name           = "practice-node"
	KubeletVersion = "v1.36.3"
	Runtime        = "containerd://2.3.7"
)

// Times of a real kubelet; each is divided by the speed.
const (
	resyncFailing = 12 * time.Second // a pod that does not start is looked at every 10 to 15 s
	resyncPoison  = 10 * time.Second // the same where a secret cannot be decoded
	resyncRunning = time.Minute
	jobRuns       = 10 * time.Second // how long a container runs whose pod is to complete
)

// Node is not safe for use by several goroutines.
type Node struct {
	s       *apiserver.Server
	speed   float64
	images  *images
	secrets *secretCache
	events  *events.Recorder
	workers map[types.UID]*worker
	lastIP  int

	machines map[string]*machine
	names    []string // of the machines, the usual one first
}

// New makes the usual node, the nodes of cases, and their Node objects. speed says how much faster
// than real ones they are.
func New(s *apiserver.Server, runtime *containerd.Client, speed float64, odd ...cases.Node) (*Node, error) {
	n := &Node{
		s: s, speed: speed,
		images:  newImages(runtime, speed),
		secrets: newSecretCache(s),
		events:  events.New(s, "kubelet", Name, speed),
		workers: map[types.UID]*worker{}, machines: map[string]*machine{},
	}
	return n, n.addMachines(odd)
}

// Sync syncs every pod that is new, was changed, or is due. settle also syncs pods again whose pull
// has just failed, so that they show ImagePullBackOff at once. The time returned is when the next
// pod is due; zero if none is.
func (n *Node) Sync(ctx context.Context, settle bool) (next time.Time) {
	present := map[types.UID]bool{}
	for _, pod := range apiserver.All[*corev1.Pod](n.s, apiserver.Pods, "") {
		if ctx.Err() != nil {
			return time.Time{}
		}
		present[pod.UID] = true
		if pod.DeletionTimestamp != nil {
			n.finish(pod)
			continue
		}
		if pod.Spec.NodeName == "" {
			if pod = n.schedule(pod); pod == nil {
				continue
			}
		}
		if n.machines[pod.Spec.NodeName] == nil || pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed {
			continue
		}
		w := n.workers[pod.UID]
		if w == nil {
			w = n.newWorker(pod)
		}
		now := n.s.Now()
		switch {
		case w.generation != pod.Generation || !w.next.IsZero() && !now.Before(w.next):
			n.syncPod(ctx, pod, w, now, now)
		case settle && w.failedLastTime():
			n.syncPod(ctx, pod, w, now, w.last)
		}
		if !w.next.IsZero() && (next.IsZero() || w.next.Before(next)) {
			next = w.next
		}
	}
	n.forget(present)
	return next
}

// Settled says whether every pod was tried, and none is between a failed pull and its back-off.
func (n *Node) Settled() bool {
	for _, pod := range apiserver.All[*corev1.Pod](n.s, apiserver.Pods, "") {
		w := n.workers[pod.UID]
		ours := n.machines[pod.Spec.NodeName] != nil && pod.DeletionTimestamp == nil
		if ours && (w == nil || w.failedLastTime()) || pod.Spec.NodeName == "" && n.fitting(pod) != "" {
			return false
		}
	}
	return true
}

// forget drops what is known of pods that are gone.
func (n *Node) forget(present map[types.UID]bool) {
	for uid, w := range n.workers {
		if !present[uid] {
			n.events.Forget(w.pod)
			n.images.backoff.forget(uid)
			delete(n.workers, uid)
			n.secrets.prune()
		}
	}
}

// scale converts a time of a real node into one here.
func (n *Node) scale(d time.Duration) time.Duration {
	return time.Duration(float64(d) / n.speed)
}
