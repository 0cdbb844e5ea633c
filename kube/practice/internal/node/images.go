package node

import (
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
)

// images are the images on the node, with the records of who pulled them.
type images struct {
	runtime *containerd.Client
	backoff *backoff
	present map[string]containerd.Image // by normalised name
	records map[recordKey]*record
}

func newImages(runtime *containerd.Client, speed float64) *images {
	return &images{
		runtime: runtime, backoff: newBackoff(speed),
		present: map[string]containerd.Image{}, records: map[recordKey]*record{},
	}
}

// find returns an image that is on the node.
func (i *images) find(img keyring.Image) (containerd.Image, bool) {
	found, ok := i.present[containerd.Name(img)]
	return found, ok
}
