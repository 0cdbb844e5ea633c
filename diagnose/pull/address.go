package pull

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// addressWords are phrases of responses that deny the address or network that a request comes
// from, in lower case.
var addressWords = []string{
	"is not allowed access",                          // Azure: client with IP '...' is not allowed access
	"vpcservicecontrolsuniqueidentifier",             // Google: VPC Service Controls
	"request is prohibited by organization's policy", // Google, the same
	"explicit deny in a vpc endpoint policy",         // AWS
	"because no vpc endpoint policy allows",          // AWS
	"context-based restrictions", "ip address is not allowed", "ip is not allowed", "ip not allowed", "not in the allowlist", "not in the whitelist",
	"ip address has been blocked", "ip has been blocked", "your ip address is blocked", "blocked your ip", "access from your country", "access from your region",
	"configured to block access from your country", "export control", "embargoed",
}

// AlwaysPublic reports whether the image can be pulled without credentials.
func AlwaysPublic(img keyring.Image) bool {
	return provider.AccessOf(img.Registry, img.Repository) != provider.AccessUnknown
}

// HiddenImage reports whether a denial means that the image does not exist.
// Docker Hub returns "denied" for repositories that do not exist, and anyone
// may pull its official images.
func (k *Case) HiddenImage() bool {
	return provider.Of(k.Image.Registry).Missing == provider.MissingAlwaysHidden && AlwaysPublic(k.Image) &&
		k.Reading.Class == symptom.AccessDenied && slices.Contains(k.Reading.Alternatives, symptom.NotFound)
}

// RefusesAddress reports whether the response says that it denies the address
// of the request.
func (k *Case) RefusesAddress() bool {
	text := strings.ToLower(k.Reading.Text)
	return slices.ContainsFunc(addressWords, func(w string) bool { return strings.Contains(text, w) })
}

// AddressRefused reports whether the node's address is denied, and not its
// credentials: the response says so, or the registry never requires credentials
// and none were sent.
func (k *Case) AddressRefused() bool {
	r := &k.Reading
	if k.ToCome() || k.ImageErr != nil || !slices.Contains(refusals, r.Class) || r.Blob() && !r.TakesCredentials() || r.Target == symptom.Mirror || r.Responder == symptom.Mirror {
		return false
	}
	if k.RefusesAddress() {
		return true
	}
	_, mirror := k.MirrorAnswered()
	switch provider.AccessOf(k.Image.Registry, k.Image.Repository) {
	case provider.AccessOpen:
		return r.Sent != symptom.SentYes || !k.Sends()
	case provider.AccessAnonymous:
		return !mirror && r.Sent != symptom.SentYes && !k.Sends() && k.Stage() != StageUnseen && k.Stage() != StageBroken && !k.HiddenImage()
	}
	return false
}

// Sends reports whether the kubelet sends credentials for the image.
func (k *Case) Sends() bool { return k.Stage() == StageSent }
