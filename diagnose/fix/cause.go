package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Cause is a root cause with the failures that share it.
type Cause struct {
	Key     causeKey
	Object  *diagnose.Object
	Members []int // indexes of cases

	// Namespaces are set for a cause that one fix removes in several namespaces;
	// ForAll is that fix.
	Namespaces []string
	ForAll     *diagnose.Fix
}

// causeKey distinguishes causes: by the check, by what it is about, and for
// faults of a registry by the registry.
type causeKey struct {
	Check    diagnose.CheckName
	object   diagnose.Object
	registry string
	file     string // manifests only: objects of one name in two files are two
	ahead    bool   // a cause of pulls to come
}

func keyOf(k *pull.Case, f *diagnose.Finding) causeKey {
	key := causeKey{Check: f.Check, ahead: k.Ahead != nil}
	if f.Object != nil {
		key.object = *f.Object
		if f.Location != nil {
			key.file = f.Location.File
		}
	}
	if f.Link == diagnose.LinkLayers || f.Link == diagnose.LinkRegistry && (f.Object == nil || f.Object.Kind != "Node") || f.Object == nil {
		key.registry, key.object = k.Image.Registry, diagnose.Object{}
		if f.Check == diagnose.CheckUnknown || f.Check == diagnose.CheckWaitingForRetry {
			key.object = *f.Object
		}
	}
	return key
}

// GroupCauses groups the cases by their root finding, in order of appearance.
func GroupCauses(cases []*pull.Case, findings [][]diagnose.Finding) []*Cause {
	var order []*Cause
	byKey := map[causeKey]*Cause{}
	for i, k := range cases {
		root := &findings[i][0]
		key := keyOf(k, root)
		c := byKey[key]
		if c == nil {
			c = &Cause{Key: key}
			if key.object != (diagnose.Object{}) {
				o := key.object
				c.Object = &o
			}
			byKey[key] = c
			order = append(order, c)
		}
		c.Members = append(c.Members, i)
	}
	return order
}
