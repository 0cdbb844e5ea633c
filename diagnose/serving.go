package diagnose

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// served is what all secrets of a snapshot hold for one image. It is found out once an image, however
// many pods pull it.
type served struct {
	target  keyring.Target
	asked   map[*Secret]*candidate // nil: no login for the image in there
	ranked  []candidate            // all that have one, the best first
	scanned bool                   // ranked is complete
	near    map[string]neighbours  // the same, split for each namespace that asked
}

// neighbours are candidates of one namespace and those of all others.
type neighbours struct{ local, foreign []candidate }

// serving looks the image's secrets up.
func (x *index) serving(img keyring.Image) *served {
	v := x.served[img.Name]
	if v == nil {
		v = &served{target: keyring.Aim(img), asked: map[*Secret]*candidate{}, near: map[string]neighbours{}}
		x.served[img.Name] = v
	}
	return v
}

// candidate judges one secret: the kubelet has to accept it and to find a login for the image in it
// that is not empty.
func (x *index) candidate(s *Secret, img keyring.Image) *candidate {
	v := x.serving(img)
	c, known := v.asked[s]
	if !known {
		c = x.judgeSecret(s, img, v.target)
		v.asked[s] = c
	}
	return c
}

func (x *index) judgeSecret(s *Secret, img keyring.Image, target keyring.Target) *candidate {
	in := x.inspect(s)
	if in.State != keyring.OK || in.Err != nil || s.Deleting {
		return nil
	}
	e := x.loginFor(s, target)
	if e == nil {
		return nil
	}
	_, until, known := provider.Expiry(img.Registry, e.Username, e.Password.Reveal())
	return &candidate{s, e, known && until.Before(x.snap.Now), x.misses(s, target)}
}

// loginFor is the first entry that matches the image and holds a login, nil if none does.
func (x *index) loginFor(s *Secret, target keyring.Target) *keyring.Entry {
	in, filed := x.inspect(s), x.filed(s)
	for i := range in.Entries {
		e := &in.Entries[i]
		if e.Username != "" && e.Password != "" && e.Fault == keyring.FaultNone && filed[i].Serves(target) {
			return e
		}
	}
	return nil
}

// misses counts the entries for other registries.
func (x *index) misses(s *Secret, target keyring.Target) int {
	n := 0
	for _, f := range x.filed(s) {
		if !f.Serves(target) {
			n++
		}
	}
	return n
}

// filed are the keys of a secret's entries, read once.
func (x *index) filed(s *Secret) []keyring.Filed {
	if list, ok := x.keys[s]; ok {
		return list
	}
	in := x.inspect(s)
	list := make([]keyring.Filed, len(in.Entries))
	for i, e := range in.Entries {
		list[i] = keyring.File(e.Key)
	}
	x.keys[s] = list
	return list
}

// candidates are all secrets that would serve an image, the best first: not expired, few logins for
// others, then by name.
func (x *index) candidates(img keyring.Image) []candidate {
	v := x.serving(img)
	if v.scanned {
		return v.ranked
	}
	v.scanned = true
	for i := range x.snap.Secrets {
		if c := x.candidate(&x.snap.Secrets[i], img); c != nil {
			v.ranked = append(v.ranked, *c)
		}
	}
	slices.SortStableFunc(v.ranked, func(a, b candidate) int {
		switch {
		case a.expired != b.expired && b.expired:
			return -1
		case a.expired != b.expired:
			return 1
		case a.others != b.others: // the fewer other logins are spread, the better
			return a.others - b.others
		case a.secret.Namespace != b.secret.Namespace:
			return strings.Compare(a.secret.Namespace, b.secret.Namespace)
		}
		return strings.Compare(a.secret.Name, b.secret.Name)
	})
	return v.ranked
}

// neighbours splits the candidates for an image by whether a namespace has them itself.
func (x *index) neighbours(img keyring.Image, namespace string) neighbours {
	v := x.serving(img)
	n, known := v.near[namespace]
	if !known {
		for _, c := range x.candidates(img) {
			if c.secret.Namespace == namespace {
				n.local = append(n.local, c)
			} else {
				n.foreign = append(n.foreign, c)
			}
		}
		v.near[namespace] = n
	}
	return n
}
