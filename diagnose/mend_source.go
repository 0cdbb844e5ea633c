package diagnose

import (
	"encoding/json"
	"fmt"
	"slices"
)

// notFromHere is why a change at the source has no steps.
const notFromHere = "This is to be done at the source, not from here; the commands are yours to run."

// atSource makes one fix without steps for each object whose edit would be
// undone: where to change it instead, and how.
func (g group) atSource(undone []Fix) []Fix {
	var out []Fix
	seen := map[Object]bool{}
	for i := range undone {
		for _, k := range g.keepersOf(&undone[i]) {
			if k.upkeep.undoes < undoneSoon || seen[k.object] {
				continue
			}
			seen[k.object] = true
			f := Fix{
				ID:       "edit-source",
				Title:    fmt.Sprintf("Change %s where it comes from: %s", k.object, k.upkeep.who),
				After:    k.upkeep.source,
				Commands: append(localPatch(&k.step), k.upkeep.commands...),
				Blocked:  notFromHere,
			}
			if k.step.Action != UpdateSecret || len(k.step.Data) > 0 { // else a login is still to be given, there
				f.AtSource = []Step{k.step}
			}
			out = append(out, f)
		}
	}
	return out
}

// localPatch makes the change in a manifest on disk; kubectl patch --local
// touches no cluster. A secret's manifest is never made: it would hold the
// password in clear.
func localPatch(s *Step) []string {
	var patch map[string]any
	list := map[string]any{"imagePullSecrets": references(s.PullSecrets)}
	switch {
	case s.Action == SetAccountPullSecrets:
		patch = list
	case s.Action != SetTemplatePullSecrets:
		return nil
	case s.Object.Kind == "CronJob":
		patch = nested(list, "spec", "jobTemplate", "spec", "template", "spec")
	default:
		patch = nested(list, "spec", "template", "spec")
	}
	b, _ := json.Marshal(patch) // maps and texts always encode
	return []string{
		"# in the folder of the manifest, with its name for FILE.yaml",
		"kubectl patch --local -f FILE.yaml --type=merge -o yaml -p " + shellQuote(string(b)) + " > FILE.new.yaml",
	}
}

func nested(inner map[string]any, path ...string) map[string]any {
	for i := len(path) - 1; i >= 0; i-- {
		inner = map[string]any{path[i]: inner}
	}
	return inner
}

// apart makes, instead of editing a secret that somebody else looks after, a
// secret of another name that nobody else touches, and uses that.
func (g group) apart(f Fix) (Fix, bool) {
	if len(f.Steps) != 1 || f.Steps[0].Action != UpdateSecret {
		return Fix{}, false
	}
	s := f.Steps[0]
	old := g.lead().index.secrets[s.Object]
	if old == nil || g.lead().ref(old.Name) == nil {
		return Fix{}, false
	}
	name := g.lead().index.freeName(old.Namespace, old.Name+"-own")
	create := createStep(old.Namespace, name, old.Type, nil)
	create.Data = s.Data
	out := Fix{ID: "separate-secret", After: afterRestart, Steps: []Step{create}}
	out.Title = fmt.Sprintf("Make Secret %s/%s, which nobody else looks after, and use it instead", old.Namespace, name)
	change := func(l []string) []string { return substituted(l, old.Name, name) }
	if f.Login != nil {
		form := *f.Login
		form.Secret, form.Step = create.Object, 0
		out.Login = &form
		if g.lead().index.inspect(old).Err == nil { // its logins for other registries are still needed
			change = func(l []string) []string { return inserted(l, name, old.Name) }
		}
	} else {
		from := old.Object()
		out.Steps[0].From, out.Steps[0].Before = &from, s.Before
	}
	if !g.relist(&out, change, nil) {
		return Fix{}, false
	}
	return out, true
}

// inserted puts a name before another one of the list.
func inserted(list []string, name, before string) []string {
	var out []string
	for _, n := range list {
		if n == before && !slices.Contains(out, name) {
			out = append(out, name)
		}
		out = append(out, n)
	}
	return out
}
