package diagnose

import (
	"sort"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// candidate is a secret that would give the kubelet a login for the image if
// the pod named it: right type, content that parses, an entry that matches.
type candidate struct {
	secret  *Secret
	entry   keyring.Entry
	expired bool
	others  int // entries for other registries
}

// candidates finds secrets that would serve the case's image. Those of the
// pod's own namespace come first; of each, those with the fewest other logins,
// and expired ones last.
func (k *Case) candidates() (local, foreign []candidate) {
	if k.ImageErr != nil {
		return nil, nil
	}
	for i := range k.index.snap.Secrets {
		s := &k.index.snap.Secrets[i]
		c, ok := k.candidate(s)
		switch {
		case !ok || k.names(s):
		case s.Namespace == k.Pod.Namespace:
			local = append(local, c)
		default:
			foreign = append(foreign, c)
		}
	}
	rank := func(l []candidate) {
		sort.SliceStable(l, func(i, j int) bool {
			a, b := l[i], l[j]
			if a.expired != b.expired {
				return b.expired
			}
			if a.others != b.others { // the fewer other logins are spread, the better
				return a.others < b.others
			}
			if a.secret.Namespace != b.secret.Namespace {
				return a.secret.Namespace < b.secret.Namespace
			}
			return a.secret.Name < b.secret.Name
		})
	}
	rank(local)
	rank(foreign)
	return local, foreign
}

// candidate judges one secret: the kubelet has to accept it and to find a
// login in it that is not empty.
func (k *Case) candidate(s *Secret) (candidate, bool) {
	in := k.index.inspect(s)
	if in.State != keyring.OK || in.Err != nil || s.Deleting {
		return candidate{}, false
	}
	e, ok := serving(in, k.Image)
	if !ok {
		return candidate{}, false
	}
	_, until, known := expiry(e, k.Image)
	return candidate{s, e, known && until.Before(k.index.snap.Now), others(in, k.Image)}, true
}

// others counts the entries that do not match the image.
func others(in *keyring.Inspection, img keyring.Image) int {
	n := 0
	for _, e := range in.Entries {
		if !keyring.Explain(e.Key, img).Matches {
			n++
		}
	}
	return n
}

// serving is the first entry that matches the image and holds a login.
func serving(in *keyring.Inspection, img keyring.Image) (keyring.Entry, bool) {
	for _, e := range in.Entries {
		if e.Username == "" || e.Password.Reveal() == "" || e.Fault != keyring.FaultNone {
			continue
		}
		if keyring.Explain(e.Key, img).Matches {
			return e, true
		}
	}
	return keyring.Entry{}, false
}

// names says whether the pod refers to the secret already.
func (k *Case) names(s *Secret) bool {
	if s.Namespace != k.Pod.Namespace {
		return false
	}
	for i := range k.Refs {
		if k.Refs[i].Name == s.Name {
			return true
		}
	}
	return false
}
