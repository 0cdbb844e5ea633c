package pull

import "time"

// clockTolerance is how far the clocks of a node, of the API server and of this
// computer may differ before it is reported. Certificates and signed requests
// tolerate a few minutes.
const clockTolerance = 10 * time.Minute

// ClockWrong reports whether the message proves that the node's clock is wrong:
// it says so, or it contains a time before the pod was created or after
// the state was read.
func (k *Case) ClockWrong() bool {
	c := &k.Reading.Clock
	if c.Skewed {
		return true
	}
	behind, ahead := k.clockOff()
	return behind > 0 || ahead > 0
}

// ClockOff returns by how much the node's clock is behind or ahead at least; zero
// if the message does not show it.
func (k *Case) ClockOff() (behind, ahead time.Duration) {
	if b := &k.Reading.Clock; b.Skewed && !b.Node.IsZero() && b.Bound.After(b.Node) {
		behind = b.Bound.Sub(b.Node)
	}
	b, a := k.clockOff()
	return max(behind, b), a
}

func (k *Case) clockOff() (behind, ahead time.Duration) {
	node := k.Reading.Clock.Node
	if node.IsZero() {
		return 0, 0
	}
	if d := k.Pod.Created.Sub(node); !k.Pod.Created.IsZero() && d > clockTolerance {
		behind = d
	}
	if d := node.Sub(k.Index.Snap.Now); !k.Index.Snap.Now.IsZero() && d > clockTolerance {
		ahead = d
	}
	return behind, ahead
}
