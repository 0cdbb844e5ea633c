package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// TryNow makes pods anew that only wait for their node's next try, so that
// nobody has to wait: nodes pause longer after every failed pull, up to five
// minutes. Pods that no controller would make again, and those of a node's own
// files, are left out; false when none is left.
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
	f.Title = "Do not wait: make " + text.Count(len(f.Restarts), "pod") + " anew"
	g.warnOfRestarts(&f, f.Steps)
	f.Commands = Commands(f)
	return f, true
}
