package pull

import "github.com/pulldoctor/pulldoctor/diagnose/keyring"

// SentEntry is an entry whose credentials the kubelet would send for the image.
type SentEntry struct {
	Ref   *Ref
	Entry keyring.Entry
	cred  keyring.Credential
}

// Sent returns the entries whose credentials are actually sent, in order.
func (k *Case) Sent() []SentEntry { return k.Matched(Complete) }

// Matched returns the entries that match the image and for which ok is true, in
// the order in which the kubelet tries them.
func (k *Case) Matched(ok func(keyring.Credential) bool) []SentEntry {
	var out []SentEntry
	for _, c := range k.Credentials {
		r := k.Ref(c.Secret)
		if r == nil || !ok(c) {
			continue
		}
		for _, e := range r.Inspect.Entries {
			if e.Key == c.Key {
				out = append(out, SentEntry{r, e, c})
				break
			}
		}
	}
	return out
}
