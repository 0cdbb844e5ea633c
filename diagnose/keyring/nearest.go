package keyring

import "strings"

// How far a miss is from a match, by its reason: a slip of the keyboard is nearer than another
// host. Several reasons add up.
const (
	distanceShadowed   = 1
	distanceWhitespace = 1
	distanceSlash      = 2
	distanceScheme     = 3
	distanceCase       = 4
	distanceTag        = 5
	distanceHubAlias   = 6
	distancePort       = 7
	distancePath       = 8
	distanceTypo       = 10 // for each letter
	distanceTopLevel   = 30
	distanceLabels     = 40
	distanceRegion     = 45
	distanceInvalid    = 90
	distanceHost       = 100 // and the edit distance on top, up to maxHostEdits
	maxHostEdits       = 99
)

// repair is one way to make a key serve the image.
type repair struct {
	key      string // repaired, "" if this repair has nothing to say
	why      string
	kind     Miss
	distance int
}

// slips are repairs of the text alone, which make sense whatever the image is. moves aim at the
// image. In both, what rules out a later explanation stands first.
var (
	slips = []func(question, string) repair{
		question.unblank, question.quotes, question.scheme, question.slash, question.dots, question.letterCase, question.tag,
	}
	moves = []func(question, string) repair{
		question.hubAlias, question.port, question.path, question.portAndPath, question.wildcard, question.typo, question.topLevel, question.labels, question.region,
	}
)

// nearest finds the shortest way from a key to one that serves the image: one repair that does it,
// or else slips put right one after the other until one more does. What it returns as Wanted has
// been tried.
func (q question) nearest(key string) Match {
	var done []repair
	for current := withoutLogin(key); len(done) <= len(slips); {
		var next repair
		for i, try := range append(slips[:len(slips):len(slips)], moves...) {
			r := try(q, current)
			r.key = withoutLogin(r.key) // a scheme may have hidden it
			if r.key == "" || r.key == current {
				continue
			}
			if q.serves(r.key) != "" {
				return verdict(append(done, r))
			}
			if next.key == "" && i < len(slips) {
				next = r
			}
		}
		if next.key == "" {
			break
		}
		done, current = append(done, next), next.key
	}
	return q.elsewhere(key)
}

// verdict makes one sentence of the repairs that together lead to a match. The gravest names the
// kind.
func verdict(steps []repair) Match {
	m := Match{Wanted: steps[len(steps)-1].key}
	reasons, gravest := make([]string, 0, len(steps)), 0
	for _, step := range steps {
		reasons = append(reasons, step.why)
		m.Distance += step.distance
		if step.distance >= gravest {
			gravest, m.Kind = step.distance, step.kind
		}
	}
	m.Why = strings.Join(reasons, "; and ")
	return m
}

// elsewhere is the verdict on a key that no repair helps: it is unusable, or for another host.
func (q question) elsewhere(key string) Match {
	m := Match{Kind: MissHost, Wanted: q.wanted(key), Distance: distanceHost + maxHostEdits}
	normal, err := normalizeKey(key)
	if err == nil {
		_, err = parsePlace(normal)
	}
	host := keyHost(key)
	switch {
	case strings.Contains(key, "${") || strings.Contains(key, "{{"):
		m.Kind, m.Distance = MissInvalid, distanceInvalid
		m.Why = ShowKey(key) + " holds a variable that was never filled in"
	case err != nil:
		m.Kind, m.Distance = MissInvalid, distanceInvalid
		m.Why = "the key " + ShowKey(key) + " is of no use: " + droppedReason(key, err)
	case host == "":
		m.Kind, m.Distance, m.Why = MissInvalid, distanceInvalid, "the key names no host"
	case host == q.target.host() && strings.HasPrefix(host, "["):
		m.Kind, m.Distance = MissInvalid, distanceInvalid
		m.Why = "an address in brackets without a port never matches, not even itself"
	default:
		m.Why = q.mistakenForHub(key)
		if m.Why == "" {
			m.Why = "the key is for " + visible(keyAuthority(key)) + ", the image is on " + visible(q.img.Registry)
		}
		m.Distance = distanceHost + min(maxHostEdits, Edits(host, q.target.host()))
	}
	return m
}

// wanted is a key that serves the image, as near as possible to what was written: the same with
// the image's host, or that host alone. An API version at the end is left behind.
func (q question) wanted(key string) string {
	scheme, _, path := splitKey(key)
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	if path == "/" || path == "/v1" || path == "/v2" || path == "/v1/" || path == "/v2/" {
		path = ""
	}
	host := q.target.hostPort()
	candidates := []string{scheme + host + path, scheme + host, q.img.Registry, hubKey, "*"}
	if q.onHub() {
		candidates = []string{hubKey}
	}
	for _, candidate := range candidates {
		if q.serves(candidate) != "" {
			return candidate
		}
	}
	return ""
}
