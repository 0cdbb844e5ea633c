package podscan

import (
	"errors"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Glance is what is known about a pod without decoding it. It is valid until
// the next pod is read.
type Glance struct {
	phase   corev1.PodPhase
	waiting bool
	pod     []byte // the whole message
	meta    []byte // its metadata
	spec    []byte // its specification
}

// Started reports whether the pod runs or has ended, and none of its containers
// is in the state waiting.
func (g *Glance) Started() bool {
	return !g.waiting && (g.phase == corev1.PodRunning || g.phase == corev1.PodSucceeded || g.phase == corev1.PodFailed)
}

// Phase is the pod's phase.
func (g *Glance) Phase() corev1.PodPhase { return g.phase }

// Key is NAMESPACE/NAME.
func (g *Glance) Key() string {
	var name, namespace []byte
	_ = each(g.meta, func(field int, content []byte) error {
		switch field {
		case metaName:
			name = content
		case metaNamespace:
			namespace = content
			return errStop // fields are in the order of their numbers
		}
		return nil
	})
	return string(namespace) + "/" + string(name)
}

// Owners calls fn for the kind and the name of each owner.
func (g *Glance) Owners(fn func(kind, name []byte)) {
	_ = each(g.meta, func(field int, content []byte) error {
		if field != metaOwners {
			return nil
		}
		var kind, name []byte
		_ = each(content, func(field int, content []byte) error {
			switch field {
			case ownerKind:
				kind = content
			case ownerName:
				name = content
			}
			return nil
		})
		fn(kind, name)
		return nil
	})
}

// Images calls fn for the image of each container but ephemeral ones, as it is written.
func (g *Glance) Images(fn func(image []byte)) {
	_ = each(g.spec, func(field int, content []byte) error {
		switch field {
		case specContainers, specInitContainers:
			_ = each(content, func(field int, content []byte) error {
				if field != containerImage {
					return nil
				}
				fn(content)
				return errStop // there is one
			})
		}
		return nil
	})
}

var errStop = errors.New("stop")

// Meta decodes the metadata, which takes about half the time of the whole pod.
func (g *Glance) Meta() (*metav1.ObjectMeta, error) {
	m := &metav1.ObjectMeta{}
	if err := m.Unmarshal(g.meta); err != nil {
		return nil, errDamaged
	}
	return m, nil
}

func (g *Glance) decode() (*corev1.Pod, error) {
	p := &corev1.Pod{}
	if err := p.Unmarshal(g.pod); err != nil {
		return nil, errDamaged
	}
	return p, nil
}

// Fields of core/v1 messages, as generated.proto numbers them.
const (
	podMeta, podSpec, podStatus = 1, 2, 3

	metaName, metaNamespace, metaOwners = 1, 3, 13

	ownerKind, ownerName = 1, 3

	specContainers     = 2
	specInitContainers = 20

	containerImage = 2

	statusPhase               = 1
	statusContainers          = 8
	statusInitContainers      = 10
	statusEphemeralContainers = 13

	containerState = 2
	stateWaiting   = 1
)

// glance inspects the encoding of a pod.
func glance(pod []byte) (*Glance, error) {
	g := &Glance{pod: pod}
	err := each(pod, func(field int, content []byte) error {
		switch field {
		case podMeta:
			g.meta = content
		case podSpec:
			g.spec = content
		case podStatus:
			return g.status(content)
		}
		return nil
	})
	return g, err
}

func (g *Glance) status(msg []byte) error {
	return each(msg, func(field int, content []byte) error {
		switch field {
		case statusPhase:
			g.phase = corev1.PodPhase(content)
		case statusContainers, statusInitContainers, statusEphemeralContainers:
			return g.container(content)
		}
		return nil
	})
}

func (g *Glance) container(msg []byte) error {
	return each(msg, func(field int, content []byte) error {
		if field != containerState {
			return nil
		}
		return each(content, func(field int, _ []byte) error {
			g.waiting = g.waiting || field == stateWaiting
			return nil
		})
	})
}
