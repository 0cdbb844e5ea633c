package keyring

// Match says whether a registry key serves an image, and if not, why.
type Match struct {
	Matches  bool
	Via      string // how it matches: "exact", "path", "glob" or "docker-hub-default"; "" for a miss
	Why      string // one sentence for people, without a full stop; for a miss the nearest reason
	Kind     Miss   // machine word for the reason, MissNone for a match
	Distance int    // 0 for a match; for a miss the smaller, the nearer the key is to serving the image
	Wanted   string // a key that would have matched, closest to what was written; "" for a match or if there is none
}

// Values of Match.Via.
const (
	ViaExact   = "exact"              // the key is the image's host
	ViaPath    = "path"               // the host, and the beginning of the image's path
	ViaGlob    = "glob"               // a * in the key stands for a part of the host
	ViaDefault = "docker-hub-default" // index.docker.io, which the kubelet tries when nothing else matches
)

// Miss is the reason why a key does not serve an image.
type Miss string

// The reasons.
const (
	MissNone       Miss = ""
	MissPort       Miss = "port"
	MissScheme     Miss = "scheme"
	MissCase       Miss = "case"
	MissPath       Miss = "path"
	MissSlash      Miss = "slash"     // missing or surplus last slash: https://index.docker.io/v1
	MissHubAlias   Miss = "hub-alias" // registry-1.docker.io, hub.docker.com, ... for Docker Hub
	MissRegion     Miss = "region"    // same cloud registry, other account or region
	MissLabels     Miss = "labels"    // number of host labels (*.azurecr.io)
	MissTag        Miss = "tag"       // the key carries a tag or digest
	MissTypo       Miss = "typo"      // look-alike host, by edit distance
	MissWhitespace Miss = "whitespace"
	MissInvalid    Miss = "invalid"
	MissHost       Miss = "host"     // simply another host
	MissShadowed   Miss = "shadowed" // an index.docker.io key that a direct docker.io match hides; from ExplainAll only
)

// Explain judges one key against an image by itself, as if no other key were around: Matches is
// what New and Lookup say of a secret with this one entry. Why names the key and the image only; a
// user or password in the key is hidden in it. Wanted, too, comes without them.
func Explain(key string, img Image) Match {
	q := newQuestion(img)
	if via := q.serves(key); via != "" {
		return Match{Matches: true, Via: via, Why: q.whyMatch(key, via)}
	}
	return q.nearest(key)
}

// ExplainAll judges the keys of a pod's secrets together: it differs from Explain in that any direct
// match hides Docker Hub's default key. The result is in the order of the keys.
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

// question is an image that keys are held against.
type question struct {
	img    Image
	target place
	ok     bool // the name can be read as a place
	hub    bool // the kubelet falls back to Docker Hub's key
}

func newQuestion(img Image) question {
	target, err := parsePlace(img.Name)
	return question{img: img, target: target, ok: err == nil, hub: isDefaultRegistry(img.Name)}
}

// serves says how a key matches the image, "" if it does not.
func (q question) serves(key string) (via string) { return q.via(File(key)) }

func (q question) whyMatch(key, via string) string {
	shown, host := ShowKey(key), visible(q.img.Registry)
	switch via {
	case ViaPath:
		return shown + " is where the name of the image begins"
	case ViaGlob:
		return "the * in " + shown + " stands for a part of " + host
	case ViaDefault:
		return shown + " is Docker Hub's own key"
	}
	return shown + " is the registry of the image"
}
