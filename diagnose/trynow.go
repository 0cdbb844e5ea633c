package diagnose

// TryNow makes pods anew that only wait for their node's next try, so that
// nobody has to wait: nodes pause longer after every failed pull, up to five
// minutes. Pods that no controller would make again, and those of a node's own
// files, are left out; false when none is left.
func TryNow(s *Snapshot, pods []Object) (Fix, bool) {
	f := Fix{ID: "try-now", After: afterRestart}
	wanted := map[Object]bool{}
	for _, o := range pods {
		wanted[o] = true
	}
	var g group
	for i := range s.Pods {
		p := &s.Pods[i]
		if !wanted[p.Object()] || p.Template {
			continue
		}
		step, ok := restartStep(p)
		if !ok || step.Action != DeletePod {
			continue
		}
		g.cases = append(g.cases, &Case{Pod: p})
		f.Steps = append(f.Steps, step)
		f.Restarts = append(f.Restarts, p.Object())
		f.Heals = append(f.Heals, p.Object())
		f.Tracked = append(f.Tracked, Track(p))
	}
	if len(f.Steps) == 0 {
		return Fix{}, false
	}
	f.Title = "Do not wait: make " + count(len(f.Restarts), "pod") + " anew"
	g.warnOfRestarts(&f, f.Steps)
	f.Commands = commands(f)
	return f, true
}
