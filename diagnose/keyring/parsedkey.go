package keyring

// ParsedKey is a registry key as the kubelet stores it, parsed once to be compared with many images. It
// says only whether the key matches an image; Explain gives the reason.
type ParsedKey struct {
	normal string
	place  place
	usable bool // the key passes its second parsing
	valid  bool // the kubelet keeps the entry at all
}

// ParseKey parses a key as it is written in a secret.
func ParseKey(key string) ParsedKey {
	normal, err := normalizeKey(key)
	if err != nil {
		return ParsedKey{}
	}
	p, err := parsePlace(normal)
	return ParsedKey{normal: normal, place: p, usable: err == nil, valid: true}
}

// Target is an image, parsed once to be compared with many keys.
type Target struct{ q question }

// TargetOf parses an image's name.
func TargetOf(img Image) Target { return Target{newQuestion(img)} }

// Matches reports the same as Match.Matches of Explain.
func (k ParsedKey) Matches(t Target) bool { return t.q.via(k) != "" }

// via returns how a key matches the image, "" if it does not.
func (q question) via(k ParsedKey) string {
	if !k.valid {
		return ""
	}
	if k.usable && q.ok && k.place.covers(q.target) {
		switch {
		case k.place.host() != q.target.host():
			return ViaGlob
		case k.place.path != "":
			return ViaPath
		}
		return ViaExact
	}
	if q.hub && k.normal == hubHost {
		return ViaDefault
	}
	return ""
}
