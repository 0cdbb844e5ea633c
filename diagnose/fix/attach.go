package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// attachFixes reference a secret where the group's pods get their pull secrets:
// in the workload alone, or in the service account for all its new pods.
func (g Group) attachFixes(name string) []diagnose.Fix {
	fixes := attachSteps(g, diagnose.Fix{}, name, "Attach Secret "+name+" to %s")
	if len(fixes) == 0 {
		return g.rebuildJob(name)
	}
	return fixes
}

// attachSteps completes a fix, which may create the secret first, in two ways;
// the narrower effect comes first.
func attachSteps(g Group, base diagnose.Fix, name, title string) []diagnose.Fix {
	prefix := base.ID
	var fixes []diagnose.Fix
	own := base
	own.ID, own.After = prefix+"attach-to-workload", afterRestart
	own.Title = fmt.Sprintf(title, g.owners())
	own.Steps = append([]diagnose.Step{}, base.Steps...)
	if g.relist(&own, func(l []string) []string { return appended(l, name) }, func(k *pull.Case) where { return ownPlace(k) }) && !g.hidesAccount() {
		fixes = append(fixes, own)
	}
	if g.anyOwnList() {
		return g.orAtOwner(fixes, base, name, title)
	}
	account := base
	account.ID, account.After = prefix+"attach-to-account", afterRestart
	account.Title = fmt.Sprintf(title, "ServiceAccount "+pull.AccountName(g.lead().Pod))
	account.Steps = append([]diagnose.Step{}, base.Steps...)
	if g.relist(&account, func(l []string) []string { return appended(l, name) }, func(*pull.Case) where { return inAccount }) {
		// a bare pod is recreated without a list, so that admission copies the account's
		for i := range account.Steps {
			if account.Steps[i].Action() == diagnose.RecreatePod {
				account.Steps[i] = step.WithList(account.Steps[i], nil)
			}
		}
		fixes = append(fixes, account)
	}
	return g.orAtOwner(fixes, base, name, title)
}

// orAtOwner adds the change to an owner that was not read.
func (g Group) orAtOwner(fixes []diagnose.Fix, base diagnose.Fix, name, title string) []diagnose.Fix {
	if f, ok := g.ownerFix(base, title, func(l []string) []string { return appended(l, name) }); ok {
		fixes = append(fixes, f)
	}
	return fixes
}

// hidesAccount reports whether a list of the workload's own would hide the one
// that the service account provides.
func (g Group) hidesAccount() bool {
	for _, k := range g.Cases {
		if listPlace(k) == inAccount {
			return true
		}
	}
	return false
}

func (g Group) anyOwnList() bool {
	for _, k := range g.Cases {
		if k.OwnList() && listPlace(k) != inAccount {
			return true
		}
	}
	return false
}

// owners lists the workloads of a group, for a title.
func (g Group) owners() string {
	var names []string
	seen := map[diagnose.Object]bool{}
	for _, k := range g.Cases {
		if o := k.OwnerObject(); !seen[o] {
			seen[o] = true
			names = append(names, o.Kind+" "+o.Name)
		}
	}
	return text.JoinAnd(names)
}

func attachSecretFixes(g Group) []diagnose.Fix { return g.attachFixes(g.Finding.Object.Name) }

// ignoredAccountFixes adds the account's matching secret to the workload's list.
func ignoredAccountFixes(g Group) []diagnose.Fix {
	k := g.lead()
	for _, n := range k.ProvidedOnlyNow() {
		if k.AnyMatches([]string{n}) {
			return g.attachFixes(n)
		}
	}
	return nil
}

// recreateFixes recreates the pods.
func recreateFixes(g Group) []diagnose.Fix {
	f := diagnose.Fix{ID: "restart-pods", After: afterRestart}
	if !g.restart(&f) {
		return nil
	}
	f.Title = fmt.Sprintf("Recreate %s so that %s the service account's pull secrets", text.Count(len(f.Restarts), "pod"), theyGet(len(f.Restarts)))
	return []diagnose.Fix{f}
}

func theyGet(pods int) string {
	if pods == 1 {
		return "it gets"
	}
	return "they get"
}

