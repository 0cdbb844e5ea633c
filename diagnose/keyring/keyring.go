package keyring

import (
	"slices"
	"strings"
)

// Credential is one set of credentials that the kubelet would pass to the runtime.
type Credential struct {
	Secret   string // name of the Secret it comes from
	Key      string // registry key as written in the Secret; it may contain user:password@ (see ShowKey)
	Username string
	Password Sensitive
}

// Anonymous reports whether the entry matches but contains no credentials: the runtime then pulls anonymously.
func (c Credential) Anonymous() bool { return c.Username == "" && c.Password == "" }

// Keyring holds the credentials of a pod's pull secrets. The zero value is empty.
type Keyring struct {
	// fmt prints this pointer as an address and never follows it, so no credentials are printed.
	slots *slots
}

type slots struct {
	order []*slot // by normalized key, in reverse byte order
	byKey map[string]*slot
}

// slot holds the credentials for one normalized key.
type slot struct {
	key         string
	place       place
	usable      bool // false: the key fails its second parsing and matches nothing
	credentials []Credential
}

// New mirrors secrets.MakeDockerKeyring (pkg/credentialprovider/secrets) for the secrets of a pod,
// in the pod's order: secrets of other types and without data are skipped, entries whose key is not
// a valid URL are dropped, and the first secret that cannot be parsed fails all of them. The error's
// text is the kubelet's own; errors.As finds *SecretError.
//
// Where the kubelet uses the random order of a Go map (two spellings of one key in one secret), New
// uses the order of the document.
func New(secrets []Secret) (*Keyring, error) {
	all := &slots{byKey: make(map[string]*slot)}
	for _, secret := range secrets {
		dataKey, wrapped, ok := readable(secret.Type)
		content := secret.Data[dataKey]
		if !ok || len(content) == 0 {
			continue
		}
		entries, err := parseContent(content, wrapped)
		if err != nil {
			return nil, &SecretError{Namespace: secret.Namespace, Name: secret.Name, Err: err}
		}
		for _, key := range keyOrder(content, wrapped) {
			all.add(secret.Name, key, entries[key])
		}
	}
	for _, s := range all.byKey {
		all.order = append(all.order, s)
	}
	slices.SortFunc(all.order, func(a, b *slot) int { return strings.Compare(b.key, a.key) })
	return &Keyring{slots: all}, nil
}

func (all *slots) add(secret, written string, l userPass) {
	key, err := normalizeKey(written)
	if err != nil {
		return
	}
	s := all.byKey[key]
	if s == nil {
		s = &slot{key: key}
		s.place, err = parsePlace(key)
		s.usable = err == nil
		all.byKey[key] = s
	}
	s.credentials = append(s.credentials, Credential{
		Secret: secret, Key: written, Username: l.username, Password: Sensitive(l.password),
	})
}

// Lookup mirrors BasicDockerKeyring.Lookup: it returns the credentials for an image in the order in
// which the kubelet tries them, none if no key matches. The caller owns the result.
func (k *Keyring) Lookup(img Image) []Credential {
	if k == nil || k.slots == nil {
		return nil
	}
	var found []Credential
	if target, err := parsePlace(img.Name); err == nil {
		for _, s := range k.slots.order {
			if s.usable && s.place.covers(target) {
				found = append(found, s.credentials...)
			}
		}
	}
	if len(found) == 0 && isDefaultRegistry(img.Name) {
		if s := k.slots.byKey[hubHost]; s != nil {
			found = slices.Clone(s.credentials)
		}
	}
	return found
}
