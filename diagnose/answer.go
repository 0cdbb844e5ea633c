package diagnose

import "time"

// RegistryVerdict is what a registry's response means for one image and one
// credential.
type RegistryVerdict string

// The verdicts.
const (
	VerdictCanPull          RegistryVerdict = "can-pull"
	VerdictWrongCredentials RegistryVerdict = "wrong-credentials"     // the credentials are rejected
	VerdictNoRight          RegistryVerdict = "no-right"              // accepted, but without access to this image
	VerdictNoSuchImage      RegistryVerdict = "no-such-image"         // the repository, tag or digest does not exist
	VerdictDeniedOrAbsent   RegistryVerdict = "denied-or-absent"      // the registry does not distinguish
	VerdictRateLimited      RegistryVerdict = "rate-limited"          //
	VerdictUnreachable      RegistryVerdict = "unreachable-from-here" // no usable response; proves nothing about the node
	VerdictUntrusted        RegistryVerdict = "untrusted-from-here"   // TLS: this computer does not trust the certificate
	VerdictNotAsked         RegistryVerdict = "not-asked"             // Text says why
)

// NotAsked is why no request was sent to a registry.
type NotAsked string

// The reasons.
const (
	NotAskedPolicy     NotAsked = "policy"     // the rules for sending credentials forbid it
	NotAskedTokenHost  NotAsked = "token-host" // the registry names a token server that is not known to belong to it
	NotAskedBudget     NotAsked = "budget"     // the limit of requests is reached
	NotAskedUnreadable NotAsked = "unreadable" // the pull secret cannot be read
	NotAskedNotNeeded  NotAsked = "not-needed" // earlier credentials can pull the image
	NotAskedCancelled  NotAsked = "cancelled"
)

// AnonymousCredentials is RegistryAnswer.Credentials of a pull without credentials.
const AnonymousCredentials = "anonymous"

// RegistryAnswer is a registry's response to a request from this computer, for
// one image and one set of credentials. Every string is sanitized for a
// terminal, and none contains credentials.
type RegistryAnswer struct {
	Credentials string // name of the pull secret, or "anonymous"
	Key         string // registry key in the pull secret
	Username    string // "" for an entry without credentials
	Host        string // the registry's host, with port if one is written
	TokenHost   string
	Verdict     RegistryVerdict
	NotAsked    NotAsked // only with VerdictNotAsked
	Status      int      // HTTP status that decided the verdict, 0 for none
	Digest      string   // of the manifest that the tag refers to
	Platforms   []string
	Access      []string // access to the repository that the token grants, if it can be decoded
	RateLimit   *RegistryRateLimit
	NearTags    []string // existing tags that the missing one may be a misspelling of
	Certificate *RegistryCertificate
	Proxy       string // host and port of the proxy that was used
	Text        string // sentences; a registry's own words are in quotation marks
}

// RegistryRateLimit is how many pulls a registry still allows.
type RegistryRateLimit struct {
	Limit     int
	Remaining int
	Window    string // "6h"
	Counts    string // "account", or "address" (this computer's, not the node's)
}

// RegistryCertificate describes a certificate that this computer does not
// trust.
type RegistryCertificate struct {
	Host      string
	Why       string // "unknown-authority", "wrong-name", "expired", "not-yet-valid", "invalid"
	Subject   string
	Issuer    string
	Names     []string
	NotBefore time.Time
	NotAfter  time.Time
}
