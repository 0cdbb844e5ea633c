package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// hostRole returns the role of a host according to the known providers, for symptom.Reader.
func hostRole(registry, host string) symptom.Responder {
	switch provider.Of(registry).RoleOf(host) {
	case provider.RoleRegistry:
		// Two registries of one provider are separate: another account or region is a mirror.
		if provider.PartsOf(registry) == provider.PartsOf(host) {
			return symptom.Registry
		}
		return symptom.UnknownResponder
	case provider.RoleToken:
		return symptom.TokenServer
	case provider.RoleLayers:
		return symptom.BlobStore
	}
	if provider.ServesLayers(registry, host) {
		return symptom.BlobStore
	}
	return symptom.UnknownResponder
}

// Answer is what a response means beyond the class of its message.
type Answer string

// The responses that no credentials can change.
const (
	AnswerPlain   Answer = ""        // what its class implies
	AnswerClock   Answer = "clock"   // it proves that the node's clock is wrong
	AnswerPage    Answer = "page"    // a web page
	AnswerAddress Answer = "address" // it denies the node's address
)

// Answer returns what the response means beyond its class.
func (k *Case) Answer() Answer {
	switch {
	case k.ClockWrong():
		return AnswerClock
	case k.Reading.Body == symptom.BodyHTML && !k.Reading.Blob() && k.Reading.Status < 500 && k.Reading.Class != symptom.Connection && k.Reading.Class != symptom.RateLimited:
		return AnswerPage
	case k.AddressRefused():
		return AnswerAddress
	}
	return AnswerPlain
}

// refusals are the classes of 401 and 403.
var refusals = []symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired}

// Refused reports whether the registry denied the pull because it requires other
// credentials, as far as the response shows.
func (k *Case) Refused() bool {
	return slices.Contains(refusals, k.Reading.Class) && k.CredentialsMatter()
}

// CredentialsMatter reports whether other credentials of the pod could have
// changed the response, or could change that of the next pull. They cannot for
// the pause image, once the manifest was read, and for a response that
// no credentials change.
func (k *Case) CredentialsMatter() bool {
	r := &k.Reading
	switch {
	case k.Container.Type == diagnose.TypeSandbox:
		return false
	case k.ToCome():
		return true
	case k.Answer() != AnswerPlain, k.HiddenImage(), provider.ShutDown(r.Text):
		return false
	case (r.Answered() || r.ManifestRead()) && !r.TakesCredentials():
		return r.Status >= 500
	}
	return true
}

// Retired looks up the image in the table of registries that moved or were shut
// down, if the response is typical of such a registry.
func (k *Case) Retired() (provider.Retired, bool) {
	if k.ImageErr != nil || k.ToCome() && k.Ahead == nil {
		return provider.Retired{}, false
	}
	if r, ok := provider.SaysRetired(k.Image.Registry, k.Image.Repository, k.Reading.Text); ok {
		return r, true
	}
	r, found := provider.RetiredPlace(k.Image.Registry, k.Image.Repository)
	if !found {
		return r, false
	}
	if k.Ahead != nil {
		return r, r.State == provider.Gone
	}
	switch k.Reading.Class {
	case symptom.NotFound:
		return r, true
	case symptom.AuthRequired, symptom.AccessDenied:
		return r, r.State != provider.Frozen
	case symptom.DNS: // a name that no longer exists
		return r, r.State != provider.Frozen
	case symptom.Connection, symptom.TLS, symptom.RegistryError, symptom.UnsupportedManifest, symptom.HTTPvsHTTPS:
		return r, r.State == provider.Gone
	}
	return r, false
}
