package fix

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// afterAhead is what happens after a fix for pods that do not fail.
const (
	afterAhead        = "No pod is restarted. The fix first matters when a new pod is created on a node without the image: after a drain, an upgrade, or a node failure."
	afterAheadRollOut = "The change of the pod template replaces the running pods, one after the other. If a new one cannot pull, the roll-out stops and the rest keep running."
)

// manifest reports whether the group is about manifests, for which only fixes of
// their text are proposed.
func (g Group) manifest() bool { return g.lead().Pod.Template && !g.ahead() }

// ahead reports whether the pods of the group do not fail: they are not restarted.
func (g Group) ahead() bool { return g.lead().Ahead != nil }

// finishAhead says when fixes of pods that do not fail first matter. Those that
// restart nothing come first.
func (g Group) finishAhead(fixes []diagnose.Fix) []diagnose.Fix {
	if !g.ahead() {
		return fixes
	}
	for i := range fixes {
		f := &fixes[i]
		if len(f.Steps) == 0 {
			continue
		}
		f.After = afterAhead
		if len(f.Restarts) > 0 {
			f.After = afterAheadRollOut
		}
	}
	slices.SortStableFunc(fixes, func(a, b diagnose.Fix) int { return min(len(a.Restarts), 1) - min(len(b.Restarts), 1) })
	return fixes
}
