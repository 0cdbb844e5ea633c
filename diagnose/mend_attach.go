package diagnose

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// attachFixes name a secret where the group's pods get their secrets from:
// in the workload alone, or in the service account for all its new pods.
func (g group) attachFixes(name string) []Fix {
	fixes := attachSteps(g, Fix{}, name, "Attach Secret "+name+" to %s")
	if len(fixes) == 0 {
		return g.rebuildJob(name)
	}
	return fixes
}

// attachSteps completes a fix that may have made the secret before, in two
// ways; the narrower effect comes first.
func attachSteps(g group, base Fix, name, title string) []Fix {
	prefix := base.ID
	var fixes []Fix
	own := base
	own.ID, own.After = prefix+"attach-to-workload", afterRestart
	own.Title = fmt.Sprintf(title, g.owners())
	own.Steps = append([]Step{}, base.Steps...)
	if g.relist(&own, func(l []string) []string { return appended(l, name) }, func(k *Case) where { return k.ownPlace() }) && !g.hidesAccount() {
		fixes = append(fixes, own)
	}
	if g.anyOwnList() {
		return fixes
	}
	account := base
	account.ID, account.After = prefix+"attach-to-account", afterRestart
	account.Title = fmt.Sprintf(title, "ServiceAccount "+g.lead().Pod.accountName())
	account.Steps = append([]Step{}, base.Steps...)
	if g.relist(&account, func(l []string) []string { return appended(l, name) }, func(*Case) where { return inAccount }) {
		// a bare pod is made anew without a list, so that the account's is copied in
		for i := range account.Steps {
			if account.Steps[i].Action == RecreatePod {
				account.Steps[i].PullSecrets = nil
			}
		}
		fixes = append(fixes, account)
	}
	return fixes
}

// hidesAccount says whether a list of the workload's own would switch off one
// that the service account hands out.
func (g group) hidesAccount() bool {
	for _, k := range g.cases {
		if k.standsAt() == inAccount {
			return true
		}
	}
	return false
}

func (g group) anyOwnList() bool {
	for _, k := range g.cases {
		if k.ownList() {
			return true
		}
	}
	return false
}

// owners names the workloads of a group.
func (g group) owners() string {
	var names []string
	seen := map[Object]bool{}
	for _, k := range g.cases {
		if o := k.ownerObject(); !seen[o] {
			seen[o] = true
			names = append(names, o.Kind+" "+o.Name)
		}
	}
	return joinAnd(names)
}

func mendAttach(g group) []Fix { return g.attachFixes(g.finding.Object.Name) }

// mendIgnored puts the account's fitting secret into the workload's list.
func mendIgnored(g group) []Fix {
	k := g.lead()
	for _, n := range k.handedOnlyNow() {
		if k.anyServes([]string{n}) {
			return g.attachFixes(n)
		}
	}
	return nil
}

// mendRestart makes the pods anew.
func mendRestart(g group) []Fix {
	f := Fix{ID: "restart-pods", After: afterRestart}
	if !g.restart(&f) {
		return nil
	}
	f.Title = fmt.Sprintf("Make %s anew, with the service account's secrets", count(len(f.Restarts), "pod"))
	return []Fix{f}
}

// mendRetry makes pods anew that only wait for their next try.
func mendRetry(g group) []Fix {
	f := Fix{ID: "try-now", After: afterRestart}
	if !g.restart(&f) {
		return nil
	}
	f.Title = "Do not wait: make " + count(len(f.Restarts), "pod") + " anew"
	for _, s := range f.Steps {
		if s.Action == RecreatePod {
			return nil // waiting is better than losing a bare pod
		}
	}
	return []Fix{f}
}

// mendNoCredentials brings a secret here and attaches it.
func mendNoCredentials(g group) []Fix {
	k := g.lead()
	_, foreign := k.candidates()
	var fixes []Fix
	if len(foreign) > 0 && !foreign[0].expired {
		fixes = append(fixes, g.copyAndAttach(foreign[0].secret)...)
	}
	name := k.index.freeName(k.Pod.Namespace, secretName(k.Image.Registry))
	base := createFix(k, Object{"Secret", k.Pod.Namespace, name}, "", "")
	created := attachSteps(g, base, name, "Make Secret "+name+" with a login of yours and attach it to %s")
	for i := range created {
		created[i].ID = "create-and-attach"
		if i > 0 {
			created[i].ID = "create-and-attach-to-account"
		}
	}
	fixes = append(fixes, created...)
	if len(created) > 0 {
		if f, ok := g.inProject(created[0]); ok {
			fixes = append(fixes, f)
		}
	}
	return fixes
}

// copyAndAttach copies a donor under its own name and attaches the copy. A
// project's secret of Rancher gets another name: Rancher would write over one
// of its own.
func (g group) copyAndAttach(donor *Secret) []Fix {
	k := g.lead()
	want := donor.Name
	if isRancherCopy(donor) {
		want += "-copy"
	}
	name := k.index.freeName(k.Pod.Namespace, want)
	base := g.copyFix(donor, Object{"Secret", k.Pod.Namespace, name})
	base.Warnings = append(base.Warnings, k.index.projectWords(donor, k.Pod.Namespace)...)
	base.ID = ""
	fixes := attachSteps(g, base, name, fmt.Sprintf("Copy Secret %s/%s to %s and attach it to %%s", donor.Namespace, donor.Name, k.Pod.Namespace))
	for i := range fixes {
		fixes[i].ID = "copy-and-attach"
		if i > 0 {
			fixes[i].ID = "copy-and-attach-to-account"
		}
	}
	if len(fixes) > 0 {
		if f, ok := g.onlyNeeded(fixes[0], donor); ok {
			fixes = append(fixes, f)
		}
	}
	return fixes
}

// longestName is how long a proposed name may be; people type it.
const longestName = 40

// secretName proposes a name for a registry's login: "ghcr-io-login",
// "ecr-eu-west-1-login".
func secretName(registry string) string {
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
