package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// donor is the secret to copy for the group's images: one of the name asked
// for, then one of the namespace, then any other. The one that serves most of
// the group's pods wins; expired ones are no help.
func (g group) donor(name string) *Secret {
	k := g.lead()
	if same := k.namesakes(&Ref{Name: name}); len(same) > 0 && k.wouldServe(same[0]) {
		return same[0]
	}
	local, foreign := k.candidates()
	var best *Secret
	most := 0
	for _, c := range append(local, foreign...) {
		if c.expired {
			continue
		}
		served := 0
		for _, other := range g.cases {
			if other.Container.Image == k.Container.Image || other.wouldServe(c.secret) {
				served++
			}
		}
		if served > most {
			best, most = c.secret, served
		}
	}
	return best
}

// holdsMore begins the warning about a donor with logins for other registries.
const holdsMore = "It holds more logins than these pods need"

// copyFix copies the login data of a secret: none of its labels, annotations,
// owners or other data keys.
func (g group) copyFix(donor *Secret, to Object) Fix {
	from := donor.Object()
	s := createStep(to.Namespace, to.Name, donor.Type, donor.Data[wantedKey(donor.Type)])
	s.From = &from
	f := Fix{
		ID:    "copy-secret",
		Title: fmt.Sprintf("Copy Secret %s/%s to %s/%s", from.Namespace, from.Name, to.Namespace, to.Name),
		After: "The node finds the secret at its next try. No pod is restarted; the pauses between tries grow to 5 minutes.",
		Steps: []Step{s},
	}
	if needed, others := g.hosts(donor); len(needed) > 0 && len(others) > 0 {
		f.Warnings = append(f.Warnings, fmt.Sprintf(holdsMore+"; whoever may read secrets in %s gets those for %s as well.", to.Namespace, joinSome(others)))
	}
	if u, ok := keeperOf(&donor.Meta); ok && u.undoes != undoneLater {
		f.Warnings = append(f.Warnings, fmt.Sprintf("%s keeps the original up to date, not the copy: when the login changes there, copy it again.", sentence(u.who)))
	}
	if e := g.lead().index.loginFor(donor, g.lead().index.serving(g.lead().Image).target); e != nil {
		login := Login{e.Username, e.Password}
		f.Warnings = append(f.Warnings, Lifetime(g.lead().Image.Registry, login, g.lead().index.snap.Now)...)
	}
	return f
}

// onlyNeeded takes the entries out of a copy that none of the group's pods
// uses; false when there are none.
func (g group) onlyNeeded(f Fix, donor *Secret) (Fix, bool) {
	needed, others := g.hosts(donor)
	if len(needed) == 0 || len(others) == 0 {
		return Fix{}, false
	}
	key := wantedKey(donor.Type)
	content, err := edit.KeepEntries(donor.Data[key], layoutOf(donor.Type), needed)
	if err != nil {
		return Fix{}, false
	}
	f.ID += "-one-host"
	var shown []string
	for _, n := range needed {
		shown = append(shown, keyring.ShowKey(n))
	}
	f.Title += ", only the login for " + joinSome(shown)
	f.Warnings = slices.DeleteFunc(slices.Clone(f.Warnings), func(w string) bool { return strings.HasPrefix(w, holdsMore) })
	f.Steps = slices.Clone(f.Steps)
	f.Steps[0].Data = map[string][]byte{key: content}
	f.Steps[0].Before = map[string][]byte{key: donor.Data[key]}
	return f, true
}

// hosts splits the registry keys of a secret into those that match an image of
// the group's pods and the others, for people.
func (g group) hosts(s *Secret) (needed, others []string) {
	var images []keyring.Image
	for _, p := range g.pods() {
		for _, c := range p.Containers {
			if img, err := keyring.ParseImage(c.Image); err == nil {
				images = append(images, img)
			}
		}
	}
	for _, e := range g.lead().index.inspect(s).Entries {
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
