package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// op is one thing that happens. Everything random about it is in its fields, so that a story without
// some of its ops is still the same story.
type op struct {
	kind   string // fix, undo, write, restart, wait
	pick   int    // which failure and fix, or which write
	fault  string // what goes wrong with a request; "" for nothing
	at     int    // which request of the op, from 0
	times  int    // how many requests
	writer int    // what the second writer does meanwhile; -1 for nothing
	when   int    // before which request it does so
	kill   int    // before which request the program is killed; -1 for not
}

// faults are what can happen to a request.
var faultNames = []string{"lost before", "lost after", "timeout after", "409", "410", "422", "429", "500", "503 after", "forbidden", "refused by admission", "quota", "terminating namespace"}

func (o op) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d", o.kind, o.pick)
	if o.fault != "" {
		fmt.Fprintf(&b, ", %s at request %d, %d times", o.fault, o.at, o.times)
	}
	if o.writer >= 0 {
		fmt.Fprintf(&b, ", second writer %d before request %d", o.writer, o.when)
	}
	if o.kill >= 0 {
		fmt.Fprintf(&b, ", killed before request %d", o.kill)
	}
	return b.String()
}

// story is what happens in the world of a seed.
func story(r *rand.Rand) []op {
	var out []op
	for range 2 + r.IntN(5) {
		o := op{pick: r.IntN(1000), writer: -1, kill: -1}
		o.kind = []string{"fix", "fix", "fix", "undo", "undo", "write", "restart", "wait"}[r.IntN(8)]
		if r.IntN(2) == 0 {
			o.fault, o.at, o.times = faultNames[r.IntN(len(faultNames))], r.IntN(8), 1+r.IntN(3)
		}
		if r.IntN(3) == 0 {
			o.writer, o.when = r.IntN(1000), r.IntN(6)
		}
		if r.IntN(8) == 0 {
			o.kill = r.IntN(10)
		}
		out = append(out, o)
	}
	return out
}
