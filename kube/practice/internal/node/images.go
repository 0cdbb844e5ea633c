package node

import (
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
)

// images are those on the node, with the records of who pulled them.
type images struct {
	runtime *containerd.Client
	backoff *backoff
	present map[string]containerd.Image // by normalised name
	records map[recordKey]*record

	underWay map[backoffKey]*attempt // pulls that have not ended
}

// attempt is one pull. What comes of it is known from the start, and shown when a real node would have
// been done.
type attempt struct {
	began time.Time
	took  time.Duration // on a real node
	got   containerd.Image
	by    *credential
	err   error
}

// brief says whether a pull ends within the time that a cluster may take to settle.
func (a *attempt) brief() bool { return a.took <= time.Minute }

// forget drops what is known of a pod that is gone. Its pulls end with it.
func (i *images) forget(pod types.UID) {
	i.backoff.forget(pod)
	for key := range i.underWay {
		if key.pod == pod {
			delete(i.underWay, key)
		}
	}
}

func newImages(runtime *containerd.Client, speed float64) *images {
	return &images{
		runtime: runtime, backoff: newBackoff(speed),
		present: map[string]containerd.Image{}, records: map[recordKey]*record{},
		underWay: map[backoffKey]*attempt{},
	}
}

// find gives an image that is on the node.
func (i *images) find(img keyring.Image) (containerd.Image, bool) {
	found, ok := i.present[containerd.Name(img)]
	return found, ok
}
