package wait

import (
	"fmt"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// watched is what the targets of a command line mean in the cluster at one
// moment: which pods count, and what is still to come.
type watched struct {
	client kubernetes.Interface
	latest bool // only the pods of the current template

	pods    []string              // namespace/name
	owners  map[string]*ownedPods // by the UID of a controller
	all     []*ownedPods
	byName  []namedTarget // what may not be read
	late    []string      // what has not started
	refused read.Refusals
}

// ownedPods are the pods of one target.
type ownedPods struct {
	name         string // "Deployment shop/web"
	want         int    // how many pods there will be; 0 means none are expected
	label, value string // that the pods of the current template have; "" for all
	seen         map[string]bool
}

// namedTarget is a target in a namespace, "" for all.
type namedTarget struct {
	namespace string
	kube.Target
}

// has says whether a pod counts, and remembers it.
func (w *watched) has(p *diagnose.Meta) bool {
	for _, key := range w.pods {
		if key == p.Namespace+"/"+p.Name {
			return true
		}
	}
	c, ok := p.Controller()
	if o := w.owners[c.UID]; ok && o != nil && (o.label == "" || p.Labels[o.label] == o.value) {
		if o.seen == nil {
			o.seen = map[string]bool{}
		}
		if !p.Deleting {
			o.seen[p.UID] = true
		}
		return true
	}
	for _, t := range w.byName {
		if (t.namespace == "" || t.namespace == p.Namespace) && t.Named(p) {
			return true
		}
	}
	return false
}

// coming returns what still has to be created before everything is decided, a
// sentence each without a final period. Call it after all pods have been
// seen.
func (w *watched) coming() []string {
	out := append([]string(nil), w.late...)
	for _, o := range w.all {
		if n := len(o.seen); n < o.want {
			out = append(out, fmt.Sprintf("%s has %d of %d pods", o.name, n, o.want))
		}
	}
	return out
}
