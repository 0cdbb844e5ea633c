package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// finished fills in what every fix has and orders the fixes as they are offered:
// those that last, then the change at the source of a managed object, and last
// the edits that its manager would revert.
func (g Group) finished(fixes []diagnose.Fix) []diagnose.Fix {
	var lasting, reverted []diagnose.Fix
	var first *diagnose.Fix // the first edit that would be reverted
	for _, f := range fixes {
		revert := g.warnOfManagers(&f)
		switch {
		case revert < manager.RevertSoon:
			lasting = append(lasting, f)
		default:
			reverted = append(reverted, f)
			if first == nil {
				first = &f
			}
		}
	}
	out := lasting
	if first != nil {
		out = append(out, g.atSource(reverted)...)
		if f, ok := g.separate(*first); ok && g.warnOfManagers(&f) < manager.RevertSoon {
			out = append(out, f)
		}
	}
	out = append(out, reverted...)
	for i := range out {
		g.finish(&out[i])
	}
	return out
}

// Distinct removes fixes that an earlier finding of the same failure has too: two
// fixes with one title would be one choice shown twice.
func Distinct(findings []diagnose.Finding) {
	seen := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		kept := slices.DeleteFunc(slices.Clone(f.Fixes), func(x diagnose.Fix) bool {
			duplicate := seen[x.Title]
			seen[x.Title] = true
			return duplicate
		})
		if len(kept) < len(f.Fixes) {
			f.Fixes = kept
		}
	}
}

// finish fills in the pods and the commands.
func (g Group) finish(f *diagnose.Fix) {
	for _, p := range g.pods() {
		f.Recovers = append(f.Recovers, p.Object())
		f.Tracked = append(f.Tracked, track.Track(p))
	}
	f.AlsoAffected = g.alsoAffected(f)
	if len(f.Steps) == 0 {
		return // a change at the source has its own commands
	}
	if f.Form != nil {
		Fill(f.Form, g.lead().Index)
	}
	f.Commands = Commands(*f)
	if why := forbidden(g.lead().Index, f.Steps); why != "" && f.Blocked == "" {
		f.Blocked, f.Role = why, Roles(f.Steps)
	}
}

// managedObject is one object of a fix with its manager.
type managedObject struct {
	object  diagnose.Object
	manager manager.Managed
	step    diagnose.Step
}

// managersOf lists the managed objects that a fix edits.
func (g Group) managersOf(f *diagnose.Fix) []managedObject {
	var out []managedObject
	for _, s := range f.Steps {
		switch s.Action() {
		case diagnose.UpdateSecret, diagnose.SetAccountPullSecrets, diagnose.SetTemplatePullSecrets, diagnose.SetTemplatePolicy:
		default:
			continue
		}
		m := meta(g.lead().Index, s.Object)
		if m == nil {
			continue
		}
		if u, ok := manager.Of(m); ok {
			out = append(out, managedObject{s.Object, u, s})
		}
	}
	return out
}

// warnOfManagers adds a warning for each manager of the fix's objects and returns
// the soonest revert. An edit that is pointless is blocked.
func (g Group) warnOfManagers(f *diagnose.Fix) manager.Revert {
	soonest := manager.RevertNever
	warned := map[string]bool{}
	for _, k := range g.managersOf(f) {
		u := k.manager
		soonest = max(soonest, u.Revert)
		warning := fmt.Sprintf("%s is managed by %s, which will revert this change %s. %s", k.object, u.Who, u.When, u.Source)
		if u.Revert == manager.RevertNever {
			warning = fmt.Sprintf("%s was created by %s. %s", k.object, u.Who, u.Source)
		}
		if warned[u.Who] { // repeating it for every workload would hide the rest
			continue
		}
		warned[u.Who] = true
		f.Warnings = append(f.Warnings, warning)
		if u.Revert == manager.RevertAtOnce && f.Blocked == "" {
			f.Blocked = fmt.Sprintf("%s is managed by %s, which will revert this change %s.", k.object, u.Who, u.When)
		}
	}
	return soonest
}

// alsoAffected are the other pods that a fix affects, as far as they were read.
func (g Group) alsoAffected(f *diagnose.Fix) []diagnose.Object {
	secrets, accounts, namespaces := map[diagnose.Object]bool{}, map[diagnose.Object]bool{}, map[string]bool{}
	for _, s := range f.Steps {
		switch s.Action() {
		case diagnose.CreateSecret, diagnose.UpdateSecret:
			secrets[s.Object] = true
		case diagnose.SetAccountPullSecrets:
			accounts[s.Object] = true
		default:
			continue
		}
		namespaces[s.Object.Namespace] = true
	}
	if len(namespaces) == 0 {
		return nil
	}
	listed := make(map[diagnose.Object]bool, len(f.Recovers)+len(f.Restarts))
	for _, o := range slices.Concat(f.Recovers, f.Restarts) {
		listed[o] = true
	}
	var out []diagnose.Object
	for ns := range namespaces {
		for _, p := range g.lead().Index.Pods[ns] {
			if p.Template || listed[p.Object()] {
				continue
			}
			uses := len(p.PullSecrets) == 0 && accounts[p.AccountObject()]
			for _, n := range p.PullSecrets {
				uses = uses || secrets[diagnose.Object{Kind: "Secret", Namespace: p.Namespace, Name: n}]
			}
			if uses {
				out = append(out, p.Object())
			}
		}
	}
	return sortedObjects(out)
}
