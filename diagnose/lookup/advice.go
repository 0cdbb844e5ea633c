package lookup

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// special is what a message means for more than its class: which request failed
// and who answered decide whether credentials matter at all.
type special struct {
	when func(*symptom.Reading) bool
	row  row
}

// specials are read from the top; the first that applies replaces the row of the class.
var specials = []special{
	{
		func(r *symptom.Reading) bool { return r.Phase == symptom.PhaseSandbox },
		row{
			title:  "The node cannot pull the pause image, from which it makes every pod",
			means:  "The node pulls this image by its own configuration, before any container of the pod. Pull secrets are not used for it.",
			checks: "sandbox-image",
			do:     []string{"Correct the pause image or the registry settings in the configuration of the container runtime on the node (containerd: sandbox in config.toml)."},
		},
	},
	{
		func(r *symptom.Reading) bool { return r.Clock.Skewed },
		row{
			title:  "The clocks of the node and of the registry disagree",
			means:  "Certificates and signed requests are valid for a period. A time before its start means that the node's clock is wrong, not the certificate.",
			checks: "node-clock registry-untrusted",
			do:     []string{"Correct the time of the node, and check its time service (chronyc tracking, timedatectl)."},
		},
	},
	{
		func(r *symptom.Reading) bool { return r.Body == symptom.BodyHTML },
		row{
			title:  "A web page answered where a registry should",
			means:  "No registry sends pages. It comes from a proxy, a captive portal, a mirror endpoint that is none, or the address of a registry's web interface. Credentials and the registry in the image's name may be fine.",
			checks: "not-a-registry registry-error",
			do:     []string{"Check what answers at the host in the message, from the node."},
		},
	},
	{
		func(r *symptom.Reading) bool { return r.Target == symptom.BlobStore && blocked(r) },
		row{
			title:  "The registry was reached, but not the host that serves its layers",
			means:  "The manifest was read, so the image exists and the credentials are right. Layers come from another host by signed URLs, which need no credentials. A firewall, a proxy or the storage's own policy refuses the node.",
			checks: "layers-blocked registry-unreachable registry-error",
			do:     []string{"Allow the nodes to reach the host in the message."},
		},
	},
	{
		func(r *symptom.Reading) bool { return refused(r) && openRegistry(r) },
		row{
			title:  "A registry that has no accounts refuses the node",
			means:  "Anyone may pull from this registry, so credentials cannot be the cause. The registry, or something in front of it, refuses the address of the node.",
			checks: "egress-refused registry-error access-denied",
			do:     []string{"Find out under which address the node reaches the internet, and which firewall or proxy is on the way."},
		},
	},
	{
		func(r *symptom.Reading) bool {
			return refused(r) && !r.TakesCredentials() && r.Responder != symptom.UnknownResponder
		},
		row{
			title:  "Something that takes no pull credentials refuses the node",
			means:  "The request did not fail at the registry, its token server or a mirror, so no pull secret can change the answer.",
			checks: "egress-refused layers-blocked registry-error",
			do:     []string{"The host in the message shows what refused."},
		},
	},
	{
		func(r *symptom.Reading) bool { return refused(r) && r.Sent == symptom.SentYes },
		row{
			title:  "The registry did not accept the credentials that the node sent",
			means:  "A pull secret (or the node's own credentials) matched the image and was used. The password may be wrong, expired or revoked, or the account may not pull this repository.",
			checks: "credential-rejected credential-expired stray-whitespace wrong-username-form placeholder-left auth-disagrees access-denied breaks-public-image",
			do:     []string{"Check the credentials in the secret with docker login, then the rights of the account for this repository."},
		},
	},
	{
		func(r *symptom.Reading) bool { return refused(r) && r.Sent == symptom.SentNo },
		row{
			title:  "The registry requires credentials, and the node sent none",
			means:  "The pod references no pull secret with an entry that matches the image, or the entry has no credentials in it, or the secret could not be read.",
			checks: "no-credentials secret-not-attached secret-missing secret-name-typo secret-in-other-namespace host-mismatch empty-credential wrong-type service-account-ignored attached-after-start image-not-found",
			do:     []string{"Check which pull secrets the pod references, and that one of them has an entry for exactly this registry."},
			run:    []string{"kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}'"},
		},
	},
}

// refused reports whether a message is of a class that credentials can cause.
func refused(r *symptom.Reading) bool {
	return slices.Contains([]symptom.Class{symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired}, r.Class)
}

// blocked reports whether a host could not be reached or refused the request.
func blocked(r *symptom.Reading) bool {
	return refused(r) || slices.Contains([]symptom.Class{symptom.RegistryError, symptom.Connection, symptom.DNS, symptom.TLS, symptom.Cancelled}, r.Class)
}

// openRegistry reports whether the image's registry has no accounts, and was
// the one that was asked.
func openRegistry(r *symptom.Reading) bool {
	registry, repository := splitImage(r.Image)
	return registry != "" && r.Responder != symptom.Mirror && provider.AccessOf(registry, repository) == provider.AccessOpen
}

// adviceFor is the row for a reading.
func adviceFor(r *symptom.Reading) row {
	for i := range specials {
		if specials[i].when(r) {
			return specials[i].row
		}
	}
	return classes[r.Class]
}
