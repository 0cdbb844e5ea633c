package trial

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// Brought parts the cases that the real node can be brought to from the others, and says of each of those
// why not.
func Brought(t *testing.T, list []cases.Case) (played, not []cases.Case) {
	for _, c := range list {
		if c.NotPlayed.Node == "" {
			played = append(played, c)
			continue
		}
		not = append(not, c)
		t.Run(c.Name, func(t *testing.T) { t.Skip("not playable here: " + c.NotPlayed.Node) })
	}
	return played, not
}

// NotPlayed adds the cases that could not be played, with the reason.
func (r *Results) NotPlayed(list []cases.Case) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range list {
		r.list = append(r.list, &Result{Case: c.Name, Reason: "not playable here: " + c.NotPlayed.Node})
	}
}
