package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// TryNow recreates pods that only wait for the kubelet's back-off, which grows
// with every failed pull, up to five minutes. Pods that no controller would
// replace, and static pods, are left out; false if none is left.
func TryNow(s *diagnose.Snapshot, pods []diagnose.Object) (diagnose.Fix, bool) {
	f := diagnose.Fix{ID: "try-now", After: afterRestart}
	wanted := map[diagnose.Object]bool{}
	for _, o := range pods {
		wanted[o] = true
	}
	var g Group
	for i := range s.Pods {
		p := &s.Pods[i]
		if !wanted[p.Object()] || p.Template {
			continue
		}
		step, ok := restartStep(p)
		if !ok || step.Action() != diagnose.DeletePod {
			continue
		}
		g.Cases = append(g.Cases, &pull.Case{Pod: p})
		f.Steps = append(f.Steps, step)
		f.Restarts = append(f.Restarts, p.Object())
		f.Recovers = append(f.Recovers, p.Object())
		f.Tracked = append(f.Tracked, track.Track(p))
	}
	if len(f.Steps) == 0 {
		return diagnose.Fix{}, false
	}
	f.Title = recreateNow(len(f.Restarts))
	g.warnOfRestarts(&f, f.Steps)
	f.Commands = Commands(f)
	return f, true
}

// recreateNow is the title of a fix that only saves the wait for the next attempt.
func recreateNow(pods int) string {
	return "Recreate " + text.Count(pods, "pod") + " now instead of waiting for the back-off"
}
