package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// wrongTypeFixes creates a secret of the right type next to the wrong one.
func wrongTypeFixes(g Group) []diagnose.Fix {
	k, r := g.lead(), g.ref()
	var fixes []diagnose.Fix
	if key := r.Inspect.DataKey; key != "" && len(r.Inspect.Entries) > 0 {
		content, readable := r.Secret.Data[key], true
		if r.Inspect.Shape == keyring.ShapeDouble {
			decoded, err := decodeOnce(content)
			content, readable = decoded, err == nil
		}
		typ := keyring.TypeDockerConfigJSON
		if _, err := dockerconfig.UnwrapAuths(content); err != nil {
			typ = keyring.TypeDockercfg
		}
		if i := r.Nearest(); i >= 0 && pull.IsNear(r.Matches[i]) { // two faults: correct both, or one would remain
			if renamed, err := dockerconfig.RenameKey(content, pull.LayoutOf(typ), r.Inspect.Entries[i].Key, r.Matches[i].Wanted); err == nil {
				content = renamed
			}
		}
		if f, ok := g.replace("recreate-with-type", r.Secret, typ, pull.WantedKey(typ), content); ok && readable && accepts(content, typ) {
			fixes = append(fixes, f)
			if one, ok := g.onlyNeededOf(f, typ, content); ok {
				fixes = append(fixes, one)
			}
		}
	}
	name := freeName(k.Index, k.Pod.Namespace, r.Name+"-pull")
	f := createFix(k, diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}, "create-with-type", fmt.Sprintf("Create Secret %s/%s with your credentials and use it instead", k.Pod.Namespace, name))
	f.After = afterRestart
	if g.relist(&f, func(l []string) []string { return substituted(l, r.Name, name) }, nil) {
		fixes = append(fixes, f)
	}
	if len(fixes) == 0 {
		return g.rebuildJob(name)
	}
	return fixes
}

// contentFixes moves content to where the kubelet reads it: under the right
// data key, with or without the "auths" level.
func contentFixes(g Group) []diagnose.Fix {
	r := g.ref()
	s, in := r.Secret, r.Inspect
	want := pull.WantedKey(s.Type)
	var fixes []diagnose.Fix
	add := func(id, title string, content []byte, err error) {
		if err != nil || !accepts(content, s.Type) {
			return
		}
		if f, ok := g.rewrite(id, title, s, want, content); ok {
			if id == "move-data-key" {
				MovedFrom(&f, in.DataKey)
			}
			fixes = append(fixes, f)
		}
	}
	unquoted, _, quoted := keyring.Unquote(s.Data[want])
	switch {
	case quoted:
		add("unquote-config", fmt.Sprintf("Remove the quotes around the Docker config in Secret %s/%s", s.Namespace, s.Name), unquoted, nil)
	case len(in.Entries) == 0:
	case r.Astray() != "" && len(in.Entries) == 1:
		content, err := dockerconfig.UnwrapAuths(s.Data[want])
		add("unwrap-auths", fmt.Sprintf(`Remove the extra "auths" level from Secret %s/%s`, s.Namespace, s.Name), content, err)
	case r.State == diagnose.PullSecretState(keyring.NoData) && in.DataKey != "" && in.DataKey != want:
		add("move-data-key", fmt.Sprintf("Store the content of Secret %s/%s under %q", s.Namespace, s.Name, want), s.Data[in.DataKey], nil)
	case in.Shape == keyring.ShapeNoAuths:
		content, err := dockerconfig.WrapAuths(s.Data[want])
		add("wrap-auths", fmt.Sprintf(`Move the registries of Secret %s/%s under "auths"`, s.Namespace, s.Name), content, err)
	case in.Shape == keyring.ShapeAuthsInCfg:
		content, err := dockerconfig.UnwrapAuths(s.Data[want])
		add("unwrap-auths", fmt.Sprintf(`Remove the "auths" level from Secret %s/%s`, s.Namespace, s.Name), content, err)
	}
	return append(fixes, g.credentialsFix("add-login", r, pull.KeyFor(g.lead().Image))...)
}

// credentialsFix stores credentials, which the user still has to enter, in a
// secret under key.
func (g Group) credentialsFix(id string, r *pull.Ref, key string) []diagnose.Fix {
	s := r.Secret
	if s == nil || !pull.PullSecretType(s) || takesNoCredentials(g.lead().Image) || openShiftOwn(s) {
		return nil
	}
	if s.Immutable {
		return g.createBeside(s, key)
	}
	title := fmt.Sprintf("Replace the credentials for %s in Secret %s/%s", keyring.ShowKey(key), s.Namespace, s.Name)
	if id == "add-login" {
		title = fmt.Sprintf("Add credentials for %s to Secret %s/%s", keyring.ShowKey(key), s.Namespace, s.Name)
	}
	form := &diagnose.CredentialsForm{Registry: g.lead().Image.Registry, Key: key, Secret: s.Object()}
	for _, e := range r.Inspect.Entries {
		if e.Key == key && e.Username != e.Password.Reveal() {
			form.Username = e.Username
		}
	}
	return []diagnose.Fix{{ID: id, Title: title, After: afterSecret, Form: form, Steps: []diagnose.Step{UpdateStep(s, pull.WantedKey(s.Type), nil)}}}
}
