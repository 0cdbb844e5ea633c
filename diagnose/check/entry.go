package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

var hostMismatch = &Check{
	Name:  diagnose.CheckHostMismatch,
	Short: "login key mismatch",
	Title: "The login is filed under another registry name",
	Doc: `A pull secret is an address book: registry key, login. The node takes the logins whose key agrees with
the image's registry: the same host in the same letter case, the same port (or none on both sides), as
many parts between the dots (a * stands for one part), and a path that the repository begins with. Docker
Hub's key is https://index.docker.io/v1/, with the last slash. If no key agrees, the node pulls without a
login, and nothing says so.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
compare the keys under "auths" with the image.
Fix it: rename the key, or add a login for the image's registry. The node reads the secret again at its
next try; nothing has to be restarted.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.ImageErr != nil {
			return nil
		}
		var out []diagnose.Finding
		for i := range k.Refs {
			r := &k.Refs[i]
			if r.Secret == nil || r.State != diagnose.PullSecretState(keyring.OK) || r.Inspect.Shape == keyring.ShapeAuthsInCfg || r.Astray() != "" {
				continue
			}
			if f, ok := mismatch(k, r); ok {
				out = append(out, f)
			}
		}
		return out
	},
}

// mismatch describes the nearest key of a secret that serves nothing here.
func mismatch(k *pull.Case, r *pull.Ref) (diagnose.Finding, bool) {
	nearest := r.Nearest()
	if nearest < 0 || k.Pod.Template && r.Matches[nearest].Kind == keyring.MissHost {
		return diagnose.Finding{}, false // it may well be there for another image
	}
	m, e := r.Matches[nearest], r.Inspect.Entries[nearest]
	key := keyring.ShowKey(e.Key)
	detail := fmt.Sprintf("Secret %s has a login for %q, and the image needs one for %q: %s.", r.Name, key, k.Image.Registry, text.Sentence(m.Why))
	if n := len(r.Inspect.Entries); n > 1 {
		detail = fmt.Sprintf("None of the %d registry keys of Secret %s agrees with %q. The nearest is %q: %s.", n, r.Name, k.Image.Registry, key, text.Sentence(m.Why))
	}
	if host := otherHost(e.Key, m); host != "" && unnamedRegistry(k.Image) {
		detail += fmt.Sprintf(" The image names no registry, so it is looked for on Docker Hub; an image of %s is written %s/%s.", host, host, k.Container.Image)
	}
	if !k.HasCredentials() {
		detail += " No key matches, so the node pulled without a login."
	}
	f := diagnose.NewFinding(diagnose.CheckHostMismatch, diagnose.LinkEntry, diagnose.Certain, k.Object(r), detail)
	if pull.IsNear(m) {
		f.Cures = e.Username != "" && e.Fault == keyring.FaultNone
		f.Compare = &diagnose.Compare{HaveLabel: "key in the secret", Have: key, WantLabel: "key that would match", Want: m.Wanted}
	}
	return f, true
}

// unnamedRegistry says that Docker Hub is meant only because the image names no registry.
func unnamedRegistry(img keyring.Image) bool {
	return img.Registry == "docker.io" && !strings.HasPrefix(img.Text, "docker.io/") && !strings.HasPrefix(img.Text, "index.docker.io/")
}

// otherHost is the registry that a key is for, if it is simply another one and one by its looks.
func otherHost(key string, m keyring.Match) string {
	if m.Kind != keyring.MissHost {
		return ""
	}
	host := strings.TrimPrefix(strings.TrimPrefix(keyring.ShowKey(key), "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	if !strings.ContainsAny(host, ".:") || strings.ContainsAny(host, "*\\ <>") {
		return ""
	}
	return host
}

var emptyCredential = &Check{
	Name:  diagnose.CheckEmptyCredential,
	Short: "entry without a login",
	Title: "The entry matches the image, and there is no login in it",
	Doc: `An entry such as "https://index.docker.io/v1/": {} is a valid login for the node: no user, no password. It
matches, so it is used, and the pull is anonymous. docker login leaves such entries when it keeps the
password in a credential store (credsStore, Docker Desktop, keychains), and az acr login leaves only an
identitytoken, which the node ignores.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d; the
entry has neither auth nor username and password.
Fix it: put a real login into the entry.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for _, c := range k.Credentials {
			if pull.Complete(c) {
				continue
			}
			r := k.Ref(c.Secret)
			what := "neither user name nor password"
			switch {
			case c.Username != "":
				what = fmt.Sprintf("the user name %q and no password", redact.User(keyring.ShowText(c.Username)))
			case c.Password != "":
				what = "a password and no user name"
			}
			detail := fmt.Sprintf("The entry %q of Secret %s matches the image and holds %s", keyring.ShowKey(c.Key), c.Secret, what)
			if r != nil {
				detail += emptyWhy(r, c.Key)
			}
			f := diagnose.NewFinding(diagnose.CheckEmptyCredential, diagnose.LinkEntry, diagnose.Certain, &diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: c.Secret}, detail+". The node pulls anonymously with it.")
			out = append(out, f)
		}
		return out
	},
}

// emptyWhy tells how an entry came to hold no login.
func emptyWhy(r *pull.Ref, key string) string {
	for _, e := range r.Inspect.Entries {
		switch {
		case e.Key != key:
		case e.IdentityToken:
			return "; the token beside it (identitytoken, registrytoken) is ignored by nodes"
		case len(e.Unknown) > 0:
			var names []string
			for _, n := range e.Unknown {
				names = append(names, fmt.Sprintf("%q", keyring.ShowText(n)))
			}
			return fmt.Sprintf("; %s in it means nothing to the node, which reads username and password, or auth", text.JoinAnd(names))
		}
	}
	return leftovers(r.Inspect)
}
