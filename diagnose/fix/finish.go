package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// finished fills in what every fix has and puts them into the order in which
// they are offered: those that last, what to do at the source of an object
// that somebody looks after, and last the edits that would be undone.
func (g Group) finished(fixes []diagnose.Fix) []diagnose.Fix {
	var lasting, undone []diagnose.Fix
	var first *diagnose.Fix // the first edit that would be undone
	for _, f := range fixes {
		worst := g.warnOfManagers(&f)
		switch {
		case worst < manager.RevertSoon:
			lasting = append(lasting, f)
		default:
			undone = append(undone, f)
			if first == nil {
				first = &f
			}
		}
	}
	out := lasting
	if first != nil {
		out = append(out, g.atSource(undone)...)
		if f, ok := g.apart(*first); ok && g.warnOfManagers(&f) < manager.RevertSoon {
			out = append(out, f)
		}
	}
	out = append(out, undone...)
	for i := range out {
		g.finish(&out[i])
	}
	return out
}

// Distinct leaves out fixes that an earlier finding of the same failure has too:
// two fixes of one title would be one choice shown twice.
func Distinct(findings []diagnose.Finding) {
	seen := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		kept := slices.DeleteFunc(slices.Clone(f.Fixes), func(x diagnose.Fix) bool {
			twice := seen[x.Title]
			seen[x.Title] = true
			return twice
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
		return // at the source: it brings its own
	}
	if f.Form != nil {
		Fill(f.Form, g.lead().Index)
	}
	f.Commands = Commands(*f)
	if why := forbidden(g.lead().Index, f.Steps); why != "" && f.Blocked == "" {
		f.Blocked, f.Role = why, Roles(f.Steps)
	}
}

// kept is one object of a fix with its keeper.
type kept struct {
	object diagnose.Object
	upkeep manager.Managed
	step   diagnose.Step
}

// managersOf lists the objects that a fix edits and somebody looks after.
func (g Group) managersOf(f *diagnose.Fix) []kept {
	var out []kept
	for _, s := range f.Steps {
		switch s.Action() {
		case diagnose.UpdateSecret, diagnose.SetAccountPullSecrets, diagnose.SetTemplatePullSecrets:
		default:
			continue
		}
		m := meta(g.lead().Index, s.Object)
		if m == nil {
			continue
		}
		if u, ok := manager.Of(m); ok {
			out = append(out, kept{s.Object, u, s})
		}
	}
	return out
}

// warnOfManagers says who looks after the objects of a fix and returns the
// worst that would become of an edit. An edit that is pointless is blocked.
func (g Group) warnOfManagers(f *diagnose.Fix) manager.Revert {
	worst := manager.RevertNever
	said := map[string]bool{}
	for _, k := range g.managersOf(f) {
		u := k.upkeep
		worst = max(worst, u.Undoes)
		text := fmt.Sprintf("%s is looked after by %s, which would undo the change %s. %s", k.object, u.Who, u.When, u.Source)
		if u.Undoes == manager.RevertNever {
			text = fmt.Sprintf("%s was made by %s. %s", k.object, u.Who, u.Source)
		}
		if said[u.Who] { // the same words for every workload would hide the rest
			continue
		}
		said[u.Who] = true
		f.Warnings = append(f.Warnings, text)
		if u.Undoes == manager.RevertAtOnce && f.Blocked == "" {
			f.Blocked = fmt.Sprintf("%s looks after %s and would undo an edit %s.", u.Who, k.object, u.When)
		}
	}
	return worst
}

// alsoAffected are the other pods that a fix touches, as far as they were read.
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
	told := make(map[diagnose.Object]bool, len(f.Recovers)+len(f.Restarts))
	for _, o := range slices.Concat(f.Recovers, f.Restarts) {
		told[o] = true
	}
	var out []diagnose.Object
	for ns := range namespaces {
		for _, p := range g.lead().Index.Pods[ns] {
			if p.Template || told[p.Object()] {
				continue
			}
			uses := len(p.PullSecrets) == 0 && accounts[diagnose.Object{Kind: "ServiceAccount", Namespace: p.Namespace, Name: pull.AccountName(p)}]
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
