package diagnose

// cause is a root cause with the failures that share it.
type cause struct {
	key     causeKey
	object  *Object
	members []int // indexes of cases
}

// causeKey tells causes apart: the check, what it is about, and for faults of
// a registry the registry.
type causeKey struct {
	check    CheckName
	object   Object
	registry string
}

func keyOf(k *Case, f *Finding) causeKey {
	key := causeKey{check: f.Check}
	if f.Object != nil {
		key.object = *f.Object
	}
	if f.Link == LinkRegistry || f.Object == nil {
		key.registry, key.object = k.Image.Registry, Object{}
		if f.Check == CheckUnknown || f.Check == CheckWaitingForRetry {
			key.object = *f.Object
		}
	}
	return key
}

// groupCauses groups the cases by their root finding, in order of appearance.
func groupCauses(cases []*Case, findings [][]Finding) []*cause {
	var order []*cause
	byKey := map[causeKey]*cause{}
	for i, k := range cases {
		root := &findings[i][0]
		key := keyOf(k, root)
		c := byKey[key]
		if c == nil {
			c = &cause{key: key}
			if key.object != (Object{}) {
				o := key.object
				c.object = &o
			}
			byKey[key] = c
			order = append(order, c)
		}
		c.members = append(c.members, i)
	}
	return order
}
