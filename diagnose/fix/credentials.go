package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// mismatchFixes provide credentials for the image's registry: those stored under
// a similar key, those of another secret, or new ones.
func mismatchFixes(g Group) []diagnose.Fix {
	k, r := g.lead(), g.ref()
	if r.Secret != nil && openShiftOwn(r.Secret) { // never add the user's credentials to it
		return noCredentialsFixes(g)
	}
	var fixes []diagnose.Fix
	if i := r.Nearest(); i >= 0 && pull.IsNear(r.Matches[i]) && g.Finding.Cures {
		fixes = append(fixes, g.rename(r, r.Inspect.Entries[i].Key, r.Matches[i].Wanted)...)
	}
	if len(fixes) == 0 {
		fixes = g.grantFixes()
	}
	local, foreign := k.Candidates()
	local = slices.DeleteFunc(slices.Clone(local), func(c pull.Candidate) bool { return !g.usable(c.Secret) })
	foreign = slices.DeleteFunc(slices.Clone(foreign), func(c pull.Candidate) bool { return !g.usable(c.Secret) || c.Expired })
	switch {
	case len(local) > 0:
		fixes = append(fixes, g.attachFixes(local[0].Secret.Name)...)
	case len(foreign) > 0 && len(fixes) == 0:
		copies, otherTenant := g.copies()
		if added := g.credentialsFix("add-login", r, pull.KeyFor(k.Image)); otherTenant && len(added) > 0 {
			return append(added, copies...)
		}
		fixes = append(fixes, copies...)
	}
	return append(fixes, g.credentialsFix("add-login", r, pull.KeyFor(k.Image))...)
}

// placeholderFixes replace sample credentials, or a sample registry, by real ones.
func placeholderFixes(g Group) []diagnose.Fix {
	key := g.Finding.Key
	if pull.SampleKey(key) == "" {
		return credentialsFixes(g)
	}
	k, r := g.lead(), g.ref()
	var fixes []diagnose.Fix
	if g.Finding.Cures {
		fixes = g.rename(r, key, pull.KeyFor(k.Image))
	}
	return append(fixes, g.credentialsFix("add-login", r, pull.KeyFor(k.Image))...)
}

// refusedFixes are for credentials that were sent and refused, whether from the
// secret's entry or from elsewhere.
func refusedFixes(g Group) []diagnose.Fix {
	fixes := g.grantFixes()
	if f, ok := g.nodeConfigFix(); ok {
		fixes = append(fixes, f)
	}
	return append(fixes, credentialsFixes(g)...)
}

// credentialsFixes replace the credentials by new ones.
func credentialsFixes(g Group) []diagnose.Fix {
	r := g.ref()
	if r == nil {
		return nil
	}
	key := g.Finding.Key
	if key == "" {
		key = pull.KeyFor(g.lead().Image)
		for i, m := range r.Matches {
			if m.Matches {
				key = r.Inspect.Entries[i].Key
				break
			}
		}
	}
	return g.credentialsFix("replace-login", r, key)
}

// whitespaceFixes trim whitespace from the existing credentials.
func whitespaceFixes(g Group) []diagnose.Fix {
	return g.setAuth("trim-login", "Remove the whitespace around the credentials for %s in Secret %s/%s", func(e keyring.Entry) (string, string) {
		return strings.TrimFunc(e.Username, pull.IsSpace), strings.TrimFunc(e.Password.Reveal(), pull.IsSpace)
	})
}

// disagreementFixes rebuild auth from the fields next to it, unless those are sample values: then only
// auth can be right.
func disagreementFixes(g Group) []diagnose.Fix {
	return g.setAuth("use-fields", "Rebuild auth for %s in Secret %s/%s from the user name and password next to it", func(e keyring.Entry) (string, string) {
		user := e.WrittenUsername
		if user == "" {
			user = e.Username
		}
		password := e.WrittenPassword.Reveal()
		if _, sample := pull.SampleCredentials(g.lead().Image.Registry, user, password); sample != "" {
			return "", ""
		}
		return user, password
	})
}

// setAuth rewrites one entry with the credentials that from derives from it.
func (g Group) setAuth(id, title string, from func(keyring.Entry) (string, string)) []diagnose.Fix {
	r := g.ref()
	s := r.Secret
	key := pull.WantedKey(s.Type)
	var fixes []diagnose.Fix
	for _, e := range r.Inspect.Entries {
		user, password := from(e)
		if e.Key != g.Finding.Key || user == "" || password == "" {
			continue
		}
		content, err := dockerconfig.SetAuth(s.Data[key], pull.LayoutOf(s.Type), e.Key, user, password)
		if err != nil {
			continue
		}
		if f, ok := g.rewrite(id, fmt.Sprintf(title, keyring.ShowKey(e.Key), s.Namespace, s.Name), s, key, content); ok {
			fixes = append(fixes, f)
		}
		break
	}
	return append(fixes, g.credentialsFix("replace-login", r, g.Finding.Key)...)
}
