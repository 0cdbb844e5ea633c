package symptom

// Class is what a message says went wrong. The strings are part of the report
// format: they are added to, never renamed.
type Class string

// The classes, in the order of the report's documentation.
const (
	AuthRequired        Class = "auth-required"        // no or unsuitable credentials: 401, no basic auth credentials
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
	Unknown             Class = "unknown"              // no known wording
)

// Sent is what the wording proves about credentials on the request.
type Sent string

// Not every wording of a runtime shows whether it sent credentials.
const (
	SentUnknown Sent = ""
	SentNo      Sent = "no"  // anonymous token, no basic auth credentials
	SentYes     Sent = "yes" // oauth token, a bare 401 of containerd
)

// Reading is what one waiting state or event means.
type Reading struct {
	Class        Class
	Alternatives []Class // other classes that the message allows, best first; never contains Class
	Text         string  // the deciding part of the message, wrappers peeled off, on one line
	Image        string  // the image that the message names; of an image volume it is not the container's
	Rule         string  // name of the table row that decided
	Exchange             // the request that failed; of several errors, that of the one that decided
	Clock        Clock   // what the message shows of the node's clock
}

// Event is one event of the pod.
type Event struct{ Reason, Message string }
