package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// MirrorAnswered reports whether the response came from a mirror that the
// node's runtime uses instead of the registry, and the mirror's host, "" if the
// message does not contain it. Credentials for a mirror belong in the
// configuration of the runtime.
func (k *Case) MirrorAnswered() (host string, ok bool) {
	r := &k.Reading
	p := provider.Of(k.Image.Registry)
	switch {
	case k.Image.Registry == "":
	case r.Target == symptom.Mirror || r.Responder == symptom.Mirror:
		return r.Host, true
	case r.Phase == symptom.PhaseToken && r.Host != "" && r.Host != k.Image.Registry && hostRole(k.Image.Registry, r.Host) == symptom.UnknownResponder:
		// A registry whose hosts are known has no other token server, and one that issues tokens for
		// itself is a registry.
		if p.RoleOf(k.Image.Registry) == provider.RoleRegistry || strings.Contains(r.Text, "service="+r.Host) {
			return r.Host, true
		}
	case p.Name == provider.DockerHub && strings.Contains(r.Text, "no basic auth credentials"):
		return "", true // Docker Hub issues tokens
	}
	return "", false
}
