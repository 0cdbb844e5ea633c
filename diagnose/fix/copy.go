package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// donor is the secret to copy for the group's images: one with the referenced
// name, then one of the namespace, then any other. The one that matches most of
// the group's pods wins; expired ones are skipped.
func (g Group) donor(name string) *diagnose.Secret {
	k := g.lead()
	if same := k.SameName(&pull.Ref{Name: name}); len(same) > 0 && k.WouldServe(same[0]) && g.usable(same[0]) {
		return same[0]
	}
	local, foreign := k.Candidates()
	var best *diagnose.Secret
	most := 0
	var others []pull.Candidate // of another tenant: only if no other secret matches
	foreign = slices.DeleteFunc(slices.Clone(foreign), func(c pull.Candidate) bool {
		other := foreignTenant(k.Index, c.Secret, k.Pod.Namespace)
		if other {
			others = append(others, c)
		}
		return other
	})
	for _, c := range slices.Concat(local, foreign, others) {
		if best != nil && foreignTenant(k.Index, c.Secret, k.Pod.Namespace) && !foreignTenant(k.Index, best, k.Pod.Namespace) {
			break
		}
		if c.Expired || !g.usable(c.Secret) {
			continue
		}
		matched := 0
		for _, other := range g.Cases {
			if other.Container.Image == k.Container.Image || other.WouldServe(c.Secret) {
				matched++
			}
		}
		if matched > most {
			best, most = c.Secret, matched
		}
	}
	return best
}

// extraEntries begins the warning about a donor with entries for other registries.
const extraEntries = "It contains more entries than these pods need"

// copyFix copies the Docker config of a secret: none of its labels, annotations,
// owners or other data keys.
func (g Group) copyFix(donor *diagnose.Secret, to diagnose.Object) diagnose.Fix {
	from := donor.Object()
	key := pull.WantedKey(donor.Type)
	w := step.CreateSecret{Type: donor.Type, From: &from}
	if content := donor.Data[key]; content != nil {
		w.Data = map[string][]byte{key: content}
	}
	s := creating(to.Namespace, to.Name, w)
	f := diagnose.Fix{
		ID:    "copy-secret",
		Title: fmt.Sprintf("Copy Secret %s/%s to %s/%s", from.Namespace, from.Name, to.Namespace, to.Name),
		After: "The kubelet finds the secret at its next attempt. No pod is restarted; the back-off between attempts grows to 5 minutes.",
		Steps: []diagnose.Step{s},
	}
	if needed, others := g.hosts(donor); len(needed) > 0 && len(others) > 0 {
		f.Warnings = append(f.Warnings, fmt.Sprintf(extraEntries+"; anyone who can read secrets in %s also gets the credentials for %s.", to.Namespace, text.JoinSome(others)))
	}
	f.Warnings = append(f.Warnings, tenantWarnings(g.lead().Index, donor, to.Namespace)...)
	f.Warnings = append(f.Warnings, rancherOverwrites(g.lead().Index, to)...)
	if u, ok := manager.Of(&donor.Meta); ok && u.Revert != manager.RevertLater {
		f.Warnings = append(f.Warnings, fmt.Sprintf("%s updates the original, not the copy: copy it again when the credentials change.", text.Sentence(u.Who)))
	}
	if e := g.lead().Index.CredentialsFor(donor, g.lead().Index.Matching(g.lead().Image).Target); e != nil {
		c := diagnose.Credentials{Username: e.Username, Password: e.Password}
		f.Warnings = append(f.Warnings, check.Lifetime(g.lead().Image.Registry, c, g.lead().Index.Snap.Now)...)
	}
	return f
}

// onlyNeeded removes the entries that none of the group's pods uses from a copy;
// false if there are none.
func (g Group) onlyNeeded(f diagnose.Fix, donor *diagnose.Secret) (diagnose.Fix, bool) {
	needed, others := g.hosts(donor)
	if len(needed) == 0 || len(others) == 0 {
		return diagnose.Fix{}, false
	}
	key := pull.WantedKey(donor.Type)
	content, err := dockerconfig.KeepEntries(donor.Data[key], pull.LayoutOf(donor.Type), needed)
	if err != nil {
		return diagnose.Fix{}, false
	}
	f.ID += "-one-host"
	var shown []string
	for _, n := range needed {
		shown = append(shown, keyring.ShowKey(n))
	}
	f.Title += ", only the credentials for " + text.JoinSome(shown)
	f.Warnings = slices.DeleteFunc(slices.Clone(f.Warnings), func(w string) bool { return strings.HasPrefix(w, extraEntries) })
	w, ok := f.Steps[0].Write.(step.CreateSecret)
	if !ok {
		return diagnose.Fix{}, false
	}
	w.Data, w.Before = map[string][]byte{key: content}, map[string][]byte{key: donor.Data[key]}
	f.Steps = slices.Clone(f.Steps)
	f.Steps[0].Write = w
	return f, true
}

// onlyNeededOf is a fix that recreates a secret with only the entries that an
// image of the group's pods needs; false if there are no others.
func (g Group) onlyNeededOf(f diagnose.Fix, typ string, content []byte) (diagnose.Fix, bool) {
	built := &diagnose.Secret{Meta: diagnose.Meta{Kind: "Secret", Namespace: f.Steps[0].Object.Namespace, Name: f.Steps[0].Object.Name}, Type: typ,
		Data: map[string][]byte{pull.WantedKey(typ): content}}
	create, ok := f.Steps[0].Write.(step.CreateSecret)
	if !ok {
		return diagnose.Fix{}, false
	}
	one, ok := g.onlyNeeded(f, built)
	if !ok {
		return diagnose.Fix{}, false
	}
	w, _ := one.Steps[0].Write.(step.CreateSecret)
	w.Before = map[string][]byte{pull.WantedKey(typ): content}
	if create.Before != nil {
		w.Before = create.Before
	}
	one.Steps[0].Write = w
	return one, true
}

// hosts splits the registry keys of a secret into those that match an image of
// the group's pods and the others, formatted for display.
func (g Group) hosts(s *diagnose.Secret) (needed, others []string) {
	var images []keyring.Image
	for _, p := range g.pods() {
		for _, c := range p.Containers {
			if img, err := keyring.ParseImage(c.Image); err == nil {
				images = append(images, img)
			}
		}
	}
	for _, e := range g.lead().Index.Inspect(s).Entries {
		matches := func(img keyring.Image) bool { return keyring.Explain(e.Key, img).Matches }
		switch {
		case !slices.ContainsFunc(images, matches):
			others = append(others, keyring.ShowKey(e.Key))
		case !slices.Contains(needed, e.Key):
			needed = append(needed, e.Key)
		}
	}
	return needed, others
}
