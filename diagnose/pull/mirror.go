package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// MirrorAnswered reports whether a mirror that the node's runtime asks instead
// of the registry answered, and its host, "" where the message does not name
// it. Credentials for a mirror belong in the configuration of the runtime.
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
