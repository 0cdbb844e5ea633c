package diagnose

import "time"

// RegistryVerdict is what a registry's answer means for one image and one
// credential.
type RegistryVerdict string

// The verdicts.
const (
	VerdictCanPull          RegistryVerdict = "can-pull"
	VerdictWrongCredentials RegistryVerdict = "wrong-credentials"     // refused as a login
	VerdictNoRight          RegistryVerdict = "no-right"              // accepted, but not allowed to pull this image
	VerdictNoSuchImage      RegistryVerdict = "no-such-image"         // the repository, tag or digest does not exist
	VerdictDeniedOrAbsent   RegistryVerdict = "denied-or-absent"      // the registry does not say which
	VerdictRateLimited      RegistryVerdict = "rate-limited"          //
	VerdictUnreachable      RegistryVerdict = "unreachable-from-here" // no usable answer; says nothing about the node
	VerdictUntrusted        RegistryVerdict = "untrusted-from-here"   // TLS: this computer does not trust the certificate
	VerdictNotAsked         RegistryVerdict = "not-asked"             // Text says why
)

// NotAsked is why a registry was not asked.
type NotAsked string

// The reasons.
const (
	NotAskedPolicy     NotAsked = "policy"     // the rules for sending credentials forbid it
	NotAskedTokenHost  NotAsked = "token-host" // the registry names a token server that is not known to belong to it
	NotAskedBudget     NotAsked = "budget"     // as many requests were sent as may be
	NotAskedUnreadable NotAsked = "unreadable" // the pull secret may not be read
	NotAskedNotNeeded  NotAsked = "not-needed" // an earlier credential can pull the image
	NotAskedCancelled  NotAsked = "cancelled"
)

// AnonymousCredentials is RegistryAnswer.Credentials of the pull without any.
const AnonymousCredentials = "anonymous"

// RegistryAnswer is what a registry answered, asked from this computer, for
// one image and one credential. Every string of it has been made harmless for
// a terminal, and none holds a credential.
type RegistryAnswer struct {
	Credentials string               `json:"credentials"`   // name of the pull secret, or "anonymous"
	Key         string               `json:"key,omitempty"` // registry key in the pull secret
	Username    string               `json:"username"`      // "" for an entry without a login
	Host        string               `json:"host"`          // the registry's host, with port if one is written
	TokenHost   string               `json:"tokenHost,omitempty"`
	Verdict     RegistryVerdict      `json:"verdict"`
	NotAsked    NotAsked             `json:"notAsked,omitempty"` // only with VerdictNotAsked
	Status      int                  `json:"status,omitempty"`   // HTTP status that decided, 0 for none
	Digest      string               `json:"digest,omitempty"`   // of the manifest that the tag names
	Platforms   []string             `json:"platforms,omitempty"`
	Access      []string             `json:"access,omitempty"` // rights on the repository as granted in the token, where it can be read
	RateLimit   *RegistryRateLimit   `json:"rateLimit,omitempty"`
	NearTags    []string             `json:"nearTags,omitempty"` // tags that the missing one may be a misspelling of
	Certificate *RegistryCertificate `json:"certificate,omitempty"`
	Proxy       string               `json:"proxy,omitempty"` // host and port of the proxy that was used
	Text        string               `json:"text"`            // sentences; words of a registry are in quotation marks
}

// RegistryRateLimit is how many pulls a registry still allows.
type RegistryRateLimit struct {
	Limit     int    `json:"limit"`
	Remaining int    `json:"remaining"`
	Window    string `json:"window"`           // "6h"
	Counts    string `json:"counts,omitempty"` // "account", or "address" (this computer's, not the node's)
}

// RegistryCertificate describes a certificate that this computer does not
// trust.
type RegistryCertificate struct {
	Host      string    `json:"host"`
	Why       string    `json:"why"` // "unknown-authority", "wrong-name", "expired", "not-yet-valid", "invalid"
	Subject   string    `json:"subject,omitempty"`
	Issuer    string    `json:"issuer,omitempty"`
	Names     []string  `json:"names,omitempty"`
	NotBefore time.Time `json:"notBefore,omitzero"`
	NotAfter  time.Time `json:"notAfter,omitzero"`
}
