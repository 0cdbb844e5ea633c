package pull

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// served is what all secrets of a snapshot contain for one image. It is determined once per image,
// however many pods pull it.
type served struct {
	Target  keyring.Target
	judged  map[*diagnose.Secret]*Candidate // nil: no credentials for the image in it
	ranked  []Candidate                     // all that have credentials, the best first
	scanned bool                            // ranked is complete
	near    map[string]neighbours           // the same, split by namespace, for each namespace that was looked up
}

// neighbours are the candidates in one namespace and those in all others.
type neighbours struct{ local, foreign []Candidate }

// Matching returns what is known about the secrets for an image.
func (x *Index) Matching(img keyring.Image) *served {
	v := x.served[img.Name]
	if v == nil {
		v = &served{Target: keyring.TargetOf(img), judged: map[*diagnose.Secret]*Candidate{}, near: map[string]neighbours{}}
		x.served[img.Name] = v
	}
	return v
}

// candidate judges one secret: the kubelet has to accept it and to find credentials for the image in
// it that are not empty.
func (x *Index) candidate(s *diagnose.Secret, img keyring.Image) *Candidate {
	v := x.Matching(img)
	c, known := v.judged[s]
	if !known {
		c = x.judgeSecret(s, img, v.Target)
		v.judged[s] = c
	}
	return c
}

func (x *Index) judgeSecret(s *diagnose.Secret, img keyring.Image, target keyring.Target) *Candidate {
	in := x.Inspect(s)
	if in.State != keyring.OK || in.Err != nil || s.Deleting {
		return nil
	}
	e := x.CredentialsFor(s, target)
	if e == nil {
		return nil
	}
	_, until, known := provider.Expiry(img.Registry, e.Username, e.Password.Reveal())
	return &Candidate{s, e, known && until.Before(x.Snap.Now), x.misses(s, target)}
}

// CredentialsFor returns the first entry that matches the image and contains credentials, nil if none does.
func (x *Index) CredentialsFor(s *diagnose.Secret, target keyring.Target) *keyring.Entry {
	in, keys := x.Inspect(s), x.parsedKeys(s)
	for i := range in.Entries {
		e := &in.Entries[i]
		if e.Username != "" && e.Password != "" && e.Fault == keyring.FaultNone && keys[i].Matches(target) {
			return e
		}
	}
	return nil
}

// misses counts the entries for other registries.
func (x *Index) misses(s *diagnose.Secret, target keyring.Target) int {
	n := 0
	for _, f := range x.parsedKeys(s) {
		if !f.Matches(target) {
			n++
		}
	}
	return n
}

// parsedKeys returns the parsed keys of a secret's entries, which are parsed once.
func (x *Index) parsedKeys(s *diagnose.Secret) []keyring.ParsedKey {
	if list, ok := x.keys[s]; ok {
		return list
	}
	in := x.Inspect(s)
	list := make([]keyring.ParsedKey, len(in.Entries))
	for i, e := range in.Entries {
		list[i] = keyring.ParseKey(e.Key)
	}
	x.keys[s] = list
	return list
}

// candidates returns all secrets that match an image, the best first: not expired, few entries for
// other registries, then by name.
func (x *Index) candidates(img keyring.Image) []Candidate {
	v := x.Matching(img)
	if v.scanned {
		return v.ranked
	}
	v.scanned = true
	for i := range x.Snap.Secrets {
		if c := x.candidate(&x.Snap.Secrets[i], img); c != nil {
			v.ranked = append(v.ranked, *c)
		}
	}
	slices.SortStableFunc(v.ranked, func(a, b Candidate) int {
		switch {
		case a.Expired != b.Expired && b.Expired:
			return -1
		case a.Expired != b.Expired:
			return 1
		case a.others != b.others: // the fewer other credentials are spread, the better
			return a.others - b.others
		case a.Secret.Namespace != b.Secret.Namespace:
			return strings.Compare(a.Secret.Namespace, b.Secret.Namespace)
		}
		return strings.Compare(a.Secret.Name, b.Secret.Name)
	})
	return v.ranked
}

// neighbours splits the candidates for an image into those in a namespace and those in others.
func (x *Index) neighbours(img keyring.Image, namespace string) neighbours {
	v := x.Matching(img)
	n, known := v.near[namespace]
	if !known {
		for _, c := range x.candidates(img) {
			if c.Secret.Namespace == namespace {
				n.local = append(n.local, c)
			} else {
				n.foreign = append(n.foreign, c)
			}
		}
		v.near[namespace] = n
	}
	return n
}
