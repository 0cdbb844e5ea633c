package diagnose

import (
	"errors"
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// mendEntry mends the broken entries of a secret: the login is recovered from
// what is there, or the entry is dropped, or a login is asked for.
func mendEntry(g group) []Fix {
	r := g.ref()
	if r == nil || r.Secret == nil || len(r.Secret.BadData) > 0 {
		return nil
	}
	s := r.Secret
	key := wantedKey(s.Type)
	var fixes []Fix
	if f, ok := g.recover(r, key); ok {
		fixes = append(fixes, f)
	}
	if f, ok := g.dropBroken(r, key); ok {
		fixes = append(fixes, f)
	}
	target := keyFor(g.lead().Image)
	for i, e := range r.Inspect.Entries {
		if e.Fault != keyring.FaultNone && r.Matches[i].Matches {
			target = e.Key
		}
	}
	return append(fixes, g.loginFix("replace-login", r, target)...)
}

// recover rewrites every broken entry whose login can still be read.
func (g group) recover(r *Ref, key string) (Fix, bool) {
	s, content := r.Secret, r.Secret.Data[key]
	id, title := "reencode-auth", fmt.Sprintf("Write the login in Secret %s/%s in proper base64", s.Namespace, s.Name)
	if r.Inspect.Shape == keyring.ShapeDouble {
		decoded, err := decodeOnce(content)
		if err != nil {
			return Fix{}, false
		}
		return g.rewrite("decode-once", fmt.Sprintf("Decode the content of Secret %s/%s once", s.Namespace, s.Name), s, key, decoded)
	}
	if fixed, ok := keyring.Repair(content); ok {
		return g.rewrite("repair-json", fmt.Sprintf("Correct the characters that keep the content of Secret %s/%s from parsing", s.Namespace, s.Name), s, key, fixed)
	}
	if fixed, _, ok := keyring.Unquote(content); ok && s.Type == keyring.TypeDockerConfigJSON {
		return g.rewrite("unquote-config", fmt.Sprintf("Take the registries of Secret %s/%s out of their quotes", s.Namespace, s.Name), s, key, fixed)
	}
	if f, ok := g.settingsFix(s, key); ok {
		return f, true
	}
	if registry, user, password, ok := flatLogin(content); ok && s.Type == keyring.TypeDockerConfigJSON {
		if registry == "" {
			registry = keyFor(g.lead().Image)
		}
		return g.rewrite("repair-entry", fmt.Sprintf("File the login of Secret %s/%s under %s", s.Namespace, s.Name, keyring.ShowKey(registry)), s, key, edit.New(edit.ConfigJSON, registry, user, password))
	}
	broken := 0
	for _, e := range r.Inspect.Entries {
		if e.Fault == keyring.FaultNone {
			continue
		}
		broken++
		raw, err := edit.Raw(content, layoutOf(s.Type), e.Key)
		if err != nil {
			return Fix{}, false
		}
		user, password, ok := recoverLogin(e, raw)
		if !ok {
			return Fix{}, false
		}
		if e.Fault == keyring.FaultNotObject {
			id, title = "repair-entry", fmt.Sprintf("Put the login of Secret %s/%s into the form that the node reads", s.Namespace, s.Name)
		}
		if content, err = edit.SetAuth(content, layoutOf(s.Type), e.Key, user, password); err != nil {
			return Fix{}, false
		}
	}
	if broken == 0 || keyring.Inspect(keyring.Secret{Type: s.Type, Data: map[string][]byte{key: content}}).Err != nil {
		return Fix{}, false
	}
	return g.rewrite(id, title, s, key, content)
}

// dropBroken takes the broken entries out. It heals only when none of them is
// the one that the image needs.
func (g group) dropBroken(r *Ref, key string) (Fix, bool) {
	s, content := r.Secret, r.Secret.Data[key]
	var names []string
	for i, e := range r.Inspect.Entries {
		if e.Fault == keyring.FaultNone {
			continue
		}
		if r.Matches[i].Matches && !g.finding.isPoison() {
			return Fix{}, false
		}
		next, err := edit.RemoveEntry(content, layoutOf(s.Type), e.Key)
		if errors.Is(err, edit.ErrNoEntry) { // a second spelling, gone already
			continue
		}
		if err != nil {
			return Fix{}, false
		}
		content, names = next, append(names, keyring.ShowKey(e.Key))
	}
	if len(names) == 0 {
		return Fix{}, false
	}
	f, ok := g.rewrite("drop-entry", fmt.Sprintf("Take the broken entry for %s out of Secret %s/%s", joinAnd(names), s.Namespace, s.Name), s, key, content)
	f.Warnings = append(f.Warnings, "Pods that pull from "+joinAnd(names)+" with this secret need another login; it does not work for them now either.")
	return f, ok
}

func (f *Finding) isPoison() bool { return f.Check == CheckPoisonedByOtherSecret }

// mendPoison mends the broken secret, or takes it off the pods.
func mendPoison(g group) []Fix {
	r := g.ref()
	fixes := mendEntry(g)
	// A fresh login for the image's registry would not mend another's entry.
	kept := fixes[:0]
	for _, f := range fixes {
		if f.Login == nil {
			kept = append(kept, f)
		}
	}
	return append(kept, g.detach(r)...)
}

// detach takes a secret off the lists of the group's pods; the secret stays.
func (g group) detach(r *Ref) []Fix {
	f := Fix{ID: "detach-secret", Title: fmt.Sprintf("Take Secret %s off %s", r.Name, g.places()), After: afterRestart}
	if !g.relist(&f, func(l []string) []string { return without(l, r.Name) }, nil) {
		return nil
	}
	return []Fix{f}
}

// mendBreaksPublic takes the dead login away.
func mendBreaksPublic(g group) []Fix {
	r := g.ref()
	s := r.Secret
	var fixes []Fix
	key := wantedKey(s.Type)
	if content, err := edit.RemoveEntry(s.Data[key], layoutOf(s.Type), g.finding.key); err == nil {
		if f, ok := g.rewrite("drop-entry", fmt.Sprintf("Take the dead login for %s out of Secret %s/%s", keyring.ShowKey(g.finding.key), s.Namespace, s.Name), s, key, content); ok {
			fixes = append(fixes, f)
		}
	}
	fixes = append(fixes, g.loginFix("replace-login", r, g.finding.key)...)
	return append(fixes, g.detach(r)...)
}
