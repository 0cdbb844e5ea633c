package diagnose

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// mendWrongType makes a secret of the right type beside the wrong one.
func mendWrongType(g group) []Fix {
	k, r := g.lead(), g.ref()
	var fixes []Fix
	if key := r.Inspect.DataKey; key != "" && len(r.Inspect.Entries) > 0 {
		content, readable := r.Secret.Data[key], true
		if r.Inspect.Shape == keyring.ShapeDouble {
			decoded, err := decodeOnce(content)
			content, readable = decoded, err == nil
		}
		typ := keyring.TypeDockerConfigJSON
		if _, err := edit.UnwrapAuths(content); err != nil {
			typ = keyring.TypeDockercfg
		}
		if i := r.nearest(); i >= 0 && near(r.Matches[i]) { // two faults, of which one would be left
			if renamed, err := edit.RenameKey(content, layoutOf(typ), r.Inspect.Entries[i].Key, r.Matches[i].Wanted); err == nil {
				content = renamed
			}
		}
		if f, ok := g.replace("recreate-with-type", r.Secret, typ, wantedKey(typ), content); ok && readable && accepts(content, typ) {
			fixes = append(fixes, f)
		}
	}
	name := k.index.freeName(k.Pod.Namespace, r.Name+"-pull")
	f := createFix(k, Object{"Secret", k.Pod.Namespace, name}, "create-with-type", fmt.Sprintf("Make Secret %s/%s with a login of yours and use it instead", k.Pod.Namespace, name))
	f.After = afterRestart
	if g.relist(&f, func(l []string) []string { return substituted(l, r.Name, name) }, nil) {
		fixes = append(fixes, f)
	}
	if len(fixes) == 0 {
		return g.rebuildJob(name)
	}
	return fixes
}

// mendContent puts content where the kubelet looks for it: under the right
// data key, with or without the "auths" level.
func mendContent(g group) []Fix {
	r := g.ref()
	s, in := r.Secret, r.Inspect
	want := wantedKey(s.Type)
	var fixes []Fix
	add := func(id, title string, content []byte, err error) {
		if err != nil || !accepts(content, s.Type) {
			return
		}
		if f, ok := g.rewrite(id, title, s, want, content); ok {
			if id == "move-data-key" {
				movedFrom(&f, in.DataKey)
			}
			fixes = append(fixes, f)
		}
	}
	unquoted, _, quoted := keyring.Unquote(s.Data[want])
	switch {
	case quoted:
		add("unquote-config", fmt.Sprintf("Take the docker config of Secret %s/%s out of its quotes", s.Namespace, s.Name), unquoted, nil)
	case len(in.Entries) == 0:
	case r.astray() != "" && len(in.Entries) == 1:
		content, err := edit.UnwrapAuths(s.Data[want])
		add("unwrap-auths", fmt.Sprintf(`Take the surplus "auths" level out of Secret %s/%s`, s.Namespace, s.Name), content, err)
	case r.State == PullSecretState(keyring.NoData) && in.DataKey != "" && in.DataKey != want:
		add("move-data-key", fmt.Sprintf("Store the content of Secret %s/%s under %q", s.Namespace, s.Name, want), s.Data[in.DataKey], nil)
	case in.Shape == keyring.ShapeNoAuths:
		content, err := edit.WrapAuths(s.Data[want])
		add("wrap-auths", fmt.Sprintf(`Put the registries of Secret %s/%s under "auths"`, s.Namespace, s.Name), content, err)
	case in.Shape == keyring.ShapeAuthsInCfg:
		content, err := edit.UnwrapAuths(s.Data[want])
		add("unwrap-auths", fmt.Sprintf(`Take the "auths" level out of Secret %s/%s`, s.Namespace, s.Name), content, err)
	}
	return append(fixes, g.loginFix("add-login", r, keyFor(g.lead().Image))...)
}

// loginFix puts a login that is still to be given into a secret, under key.
func (g group) loginFix(id string, r *Ref, key string) []Fix {
	s := r.Secret
	if s == nil || s.Immutable || !pullSecretType(s) {
		return nil
	}
	title := fmt.Sprintf("Replace the login for %s in Secret %s/%s", keyring.ShowKey(key), s.Namespace, s.Name)
	if id == "add-login" {
		title = fmt.Sprintf("Add a login for %s to Secret %s/%s", keyring.ShowKey(key), s.Namespace, s.Name)
	}
	form := &LoginForm{Registry: g.lead().Image.Registry, Key: key, Secret: s.Object()}
	for _, e := range r.Inspect.Entries {
		if e.Key == key && e.Username != e.Password.Reveal() {
			form.Username = e.Username
		}
	}
	return []Fix{{ID: id, Title: title, After: afterSecret, Login: form, Steps: []Step{updateStep(s, wantedKey(s.Type), nil)}}}
}
