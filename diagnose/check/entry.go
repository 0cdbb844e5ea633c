package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

var _ = register(Check{
	Name:  diagnose.CheckHostMismatch,
	Short: "key does not match",
	Title: "The credentials are stored for a different registry",
	Doc: `A pull secret maps registry keys to credentials. The node uses the entries whose key matches the image: the
same host in the same letter case, the same port (or none in both), the same number of dot-separated parts
(a * matches one part), and a path that the repository starts with. The key for Docker Hub is
https://index.docker.io/v1/, including the trailing slash. If no key matches, the node pulls without
credentials and reports nothing.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
compare the keys under "auths" with the image.
Fix it: rename the key, or add an entry for the image's registry. The node reads the secret again at its next
attempt; nothing has to be restarted.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.ImageErr != nil {
			return nil
		}
		var out []diagnose.Finding
		for _, r := range k.AllRefs() {
			if r.Secret == nil || r.State != diagnose.PullSecretState(keyring.OK) || r.Inspect.Shape == keyring.ShapeAuthsInCfg || r.Astray() != "" {
				continue
			}
			if f, ok := mismatch(k, r); ok {
				out = append(out, f)
			}
		}
		return out
	},
})

// mismatch describes the nearest key of a secret in which no key matches.
func mismatch(k *pull.Case, r *pull.Ref) (diagnose.Finding, bool) {
	nearest := r.Nearest()
	if nearest < 0 {
		return diagnose.Finding{}, false
	}
	elsewhere := k.ToCome() && r.Matches[nearest].Kind == keyring.MissHost
	if elsewhere && (k.Ahead != nil || !useless(k)) {
		return diagnose.Finding{}, false // it may be meant for another image
	}
	m, e := r.Matches[nearest], r.Inspect.Entries[nearest]
	if irrelevant(k, r, m) {
		return diagnose.Finding{}, false
	}
	key := keyring.ShowKey(e.Key)
	detail := fmt.Sprintf("Secret %s has credentials for %q, but the image needs credentials for %q: %s.", r.Name, key, k.Image.Registry, text.Sentence(m.Why))
	if n := len(r.Inspect.Entries); n > 1 {
		detail = fmt.Sprintf("None of the %d registry keys in Secret %s matches %q. The nearest is %q: %s.", n, r.Name, k.Image.Registry, key, text.Sentence(m.Why))
	}
	if host := otherHost(e.Key, m); host != "" && unnamedRegistry(k.Image) {
		detail += fmt.Sprintf(" The image has no registry in its name, so it is pulled from Docker Hub; an image on %s is written %s/%s.", host, host, k.Container.Image)
	}
	if !k.HasCredentials() {
		detail += " No key matches, so the node pulled without credentials."
	}
	f := diagnose.NewFinding(diagnose.CheckHostMismatch, diagnose.LinkEntry, diagnose.Certain, k.Object(r), detail)
	if elsewhere { // whether the image is private is not known
		f.Severity = diagnose.SeverityWarning
		f.UncertainIf(true)
	}
	if pull.IsNear(m) {
		f.Cures = e.Username != "" && e.Fault == keyring.FaultNone
		f.Compare = &diagnose.Compare{HaveLabel: "key in the secret", Have: key, WantLabel: "key that would match", Want: m.Wanted}
	}
	return f, true
}

// useless reports whether the manifests show that none of the pull secrets of a pod that was not deployed
// yet has credentials for any of its images, and this image is not one of those that are public.
func useless(k *pull.Case) bool {
	if k.HasCredentials() || k.Pod.OpenAccount || provider.PublishedForAll(k.Image.Registry, k.Image.Repository) {
		return false
	}
	for i := range k.Refs {
		r := &k.Refs[i]
		if r.State != diagnose.PullSecretState(keyring.OK) || k.ServesOther(r.Secret) != "" || len(r.Inspect.Entries) == 0 {
			return false
		}
	}
	return true
}

// unnamedRegistry reports whether the image is on Docker Hub only because it has no registry in its name.
func unnamedRegistry(img keyring.Image) bool {
	return img.Registry == "docker.io" && !strings.HasPrefix(img.Text, "docker.io/") && !strings.HasPrefix(img.Text, "index.docker.io/")
}

// otherHost is the registry of a key that is for a different registry; "" if it does not look like a host.
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

var _ = register(Check{
	Name:  diagnose.CheckEmptyCredential,
	Short: "entry has no credentials",
	Title: "The entry matches the image, but contains no credentials",
	Doc: `The node accepts an entry such as "https://index.docker.io/v1/": {} as valid credentials without user name and
password. It matches, so it is used, and the pull is anonymous. docker login leaves such entries when it
keeps the password in a credential store (credsStore, Docker Desktop, keychains); az acr login leaves only an
identitytoken, which the node ignores.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d; the
entry has neither auth nor username and password.
Fix it: put a user name and password into the entry.`,
	AboutCredentials: true,
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
				what = fmt.Sprintf("the user name %q but no password", redact.User(keyring.ShowText(c.Username)))
			case c.Password != "":
				what = "a password but no user name"
			}
			detail := fmt.Sprintf("The entry %q of Secret %s matches the image but has %s", keyring.ShowKey(c.Key), c.Secret, what)
			if r != nil {
				detail += emptyWhy(r, c.Key)
			}
			f := diagnose.NewFinding(diagnose.CheckEmptyCredential, diagnose.LinkEntry, diagnose.Certain, &diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: c.Secret}, detail+". With it, the node pulls anonymously.")
			out = append(out, f)
		}
		return out
	},
})

// emptyWhy says why an entry contains no credentials.
func emptyWhy(r *pull.Ref, key string) string {
	for _, e := range r.Inspect.Entries {
		switch {
		case e.Key != key:
		case e.IdentityToken:
			return "; nodes ignore its token (identitytoken, registrytoken)"
		case len(e.Unknown) > 0:
			var names []string
			for _, n := range e.Unknown {
				names = append(names, fmt.Sprintf("%q", keyring.ShowText(n)))
			}
			return fmt.Sprintf("; the node ignores %s and reads only username and password, or auth", text.JoinAnd(names))
		}
	}
	return leftovers(r.Inspect)
}
