package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Candidate is a secret that would give the kubelet a login for the image if
// the pod named it: right type, content that parses, an entry that matches.
type Candidate struct {
	Secret  *diagnose.Secret
	Entry   *keyring.Entry // of the secret's inspection; a copy for each candidate is megabytes
	Expired bool
	others  int // entries for other registries
}

// Candidates finds secrets that would serve the case's image and that the pod
// does not name, those of the pod's own namespace and those of others.
func (k *Case) Candidates() (local, foreign []Candidate) {
	if k.ImageErr != nil {
		return nil, nil
	}
	n := k.Index.neighbours(k.Image, k.Pod.Namespace)
	local = n.local
	if slices.ContainsFunc(local, func(c Candidate) bool { return k.names(c.Secret) }) {
		local = slices.DeleteFunc(slices.Clone(local), func(c Candidate) bool { return k.names(c.Secret) })
	}
	return slices.Clip(local), n.foreign
}

// WouldServe says whether the kubelet would find a login for the image in s.
func (k *Case) WouldServe(s *diagnose.Secret) bool {
	return s != nil && k.ImageErr == nil && k.Index.candidate(s, k.Image) != nil
}

// names says whether the pod refers to the secret already.
func (k *Case) names(s *diagnose.Secret) bool {
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
