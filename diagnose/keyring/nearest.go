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

// repair is one way to make a key match the image.
type repair struct {
	key      string // repaired, "" if this repair does not apply
	why      string
	kind     Miss
	distance int
}

// slips are repairs of the text by itself, which apply to any image. moves change the key towards the
// image. In both, a repair that rules out a later explanation comes first.
var (
	slips = []func(question, string) repair{
		question.stripInvisible, question.quotes, question.scheme, question.slash, question.dots, question.letterCase, question.tag,
	}
	moves = []func(question, string) repair{
		question.hubAlias, question.port, question.path, question.portAndPath, question.wildcard, question.typo, question.topLevel, question.labels, question.region,
	}
)

// nearest finds the shortest way from a key to one that matches the image: a single repair, or else
// slips fixed one after the other until one more repair leads to a match. The returned Wanted key is
// known to match.
func (q question) nearest(key string) Match {
	var done []repair
	for current := withoutUserInfo(key); len(done) <= len(slips); {
		var next repair
		for i, try := range append(slips[:len(slips):len(slips)], moves...) {
			r := try(q, current)
			r.key = withoutUserInfo(r.key) // it may have been hidden by a scheme
			if r.key == "" || r.key == current {
				continue
			}
			if q.matches(r.key) != "" {
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

// verdict combines the repairs that together lead to a match into one sentence. The most serious one determines the
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

// elsewhere explains a key that no repair can fix: it is invalid, or for another host.
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
		m.Why = ShowKey(key) + " contains a variable that was never replaced"
	case err != nil:
		m.Kind, m.Distance = MissInvalid, distanceInvalid
		m.Why = "the key " + ShowKey(key) + " cannot be used: " + droppedReason(key, err)
	case host == "":
		m.Kind, m.Distance, m.Why = MissInvalid, distanceInvalid, "the key contains no host"
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

// wanted returns a key that matches the image and is as similar as possible to key: the same with
// the image's host, or only that host. A trailing API version is removed.
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
		if q.matches(candidate) != "" {
			return candidate
		}
	}
	return ""
}
