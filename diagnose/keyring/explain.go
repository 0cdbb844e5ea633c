package keyring

// Match says whether a registry key matches an image, and if not, why.
type Match struct {
	Matches  bool
	Via      string // how it matches: "exact", "path", "glob" or "docker-hub-default"; "" for a miss
	Why      string // one sentence for people, without a full stop; for a miss the most likely reason
	Kind     Miss   // the reason for programs, MissNone for a match
	Distance int    // 0 for a match; for a miss, smaller means closer to a match
	Wanted   string // the most similar key that would match; "" for a match or if there is none
}

// Values of Match.Via.
const (
	ViaExact   = "exact"              // the key is the image's host
	ViaPath    = "path"               // the key is the host and a prefix of the image's path
	ViaGlob    = "glob"               // a * in the key matches a part of the host
	ViaDefault = "docker-hub-default" // index.docker.io, which the kubelet tries if nothing else matches
)

// Miss is the reason why a key does not match an image.
type Miss string

// The reasons.
const (
	MissNone       Miss = ""
	MissPort       Miss = "port"
	MissScheme     Miss = "scheme"
	MissCase       Miss = "case"
	MissPath       Miss = "path"
	MissSlash      Miss = "slash"     // missing or extra trailing slash: https://index.docker.io/v1
	MissHubAlias   Miss = "hub-alias" // registry-1.docker.io, hub.docker.com, ... for Docker Hub
	MissRegion     Miss = "region"    // same cloud registry, other account or region
	MissLabels     Miss = "labels"    // number of host labels (*.azurecr.io)
	MissTag        Miss = "tag"       // the key contains a tag or digest
	MissTypo       Miss = "typo"      // look-alike host, by edit distance
	MissWhitespace Miss = "whitespace"
	MissInvalid    Miss = "invalid"
	MissHost       Miss = "host"     // a different host
	MissShadowed   Miss = "shadowed" // an index.docker.io key that a direct docker.io match hides; from ExplainAll only
)

// Explain compares one key with an image, as if there were no other keys: Matches is the result of
// New and Lookup for a secret with this one entry. Why mentions only the key and the image; a user or
// password in the key is masked. Wanted does not contain them.
func Explain(key string, img Image) Match {
	q := newQuestion(img)
	if via := q.matches(key); via != "" {
		return Match{Matches: true, Via: via, Why: q.whyMatch(key, via)}
	}
	return q.nearest(key)
}

// ExplainAll compares all keys of a pod's secrets with an image. Unlike Explain, it reports Docker
// Hub's default key as a miss if any other key matches. The result is in the order of the keys.
func ExplainAll(keys []string, img Image) []Match {
	matches := make([]Match, len(keys))
	direct := ""
	for i, key := range keys {
		matches[i] = Explain(key, img)
		if direct == "" && matches[i].Matches && matches[i].Via != ViaDefault {
			direct = key
		}
	}
	if direct == "" {
		return matches
	}
	for i, m := range matches {
		if m.Via == ViaDefault {
			matches[i] = Match{Kind: MissShadowed, Distance: distanceShadowed, Wanted: "docker.io",
				Why: ShowKey(keys[i]) + " is tried only when no other key matches, and " + ShowKey(direct) + " does"}
		}
	}
	return matches
}

// question is an image that keys are compared with.
type question struct {
	img    Image
	target place
	ok     bool // the name can be parsed as a place
	hub    bool // the kubelet falls back to Docker Hub's key
}

func newQuestion(img Image) question {
	target, err := parsePlace(img.Name)
	return question{img: img, target: target, ok: err == nil, hub: isDefaultRegistry(img.Name)}
}

// matches returns how a key matches the image, "" if it does not.
func (q question) matches(key string) (via string) { return q.via(ParseKey(key)) }

func (q question) whyMatch(key, via string) string {
	shown, host := ShowKey(key), visible(q.img.Registry)
	switch via {
	case ViaPath:
		return shown + " is a prefix of the image name"
	case ViaGlob:
		return "the * in " + shown + " matches a part of " + host
	case ViaDefault:
		return shown + " is Docker Hub's own key"
	}
	return shown + " is the registry of the image"
}
