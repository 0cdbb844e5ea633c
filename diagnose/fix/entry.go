package fix

import (
	"errors"
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// entryFixes fix the broken entries of a secret: the credentials are recovered
// from the entry, or the entry is removed, or the user enters new credentials.
func entryFixes(g Group) []diagnose.Fix {
	r := g.ref()
	if r == nil || r.Secret == nil {
		return nil
	}
	if len(r.Secret.BadData) > 0 {
		return plainDataFixes(r.Secret)
	}
	s := r.Secret
	key := pull.WantedKey(s.Type)
	var fixes []diagnose.Fix
	if f, ok := g.recover(r, key); ok {
		fixes = append(fixes, f)
	}
	if f, ok := g.dropBroken(r, key); ok {
		fixes = append(fixes, f)
	}
	target := pull.KeyFor(g.lead().Image)
	for i, e := range r.Inspect.Entries {
		if e.Fault != keyring.FaultNone && r.Matches[i].Matches {
			target = e.Key
		}
	}
	return append(fixes, g.credentialsFix("replace-login", r, target)...)
}

// recover rewrites every broken entry whose credentials can still be read.
func (g Group) recover(r *pull.Ref, key string) (diagnose.Fix, bool) {
	s, content := r.Secret, r.Secret.Data[key]
	id, title := "reencode-auth", fmt.Sprintf("Re-encode the credentials in Secret %s/%s as valid base64", s.Namespace, s.Name)
	if r.Inspect.Shape == keyring.ShapeDouble {
		decoded, err := decodeOnce(content)
		if err != nil {
			return diagnose.Fix{}, false
		}
		return g.rewrite("decode-once", fmt.Sprintf("Decode the content of Secret %s/%s once", s.Namespace, s.Name), s, key, decoded)
	}
	if fixed, ok := keyring.Repair(content); ok {
		return g.rewrite("repair-json", fmt.Sprintf("Correct the characters that make the JSON in Secret %s/%s invalid", s.Namespace, s.Name), s, key, fixed)
	}
	if fixed, _, ok := keyring.Unquote(content); ok && s.Type == keyring.TypeDockerConfigJSON {
		return g.rewrite("unquote-config", fmt.Sprintf("Remove the quotes around the registries in Secret %s/%s", s.Namespace, s.Name), s, key, fixed)
	}
	if f, ok := g.settingsFix(s, key); ok {
		return f, true
	}
	if registry, user, password, ok := FlatCredentials(content); ok && s.Type == keyring.TypeDockerConfigJSON {
		if registry == "" {
			registry = pull.KeyFor(g.lead().Image)
		}
		return g.rewrite("repair-entry", fmt.Sprintf("Store the credentials of Secret %s/%s under %s", s.Namespace, s.Name, keyring.ShowKey(registry)), s, key, dockerconfig.New(dockerconfig.ConfigJSON, registry, user, password))
	}
	broken := 0
	for _, e := range r.Inspect.Entries {
		if e.Fault == keyring.FaultNone {
			continue
		}
		broken++
		raw, err := dockerconfig.Raw(content, pull.LayoutOf(s.Type), e.Key)
		if err != nil {
			return diagnose.Fix{}, false
		}
		user, password, ok := RecoverCredentials(e, raw)
		if !ok {
			return diagnose.Fix{}, false
		}
		if e.Fault == keyring.FaultNotObject {
			id, title = "repair-entry", fmt.Sprintf("Rewrite the credentials of Secret %s/%s in the format that the kubelet reads", s.Namespace, s.Name)
		}
		if content, err = dockerconfig.SetAuth(content, pull.LayoutOf(s.Type), e.Key, user, password); err != nil {
			return diagnose.Fix{}, false
		}
	}
	if broken == 0 || keyring.Inspect(keyring.Secret{Type: s.Type, Data: map[string][]byte{key: content}}).Err != nil {
		return diagnose.Fix{}, false
	}
	return g.rewrite(id, title, s, key, content)
}

// dropBroken removes the broken entries. That helps only if the image needs none
// of them.
func (g Group) dropBroken(r *pull.Ref, key string) (diagnose.Fix, bool) {
	s, content := r.Secret, r.Secret.Data[key]
	var names []string
	for i, e := range r.Inspect.Entries {
		if e.Fault == keyring.FaultNone {
			continue
		}
		if r.Matches[i].Matches && !isPoison(&g.Finding) {
			return diagnose.Fix{}, false
		}
		next, err := dockerconfig.RemoveEntry(content, pull.LayoutOf(s.Type), e.Key)
		if errors.Is(err, dockerconfig.ErrNoEntry) { // a second spelling, already removed
			continue
		}
		if err != nil {
			return diagnose.Fix{}, false
		}
		content, names = next, append(names, keyring.ShowKey(e.Key))
	}
	if len(names) == 0 {
		return diagnose.Fix{}, false
	}
	entries := "entry"
	if len(names) > 1 {
		entries = "entries"
	}
	f, ok := g.rewrite("drop-entry", fmt.Sprintf("Remove the broken %s for %s from Secret %s/%s", entries, text.JoinAnd(names), s.Namespace, s.Name), s, key, content)
	f.Warnings = append(f.Warnings, "Pods that pull from "+text.JoinAnd(names)+" with this secret need other credentials; they cannot pull with it now either.")
	return f, ok
}

func isPoison(f *diagnose.Finding) bool { return f.Check == diagnose.CheckPoisonedByOtherSecret }

// poisonFixes fix the broken secret, or detach it from the pods.
func poisonFixes(g Group) []diagnose.Fix {
	r := g.ref()
	fixes := entryFixes(g)
	// New credentials for the image's registry would not fix another registry's entry.
	kept := fixes[:0]
	for _, f := range fixes {
		if f.Form == nil {
			kept = append(kept, f)
		}
	}
	return append(kept, g.detach(r)...)
}

// detach removes a secret from the lists of the group's pods; the secret stays.
func (g Group) detach(r *pull.Ref) []diagnose.Fix {
	f := diagnose.Fix{ID: "detach-secret", Title: fmt.Sprintf("Detach Secret %s from %s", r.Name, g.places()), After: afterRestart}
	if !g.relist(&f, func(l []string) []string { return without(l, r.Name) }, nil) {
		return nil
	}
	return []diagnose.Fix{f}
}

// breaksPublicFixes remove the credentials that the registry refuses.
func breaksPublicFixes(g Group) []diagnose.Fix {
	r := g.ref()
	s := r.Secret
	var fixes []diagnose.Fix
	key := pull.WantedKey(s.Type)
	if content, err := dockerconfig.RemoveEntry(s.Data[key], pull.LayoutOf(s.Type), g.Finding.Key); err == nil {
		if f, ok := g.rewrite("drop-entry", fmt.Sprintf("Remove the invalid credentials for %s from Secret %s/%s", keyring.ShowKey(g.Finding.Key), s.Namespace, s.Name), s, key, content); ok {
			fixes = append(fixes, f)
		}
	}
	fixes = append(fixes, g.credentialsFix("replace-login", r, g.Finding.Key)...)
	return append(fixes, g.detach(r)...)
}
