package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// atSourceOnly is why a change at the source has no steps.
const atSourceOnly = "Change this at its source. Run these commands yourself."

// runYourself is why a change outside the cluster's API, or a mere test, has no
// steps.
const runYourself = "pulldoctor does not run these commands. Run them yourself."

// atSource is one fix without steps for each object whose edit would be reverted:
// where to change it instead, and how.
func (g Group) atSource(reverted []diagnose.Fix) []diagnose.Fix {
	var out []diagnose.Fix
	seen := map[diagnose.Object]bool{}
	for i := range reverted {
		for _, k := range g.managersOf(&reverted[i]) {
			if k.manager.Revert < manager.RevertSoon || seen[k.object] {
				continue
			}
			seen[k.object] = true
			f := diagnose.Fix{
				ID:       "edit-source",
				Title:    fmt.Sprintf("Change %s at its source: %s", k.object, k.manager.Who),
				After:    k.manager.Source,
				Where:    k.manager.Source,
				Commands: append(LocalPatch(&k.step), k.manager.Commands...),
				Blocked:  atSourceOnly,
			}
			if !needsCredentials(k.step) {
				f.AtSource = []diagnose.Step{k.step}
			}
			out = append(out, f)
		}
	}
	return out
}

// needsCredentials reports whether a step updates a secret with credentials that
// the user still has to enter.
func needsCredentials(s diagnose.Step) bool {
	w, ok := s.Write.(step.UpdateSecret)
	return ok && len(w.Data) == 0
}

// LocalPatch changes a manifest on disk; kubectl patch --local does not contact
// the cluster. There is none for secrets: the manifest would contain the password
// in plain text.
func LocalPatch(s *diagnose.Step) []string {
	kind := "merge"
	switch s.Write.(type) {
	case step.SetAccountPullSecrets, step.SetTemplatePullSecrets:
	case step.SetTemplatePolicy:
		kind = "strategic"
	default:
		return nil
	}
	patch, _ := s.Write.Patches(s)
	return shell.Lines(shell.Words{"patch": shell.JSON(patch)},
		"# in the directory of the manifest; replace FILE.yaml by its name",
		"kubectl patch --local -f FILE.yaml --type="+kind+" -o yaml -p {patch} > FILE.new.yaml",
	)
}

// separate creates and uses a secret with another name, which no other tool
// manages, instead of editing a managed one.
func (g Group) separate(f diagnose.Fix) (diagnose.Fix, bool) {
	if len(f.Steps) != 1 {
		return diagnose.Fix{}, false
	}
	s := f.Steps[0]
	update, ok := s.Write.(step.UpdateSecret)
	if !ok {
		return diagnose.Fix{}, false
	}
	old := g.lead().Index.Secrets[s.Object]
	if old == nil || g.lead().Ref(old.Name) == nil {
		return diagnose.Fix{}, false
	}
	name := freeName(g.lead().Index, old.Namespace, old.Name+"-own")
	write := step.CreateSecret{Type: old.Type, Data: update.Data}
	if f.Form == nil {
		from := old.Object()
		write.From, write.Before = &from, update.Before
	}
	create := creating(old.Namespace, name, write)
	out := diagnose.Fix{ID: "separate-secret", After: afterRestart, Steps: []diagnose.Step{create}}
	out.Title = fmt.Sprintf("Create Secret %s/%s, which no other tool manages, and use it instead", old.Namespace, name)
	change := func(l []string) []string { return substituted(l, old.Name, name) }
	if f.Form != nil {
		form := *f.Form
		form.Secret, form.Step = create.Object, 0
		out.Form = &form
		if g.lead().Index.Inspect(old).Err == nil { // its entries for other registries are still needed
			change = func(l []string) []string { return inserted(l, name, old.Name) }
		}
	}
	if !g.relist(&out, change, nil) {
		return diagnose.Fix{}, false
	}
	return out, true
}

// createBeside creates a secret for credentials that cannot be added to an
// immutable one, and lists it before the old one, whose other entries are still
// needed.
func (g Group) createBeside(old *diagnose.Secret, key string) []diagnose.Fix {
	k := g.lead()
	if k.Ref(old.Name) == nil {
		return nil
	}
	name := freeName(k.Index, old.Namespace, old.Name+"-new")
	create := CreateStep(old.Namespace, name, keyring.TypeDockerConfigJSON, nil)
	f := diagnose.Fix{
		ID: "create-beside", After: afterRestart, Steps: []diagnose.Step{create},
		Title: fmt.Sprintf("Create Secret %s/%s with your credentials for %s and use it too (%s is immutable)", old.Namespace, name, keyring.ShowKey(key), old.Name),
		Form:  &diagnose.CredentialsForm{Registry: k.Image.Registry, Key: key, Secret: create.Object},
	}
	change := func(l []string) []string { return inserted(l, name, old.Name) }
	if k.Index.Inspect(old).Err != nil { // the kubelet fails every pull while it is listed
		change = func(l []string) []string { return substituted(l, old.Name, name) }
	}
	if g.relist(&f, change, nil) {
		return []diagnose.Fix{f}
	}
	source, ok := g.ownerFix(f, "Create Secret "+name+" with your credentials and use it too in %s", change)
	if !ok {
		return nil
	}
	return []diagnose.Fix{source}
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
