package fix

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// usable reports whether the credentials of a secret may be offered for the
// group's image: they are not sample values, and no registry refuses them in the
// same snapshot.
func (g Group) usable(s *diagnose.Secret) bool {
	k := g.lead()
	e := k.Index.CredentialsFor(s, k.Index.Matching(k.Image).Target)
	if e == nil {
		return false
	}
	if _, sample := pull.SampleCredentials(k.Image.Registry, e.Username, e.Password.Reveal()); sample != "" {
		return false
	}
	return !g.Refused[Sent{k.Image.Registry, e.Username, string(e.Password)}]
}

// Sent are credentials that were sent to a registry. It is never shown.
type Sent struct{ registry, username, password string }

// RefusedBy adds the credentials that a case's registry refuses.
func RefusedBy(k *pull.Case, root diagnose.CheckName, out map[Sent]bool) {
	switch root {
	case diagnose.CheckCredentialRejected, diagnose.CheckCredentialExpired, diagnose.CheckBreaksPublicImage, diagnose.CheckPlaceholderLeft, diagnose.CheckStrayWhitespace, diagnose.CheckWrongUsernameForm:
	default:
		return
	}
	for _, c := range k.Credentials {
		if pull.Complete(c) {
			out[Sent{k.Image.Registry, c.Username, string(c.Password)}] = true
		}
	}
}

// takesNoCredentials reports whether credentials cannot change a registry's answer:
// it has no accounts, or is a proxy on the node that only forwards requests.
func takesNoCredentials(img keyring.Image) bool {
	if provider.AccessOf(img.Registry, img.Repository) == provider.AccessOpen {
		return true
	}
	local, ok := provider.LocalAt(img.Registry)
	return ok && local.Title != "" && local.Title != "a local registry"
}

// openShiftOwn reports whether OpenShift creates and renews a secret for its
// internal registry; nothing else is ever added to it.
func openShiftOwn(s *diagnose.Secret) bool {
	_, token := s.Annotations["openshift.io/internal-registry-auth-token.service-account"]
	_, old := s.Annotations["openshift.io/token-secret.name"]
	return token || old || strings.Contains(s.Name, "-dockercfg-") && s.Type == keyring.TypeDockercfg
}
