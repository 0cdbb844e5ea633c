package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Candidate is a secret that would provide the kubelet with credentials for the
// image if the pod referenced it: its type is right, its content parses, an
// entry matches.
type Candidate struct {
	Secret  *diagnose.Secret
	Entry   *keyring.Entry // shared with the secret's inspection; a copy for each candidate would take megabytes
	Expired bool
	others  int // entries for other registries
}

// Candidates returns the secrets that match the case's image and that the pod
// does not reference: those in the pod's namespace and those in others.
func (k *Case) Candidates() (local, foreign []Candidate) {
	if k.ImageErr != nil {
		return nil, nil
	}
	n := k.Index.neighbours(k.Image, k.Pod.Namespace)
	local = n.local
	if slices.ContainsFunc(local, func(c Candidate) bool { return k.references(c.Secret) }) {
		local = slices.DeleteFunc(slices.Clone(local), func(c Candidate) bool { return k.references(c.Secret) })
	}
	return slices.Clip(local), n.foreign
}

// WouldServe reports whether the kubelet would find credentials for the image in s.
func (k *Case) WouldServe(s *diagnose.Secret) bool {
	return s != nil && k.ImageErr == nil && k.Index.candidate(s, k.Image) != nil
}

// references reports whether the pod references the secret already.
func (k *Case) references(s *diagnose.Secret) bool {
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
