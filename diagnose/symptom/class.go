// Package symptom turns the words of a node (the kubelet's waiting reason and
// message, and the runtime's error inside them) into one class of failure.
//
// Words never prove everything: several runtimes use one sentence for two
// causes. A Reading therefore carries the other classes the same words allow,
// and the diagnosis settles them by evidence.
package symptom

// Class is what a message says went wrong. The strings are part of the report
// format: they are added to, never renamed.
type Class string

// The classes, in the order of the report's documentation.
const (
	AuthRequired        Class = "auth-required"        // no or unsuitable credential: 401, no basic auth credentials
	AccessDenied        Class = "access-denied"        // known but not allowed, or hidden: 403, denied, insufficient_scope
	NotFound            Class = "not-found"            // no such repository, tag, digest or blob
	RateLimited         Class = "rate-limited"         // the registry's own limit: 429, toomanyrequests
	DNS                 Class = "dns"                  // a host name does not resolve
	Connection          Class = "connection"           // refused, reset, time-out, unreachable, proxy
	TLS                 Class = "tls"                  // certificate or handshake
	HTTPvsHTTPS         Class = "http-vs-https"        // one side speaks plain HTTP, the other TLS
	Platform            Class = "platform"             // no image for the node's architecture or system
	InvalidReference    Class = "invalid-reference"    // the image string is no image reference
	NeverPull           Class = "never-pull"           // pull policy Never
	RegistryError       Class = "registry-error"       // 5xx, or an answer that is no registry's
	Disk                Class = "disk"                 // space, extraction, damaged layer, content store
	Policy              Class = "policy"               // signature or admission policy
	Throttled           Class = "throttled"            // the kubelet's own pull limit
	Cancelled           Class = "cancelled"            // deadline or cancelled context
	SecretMissing       Class = "secret-missing"       // a named pull secret could not be read
	CredentialMalformed Class = "credential-malformed" // the kubelet cannot parse a pull secret
	CredentialExpired   Class = "credential-expired"   // the registry says the token has expired
	UnsupportedManifest Class = "unsupported-manifest" // an image format the runtime does not read
	Unknown             Class = "unknown"              // the words say nothing we know
)

// Sent is what the wording proves about a credential on the request.
type Sent string

// A runtime says only sometimes whether it had a credential to send.
const (
	SentUnknown Sent = ""
	SentNo      Sent = "no"  // anonymous token, no basic auth credentials
	SentYes     Sent = "yes" // oauth token, 401 after a HEAD with a login
)

// Reading is what one waiting state says.
type Reading struct {
	Class        Class
	Alternatives []Class // other readings the same words allow, best first; never holds Class
	Text         string  // the deciding part of the message, wrappers peeled off, on one line
	Image        string  // the image that the message names; of an image volume it is not the container's
	Rule         string  // name of the table row that decided
	Exchange             // the request that failed; of several errors, that of the one that decided
	Clock        Clock   // what the message says about the node's clock
}

// Event is one event of the pod: the fields that carry words.
type Event struct{ Reason, Message string }
