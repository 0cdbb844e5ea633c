package symptom

// Exchange is the request of a pull that failed, and the answer to it. Each
// field is zero where the message does not settle it.
type Exchange struct {
	Phase     Phase     // the step of the pull that failed
	Method    string    // GET, HEAD or POST
	URL       string    // the URL requested, without credentials and signatures; after redirects
	Host      string    // host[:port] that answered or failed; that of URL unless a look-up or a proxy failed
	Target    Responder // what Host is to the image: registry, token server, blob store, mirror or proxy
	Responder Responder // who answered; NoAnswer where no HTTP answer arrived
	Status    int       // HTTP status of the answer
	Code      string    // error code of the registry (DENIED) or of the storage (AccessDenied), as their APIs spell it
	Body      Body      // kind of the answer's body
	Sent      Sent      // whether the request carried credentials
}

// Responder is a party of an exchange. The strings are part of the report
// format: they are added to, never renamed.
type Responder string

// The parties of a pull.
const (
	UnknownResponder Responder = ""
	Registry         Responder = "registry"     // the image's registry, by its own host or that of its API
	TokenServer      Responder = "token-server" // issues the tokens for the registry
	BlobStore        Responder = "blob-store"   // serves layers and configs by signed URLs: S3, GCS, Azure, a CDN
	Mirror           Responder = "mirror"       // another registry that the node asks instead
	Proxy            Responder = "proxy"        // between the node and the registry: an HTTP proxy or a gateway
	NoAnswer         Responder = "nobody"       // no HTTP answer: DNS, connection, TLS, time-out
)

// Answered reports whether an HTTP answer arrived, from whichever party.
func (e Exchange) Answered() bool {
	switch e.Responder {
	case NoAnswer:
		return false
	case UnknownResponder, Proxy:
		return e.Status != 0 || e.Code != "" || e.Body != BodyUnknown
	}
	return true
}

// Blob reports whether the request was for a layer or a config, so that the
// manifest had been read before.
func (e Exchange) Blob() bool {
	return e.Phase == PhaseConfig || e.Phase == PhaseLayer || e.Target == BlobStore
}

// ManifestRead reports whether the pull got past the manifest, so that the
// registry had let the node in.
func (e Exchange) ManifestRead() bool {
	return e.Blob() || e.Phase == PhaseUnpack || e.Phase == PhaseVerify
}

// TakesCredentials reports whether the credentials of the pod could have
// changed the answer: the registry, its token server or a mirror answered, or,
// before the manifest was read, a party that the message does not name. It is
// false for the pause image, which a node pulls without the pod's secrets, for
// a web page, which no registry sends, and for a server's own failure.
func (e Exchange) TakesCredentials() bool {
	if e.Phase == PhaseSandbox || e.Phase == PhaseLocal || e.Body == BodyHTML || e.Status >= 500 || !e.Answered() {
		return false
	}
	switch e.Responder {
	case Registry, TokenServer, Mirror:
		return true
	case UnknownResponder:
		return e.Target != Proxy && !e.Blob()
	}
	return false
}

// HostRole says what a host does for a registry, both as host[:port]: Registry
// for another name of its API, TokenServer, BlobStore, or UnknownResponder
// where it is not known. It extends what this package knows itself.
type HostRole func(registry, host string) Responder
