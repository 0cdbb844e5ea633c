package fix

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// notFromHere is why a change at the source has no steps.
const notFromHere = "This is to be done at the source, not from here; the commands are yours to run."

// atSource makes one fix without steps for each object whose edit would be
// undone: where to change it instead, and how.
func (g Group) atSource(undone []diagnose.Fix) []diagnose.Fix {
	var out []diagnose.Fix
	seen := map[diagnose.Object]bool{}
	for i := range undone {
		for _, k := range g.managersOf(&undone[i]) {
			if k.upkeep.Undoes < manager.RevertSoon || seen[k.object] {
				continue
			}
			seen[k.object] = true
			f := diagnose.Fix{
				ID:       "edit-source",
				Title:    fmt.Sprintf("Change %s where it comes from: %s", k.object, k.upkeep.Who),
				After:    k.upkeep.Source,
				Commands: append(LocalPatch(&k.step), k.upkeep.Commands...),
				Blocked:  notFromHere,
			}
			if k.step.Action != diagnose.UpdateSecret || len(k.step.Data) > 0 { // else a login is still to be given, there
				f.AtSource = []diagnose.Step{k.step}
			}
			out = append(out, f)
		}
	}
	return out
}

// LocalPatch makes the change in a manifest on disk; kubectl patch --local
// touches no cluster. A secret's manifest is never made: it would hold the
// password in clear.
func LocalPatch(s *diagnose.Step) []string {
	var patch map[string]any
	list := map[string]any{"imagePullSecrets": references(s.PullSecrets)}
	switch {
	case s.Action == diagnose.SetAccountPullSecrets:
		patch = list
	case s.Action != diagnose.SetTemplatePullSecrets:
		return nil
	case s.Object.Kind == "CronJob":
		patch = nested(list, "spec", "jobTemplate", "spec", "template", "spec")
	default:
		patch = nested(list, "spec", "template", "spec")
	}
	b, _ := json.Marshal(patch) // maps and texts always encode
	return []string{
		"# in the folder of the manifest, with its name for FILE.yaml",
		"kubectl patch --local -f FILE.yaml --type=merge -o yaml -p " + shell.Quote(string(b)) + " > FILE.new.yaml",
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
func (g Group) apart(f diagnose.Fix) (diagnose.Fix, bool) {
	if len(f.Steps) != 1 || f.Steps[0].Action != diagnose.UpdateSecret {
		return diagnose.Fix{}, false
	}
	s := f.Steps[0]
	old := g.lead().Index.Secrets[s.Object]
	if old == nil || g.lead().Ref(old.Name) == nil {
		return diagnose.Fix{}, false
	}
	name := freeName(g.lead().Index, old.Namespace, old.Name+"-own")
	create := CreateStep(old.Namespace, name, old.Type, nil)
	create.Data = s.Data
	out := diagnose.Fix{ID: "separate-secret", After: afterRestart, Steps: []diagnose.Step{create}}
	out.Title = fmt.Sprintf("Make Secret %s/%s, which nobody else looks after, and use it instead", old.Namespace, name)
	change := func(l []string) []string { return substituted(l, old.Name, name) }
	if f.Form != nil {
		form := *f.Form
		form.Secret, form.Step = create.Object, 0
		out.Form = &form
		if g.lead().Index.Inspect(old).Err == nil { // its logins for other registries are still needed
			change = func(l []string) []string { return inserted(l, name, old.Name) }
		}
	} else {
		from := old.Object()
		out.Steps[0].From, out.Steps[0].Before = &from, s.Before
	}
	if !g.relist(&out, change, nil) {
		return diagnose.Fix{}, false
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
