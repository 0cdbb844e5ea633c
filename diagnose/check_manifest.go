package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// What this file adds is known only before anything is deployed: what the API
// server will say, and what a controller will make.

// asManifest completes the findings of the checks with what the manifests
// tell beyond them.
func (k *Case) asManifest(found []Finding) []Finding {
	for i := range k.Refs {
		r := &k.Refs[i]
		switch {
		case r.Planned != nil:
			found = slices.DeleteFunc(found, func(f Finding) bool {
				return f.Check == "secret-unreadable" && f.Object != nil && *f.Object == *k.object(r)
			})
			found = append(found, r.planned()...)
		case r.Secret != nil && (r.Secret.Refusal != "" || r.Secret.Aside != ""):
			tellOnce(found, k.object(r), r.Secret)
		}
	}
	return found
}

// ofContent are the checks whose findings the API server's answer belongs to.
var ofContent = []string{"wrong-data-key", "undecodable-base64", "double-base64", "unparseable-config", "wrong-config-shape", "auth-malformed", "placeholder-left"}

// tellOnce adds the API server's words to the findings about a secret's content.
func tellOnce(found []Finding, o *Object, s *Secret) {
	for i := range found {
		f := &found[i]
		if f.Object == nil || *f.Object != *o || !slices.Contains(ofContent, f.Check) {
			continue
		}
		if s.Aside != "" {
			f.Detail += " " + s.Aside
		}
		if s.Refusal != "" {
			f.Detail = strings.TrimSuffix(f.Detail, " The API server would refuse it.") + " The API server would refuse it: " + s.Refusal
		}
	}
}

// planned judges the Secret that a controller will make.
func (r *Ref) planned() []Finding {
	p := r.Planned
	o := p.Object()
	about := func(check, detail string) []Finding {
		f := newFinding(check, LinkSecret, Certain, &o, detail)
		f.Title = CheckNamed(check).Title
		return []Finding{f}
	}
	key := wantedKey(p.Type)
	switch {
	case p.Type == "": // it goes into a Secret that is there already
		return nil
	case p.Type != keyring.TypeDockerConfigJSON && p.Type != keyring.TypeDockercfg:
		return about("wrong-type", fmt.Sprintf("%s %s will make Secret %s of type %s, which the node skips without a word. %s has to be kubernetes.io/dockerconfigjson.",
			p.Kind, p.Name, p.Makes, p.Type, p.Field))
	case !p.Open && !slices.Contains(p.Keys, key):
		has := "none"
		if len(p.Keys) > 0 {
			var keys []string
			for _, name := range p.Keys {
				keys = append(keys, fmt.Sprintf("%q", name))
			}
			has = joinAnd(keys)
		}
		return about("wrong-data-key", fmt.Sprintf("%s %s will make Secret %s with the data keys %s. Its type needs %q. The API server would refuse it: The Secret %q is invalid: data[%s]: Required value",
			p.Kind, p.Name, p.Makes, has, key, p.Makes, key))
	}
	return nil
}
