package symptom

import "strings"

// Phase is a step of a pull. The strings are part of the report format: they
// are added to, never renamed.
type Phase string

// The steps, in the order in which a pull takes them.
const (
	PhaseUnknown  Phase = ""
	PhaseLocal    Phase = "local"    // on the node, before any request
	PhaseToken    Phase = "token"    // a token for the registry
	PhaseResolve  Phase = "resolve"  // the manifest by tag, or the registry's /v2/
	PhaseManifest Phase = "manifest" // a manifest by digest, or the choice of one from an index
	PhaseConfig   Phase = "config"   // the image's config
	PhaseLayer    Phase = "layer"    // a layer
	PhaseUnpack   Phase = "unpack"   // storing a layer on the node
	PhaseVerify   Phase = "verify"   // digests, signatures and the node's policy
	PhaseSandbox  Phase = "sandbox"  // any step of pulling the pause image
)

// phaseRule maps wordings to a step.
type phaseRule struct {
	phase Phase
	any   []string // patterns, see matches
	not   []string
}

// phaseWords are wordings that name the step whatever the URL is; the first
// that matches decides. They are matched against masked text.
var phaseWords = []phaseRule{
	{phase: PhaseLocal, any: []string{
		"is blocked in", "short-name", "short name mode", "unqualified-search", "unqualified search registries", "no resolve hosts", "no pull hosts",
		"dial unix", "transport: error while dialing", "docker daemon running", "docker daemon is not running", "cannot connect to the docker daemon",
	}},
	{phase: PhaseToken, any: []string{
		"fetch oauth token", "fetch anonymous token", "requesting bearer token", "requesting bear token", "retrieve auth token", "decode token response",
		"get any token", "did not include a token", "no token in", "token exchange failed", "missing username or secret", "token auth challenge",
		"incorrect username or password", "http basic: access denied", "no realm specified", "failed to fetch token", "failed to authorize", "login attempt to",
	}, not: []string{"pull access denied, repository"}},
	{phase: PhaseVerify, any: []string{
		"signature validation failed", "signaturevalidationfailed", "source image rejected", "signature was required", "reading signatures", "parsing signature", "security validate failed",
		"invalid policy in", "image verifier", "blocking pull of", "cryptographic signature", "trust data", "content trust",
	}},
	{phase: PhaseConfig, any: []string{
		"pulling image configuration", "parsing image configuration", "config.v1+json) from remote", "image.v1+json) from remote", "reading config blob", "fetching config", `ref "config-`,
	}, not: []string{"manifest sha256", "media type text"}},
	{phase: PhaseVerify, any: []string{
		"unexpected commit digest", "unexpected commit size", "digest did not match", "digest mismatch", "digests did not match", "verification failed for digest", "wrong diff id", "unexpected digest",
		"does not match digest", "manifest verification failed", "failed size validation", "failed commit on ref", "doesn't match manifest digest", "wrong digest", "size mismatch",
	}},
	{phase: PhaseLayer, any: []string{
		"happened during read", "short read", "expected number of bytes", "download failed after attempts", "tar+gzip) from remote", "tar.gzip) from remote", "tar) from remote",
		"fetching blob", "reading blob",
	}},
	{phase: PhaseManifest, any: []string{
		"no match for platform", "no matching manifest", "manifest list", "image index for", "index.v1+json) from remote", "manifest.v1+json) from remote",
	}, not: []string{"writing blob"}},
	{phase: PhaseUnpack, any: []string{
		"failed to extract layer", "failed to register layer", "applylayer", "untar re-exec", "processing tar file", "adding layer", "committing the finished image", "failed to prepare extraction snapshot",
		"unable to prepare extraction snapshot", "mount callback failed", "failed to apply layer", "apply layer error", "error unpacking image", "unpigz", "create snapshot", "creating snapshot", "failed to create snapshot",
		"failed to mount", "failed to convert whiteout", "initialize unpacker", "storing blob",
	}},
}

