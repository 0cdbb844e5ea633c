package diagnose

import (
	"fmt"
	"slices"
)

// finished fills in what every fix has and puts them into the order in which
// they are offered: those that last, what to do at the source of an object
// that somebody looks after, and last the edits that would be undone.
func (g group) finished(fixes []Fix) []Fix {
	var lasting, undone []Fix
	var first *Fix // the first edit that would be undone
	for _, f := range fixes {
		worst := g.warnOfKeepers(&f)
		switch {
		case worst < undoneSoon:
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
		if f, ok := g.apart(*first); ok && g.warnOfKeepers(&f) < undoneSoon {
			out = append(out, f)
		}
	}
	out = append(out, undone...)
	for i := range out {
		g.finish(&out[i])
	}
	return out
}

// finish fills in the pods and the commands.
func (g group) finish(f *Fix) {
	for _, p := range g.pods() {
		f.Heals = append(f.Heals, p.Object())
		f.Tracked = append(f.Tracked, Track(p))
	}
	f.Gains = g.gains(f)
	if len(f.Steps) == 0 {
		return // at the source: it brings its own
	}
	if f.Login != nil {
		f.Login.fill(g.lead().index)
	}
	f.Commands = commands(*f)
	if why := g.lead().index.forbidden(f.Steps); why != "" && f.Blocked == "" {
		f.Blocked, f.Role = why, Roles(f.Steps)
	}
}

// kept is one object of a fix with its keeper.
type kept struct {
	object Object
	upkeep upkeep
	step   Step
}

// keepersOf lists the objects that a fix edits and somebody looks after.
func (g group) keepersOf(f *Fix) []kept {
	var out []kept
	for _, s := range f.Steps {
		switch s.Action {
		case UpdateSecret, SetAccountPullSecrets, SetTemplatePullSecrets:
		default:
			continue
		}
		m := g.lead().index.meta(s.Object)
		if m == nil {
			continue
		}
		if u, ok := keeperOf(m); ok {
			out = append(out, kept{s.Object, u, s})
		}
	}
	return out
}

// warnOfKeepers says who looks after the objects of a fix and returns the
// worst that would become of an edit. An edit that is pointless is blocked.
func (g group) warnOfKeepers(f *Fix) undoing {
	worst := undoneNever
	said := map[string]bool{}
	for _, k := range g.keepersOf(f) {
		u := k.upkeep
		worst = max(worst, u.undoes)
		text := fmt.Sprintf("%s is looked after by %s, which would undo the change %s. %s", k.object, u.who, u.when, u.source)
		if u.undoes == undoneNever {
			text = fmt.Sprintf("%s was made by %s. %s", k.object, u.who, u.source)
		}
		if said[u.who] { // the same words for every workload would hide the rest
			continue
		}
		said[u.who] = true
		f.Warnings = append(f.Warnings, text)
		if u.undoes == undoneAtOnce && f.Blocked == "" {
			f.Blocked = fmt.Sprintf("%s looks after %s and would undo an edit %s.", u.who, k.object, u.when)
		}
	}
	return worst
}

// gains are the other pods that a fix touches, as far as they were read.
func (g group) gains(f *Fix) []Object {
	secrets, accounts, namespaces := map[Object]bool{}, map[Object]bool{}, map[string]bool{}
	for _, s := range f.Steps {
		switch s.Action {
		case CreateSecret, UpdateSecret:
			secrets[s.Object] = true
		case SetAccountPullSecrets:
			accounts[s.Object] = true
		default:
			continue
		}
		namespaces[s.Object.Namespace] = true
	}
	if len(namespaces) == 0 {
		return nil
	}
	told := make(map[Object]bool, len(f.Heals)+len(f.Restarts))
	for _, o := range slices.Concat(f.Heals, f.Restarts) {
		told[o] = true
	}
	var out []Object
	for ns := range namespaces {
		for _, p := range g.lead().index.pods[ns] {
			if p.Template || told[p.Object()] {
				continue
			}
			uses := len(p.PullSecrets) == 0 && accounts[Object{"ServiceAccount", p.Namespace, p.accountName()}]
			for _, n := range p.PullSecrets {
				uses = uses || secrets[Object{"Secret", p.Namespace, n}]
			}
			if uses {
				out = append(out, p.Object())
			}
		}
	}
	return sortedObjects(out)
}