// retryFixes recreates pods that only wait for the back-off to end.
func retryFixes(g Group) []diagnose.Fix {
	f := diagnose.Fix{ID: "try-now", After: afterRestart}
	if !g.restart(&f) {
		return nil
	}
	f.Title = recreateNow(len(f.Restarts))
	for _, s := range f.Steps {
		if s.Action() == diagnose.RecreatePod {
			return nil // waiting is better than losing a bare pod
		}
	}
	return []diagnose.Fix{f}
}

// noCredentialsFixes copies or creates a secret and attaches it.
func noCredentialsFixes(g Group) []diagnose.Fix {
	k := g.lead()
	if takesNoCredentials(k.Image) {
		return nil
	}
	fixes := g.grantFixes()
	if f, ok := g.nodeConfigFix(); ok {
		fixes = append(fixes, f)
	}
	copies, otherTenant := g.copies()
	if otherTenant {
		return slices.Concat(fixes, g.createAndAttach(), copies)
	}
	return slices.Concat(fixes, copies, g.createAndAttach())
}

// copies are the fixes that copy the best secret of another namespace, of the
// same tenant if one matches; none if no secret does.
func (g Group) copies() (fixes []diagnose.Fix, otherTenant bool) {
	k := g.lead()
	_, foreign := k.Candidates()
	foreign = slices.DeleteFunc(slices.Clone(foreign), func(c pull.Candidate) bool { return c.Expired || !g.usable(c.Secret) })
	if len(foreign) == 0 {
		return nil, false
	}
	best := slices.IndexFunc(foreign, func(c pull.Candidate) bool { return !foreignTenant(k.Index, c.Secret, k.Pod.Namespace) })
	return g.copyAndAttach(foreign[max(best, 0)].Secret), best < 0
}

// createAndAttach creates a secret with the user's credentials and attaches it.
func (g Group) createAndAttach() []diagnose.Fix {
	k := g.lead()
	var fixes []diagnose.Fix
	name := freeName(k.Index, k.Pod.Namespace, SecretName(k.Image.Registry))
	base := createFix(k, diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}, "", "")
	created := attachSteps(g, base, name, "Create Secret "+name+" with your credentials and attach it to %s"+takenWords(k.Index, k.Pod.Namespace, SecretName(k.Image.Registry), name))
	nameAttaching(created, "create-and-attach")
	fixes = append(fixes, created...)
	if len(created) > 0 && len(created[0].Steps) > 0 {
		if f, ok := g.inProject(created[0]); ok {
			fixes = append(fixes, f)
		}
	}
	return fixes
}

// copyAndAttach copies a donor under its own name and attaches the copy. A
// Rancher project's secret gets another name: Rancher would overwrite a copy
// with its own name.
func (g Group) copyAndAttach(donor *diagnose.Secret) []diagnose.Fix {
	k := g.lead()
	want := donor.Name
	if isRancherCopy(donor) {
		want += "-copy"
	}
	name := freeName(k.Index, k.Pod.Namespace, want)
	base := g.copyFix(donor, diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name})
	base.Warnings = append(base.Warnings, projectWords(k.Index, donor, k.Pod.Namespace)...)
	base.ID = ""
	fixes := attachSteps(g, base, name, fmt.Sprintf("Copy Secret %s/%s to %s%s and attach it to %%s", donor.Namespace, donor.Name, k.Pod.Namespace, as(donor.Name, name))+takenWords(k.Index, k.Pod.Namespace, want, name))
	nameAttaching(fixes, "copy-and-attach")
	if len(fixes) > 0 && len(fixes[0].Steps) > 0 {
		if f, ok := g.onlyNeeded(fixes[0], donor); ok {
			fixes = append(fixes, f)
		}
	}
	return fixes
}

// nameAttaching sets the IDs of fixes that also create the secret.
func nameAttaching(fixes []diagnose.Fix, id string) {
	for i := range fixes {
		switch fixes[i].ID {
		case "attach-to-workload":
			fixes[i].ID = id
		case "attach-to-account":
			fixes[i].ID = id + "-to-account"
		}
	}
}

// longestName is how long a proposed name may be; people type it.
const longestName = 40

// SecretName proposes a name for a registry's pull secret: "ghcr-io-login",
// "ecr-eu-west-1-login".
func SecretName(registry string) string {
	base := registry
	if region := provider.PartsOf(registry).Region; region != "" {
		base = string(provider.Of(registry).Name) + "-" + region
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(base))
	if len(name) > longestName {
		name = name[:longestName]
	}
	return strings.Trim(name, "-") + "-login"
}
