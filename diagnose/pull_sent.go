package diagnose

import (
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// refused says whether the node's words are about a login.
func (k *Case) refused() bool {
	switch k.Reading.Class {
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired:
		return true
	}
	return false
}

// sentEntry is an entry whose login the kubelet would send for the image.
type sentEntry struct {
	ref   *Ref
	entry keyring.Entry
	cred  keyring.Credential
}

// sent lists the logins that are really sent, in order.
func (k *Case) sent() []sentEntry { return k.matched(whole) }

// matched lists the entries that match the image and of which ok holds, in
// the order in which the kubelet tries them.
func (k *Case) matched(ok func(keyring.Credential) bool) []sentEntry {
	var out []sentEntry
	for _, c := range k.Credentials {
		r := k.ref(c.Secret)
		if r == nil || !ok(c) {
			continue
		}
		for _, e := range r.Inspect.Entries {
			if e.Key == c.Key {
				out = append(out, sentEntry{r, e, c})
				break
			}
		}
	}
	return out
}