// lateWords name the step where neither phaseWords nor the URL does.
var lateWords = []phaseRule{
	{phase: PhaseManifest, any: []string{"failed to copy*toomanyrequests", "failed to copy*too many requests", "could not fetch content descriptor"}},
	{phase: PhaseLayer, any: []string{"httpreadseeker", "httpreaderseeker", "writing blob", "failed to copy"}},
	{phase: PhaseUnpack, any: []string{"failed to unpack"}, not: []string{"media type", "mediatype"}},
	{phase: PhaseResolve, any: []string{
		"pinging ", "reading manifest", "fetching manifest", "determining manifest mime type", "failed to resolve", "manifest for @", "trying to pull repository", "pull access denied", "does not exist or no pull access", "registry endpoint",
		"pulling from host", "[manifests", "initializing source", "manifest unknown", "manifest_unknown", "name unknown", "name_unknown", "repository @ not found", "get image config descriptor", "failed to unpack image",
		"media type text", "no basic auth credentials", "pulling repository", "requesting tags",
	}},
}

// phaseByClass is the step that a class implies where no wording names one.
var phaseByClass = map[Class]Phase{
	NeverPull: PhaseLocal, Throttled: PhaseLocal, InvalidReference: PhaseLocal, SecretMissing: PhaseLocal,
	CredentialMalformed: PhaseLocal, Platform: PhaseManifest, UnsupportedManifest: PhaseManifest, Disk: PhaseUnpack,
}

// tokenPaths are path endings of the token servers of registries.
var tokenPaths = []string{"/token", "/jwt/auth", "/proxy_auth", "/oauth2/exchange", "/v2/auth", "/docker-auth/auth", "/auth", "/service/token/"}

// phaseOfURL reads the step from the URL requested, "" where it does not say.
func phaseOfURL(u string) Phase {
	path, query, _ := strings.Cut(pathOf(u), "?")
	switch {
	case strings.Contains(path, "/manifests/sha256"), strings.Contains(path, "/manifests/sha512"):
		return PhaseManifest
	case strings.Contains(path, "/manifests/"), strings.HasSuffix(path, "/manifests"):
		return PhaseResolve
	case strings.Contains(path, "/blobs/"), strings.HasSuffix(path, "/blobs"):
		return PhaseLayer
	case strings.Contains(query, "scope=repository"):
		return PhaseToken
	}
	if strings.Contains(path, "/sha256") {
		return PhaseLayer
	}
	for _, end := range tokenPaths {
		if strings.HasSuffix(path, end) {
			return PhaseToken
		}
	}
	if path == "/v2/" || path == "/v2" || path == "/v1/_ping" || path == "/" || path == "" {
		return PhaseResolve
	}
	return PhaseUnknown
}

// findPhase reads the step from what the words say, the class and its row, the
// URL requested and the wrappers that were peeled off.
func findPhase(w wording, t *subject, class Class, rule, called string, outer Phase) Phase {
	if phase, ok := phaseByRule[rule]; ok {
		return phase
	}
	switch {
	case outer == PhaseConfig:
		return outer
	case w.early == PhaseUnpack && unreached(class):
		return PhaseLayer // stored while it arrives
	case w.early != PhaseUnknown:
		return w.early
	}
	if called != "" {
		if phase := phaseOfURL(called); phase != PhaseUnknown {
			return phase
		}
		if t.has("failed to copy") {
			return PhaseLayer // a signed URL without a telling path
		}
	}
	if phase, ok := phaseByClass[class]; ok {
		return phase
	}
	if w.late == PhaseResolve && t.digest {
		return PhaseManifest
	}
	if w.late != PhaseUnknown {
		return w.late
	}
	if outer == PhaseUnknown && called != "" {
		return PhaseResolve
	}
	if outer == PhaseUnknown && t.daemon && (answered[class] || class == Policy || class == HTTPvsHTTPS) {
		return PhaseResolve // the daemon names the later steps
	}
	return outer
}

// phaseByRule is for rows of the table that are about no pull at all, or about
// one step whatever else they say.
var phaseByRule = map[string]Phase{
	"not-a-pull": PhaseUnknown, "pod-network": PhaseUnknown, "oci-start": PhaseUnknown,
	"runtime-socket": PhaseLocal, "never-pull": PhaseLocal, "qps": PhaseLocal, "secret-event": PhaseLocal,
}

func firstPhase(rules []phaseRule, t *subject) Phase {
	for i := range rules {
		if t.hasAny(rules[i].any) && !t.hasAny(rules[i].not) {
			return rules[i].phase
		}
	}
	return PhaseUnknown
}
