package keyring

import (
	"slices"
	"strings"
)

// Credential is one login that the kubelet would offer the runtime.
type Credential struct {
	Secret   string // name of the Secret it comes from
	Key      string // registry key as written in the Secret; it may hold user:password@ (see ShowKey)
	Username string
	Password Sensitive
}

// Anonymous says that the entry matches but holds no login: the runtime then pulls anonymously.
func (c Credential) Anonymous() bool { return c.Username == "" && c.Password == "" }

// Keyring holds the logins of a pod's pull secrets. The zero value holds none.
type Keyring struct {
	// The logins stand behind a pointer, which fmt prints as an address and never follows.
	ring *ring
}

type ring struct {
	order []*slot // by normalised key, in reverse byte order
	slots map[string]*slot
}

// slot holds the logins filed under one normalised key.
type slot struct {
	key         string
	place       place
	usable      bool // false: the key does not survive its second parsing and matches nothing
	credentials []Credential
}

// New mirrors secrets.MakeDockerKeyring (pkg/credentialprovider/secrets) for the secrets of a pod,
// in the pod's order: secrets of other types and without data are skipped, entries whose key is no
// URL are dropped, and the first secret that cannot be parsed fails all. The error's text is the
// kubelet's own; errors.As finds *SecretError.
//
// Where the kubelet's order is that of a Go map (two spellings of one key inside one secret), this
// is the order of the document.
func New(secrets []Secret) (*Keyring, error) {
	filed := &ring{slots: make(map[string]*slot)}
	for _, secret := range secrets {
		dataKey, wrapped, ok := readable(secret.Type)
		content := secret.Data[dataKey]
		if !ok || len(content) == 0 {
			continue
		}
		logins, err := parseContent(content, wrapped)
		if err != nil {
			return nil, &SecretError{Namespace: secret.Namespace, Name: secret.Name, Err: err}
		}
		for _, key := range keyOrder(content, wrapped) {
			filed.add(secret.Name, key, logins[key])
		}
	}
	for _, s := range filed.slots {
		filed.order = append(filed.order, s)
	}
	slices.SortFunc(filed.order, func(a, b *slot) int { return strings.Compare(b.key, a.key) })
	return &Keyring{ring: filed}, nil
}

func (r *ring) add(secret, written string, l login) {
	key, err := normalizeKey(written)
	if err != nil {
		return
	}
	s := r.slots[key]
	if s == nil {
		s = &slot{key: key}
		s.place, err = parsePlace(key)
		s.usable = err == nil
		r.slots[key] = s
	}
	s.credentials = append(s.credentials, Credential{
		Secret: secret, Key: written, Username: l.username, Password: Sensitive(l.password),
	})
}

// Lookup mirrors BasicDockerKeyring.Lookup: the logins for an image in the order in which the
// kubelet tries them, none if no key matches. The caller owns the result.
func (k *Keyring) Lookup(img Image) []Credential {
	if k == nil || k.ring == nil {
		return nil
	}
	var found []Credential
	if target, err := parsePlace(img.Name); err == nil {
		for _, s := range k.ring.order {
			if s.usable && s.place.covers(target) {
				found = append(found, s.credentials...)
			}
		}
	}
	if len(found) == 0 && isDefaultRegistry(img.Name) {
		if s := k.ring.slots[hubHost]; s != nil {
			found = slices.Clone(s.credentials)
		}
	}
	return found
}
