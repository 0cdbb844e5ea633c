package keyring

// Filed is a registry key as the kubelet files it, read once to be held against many images. It
// says only whether the key serves an image; for the reason ask Explain.
type Filed struct {
	normal string
	place  place
	usable bool // the key survives its second parsing
	valid  bool // the kubelet keeps the entry at all
}

// File reads a key as it is written in a secret.
func File(key string) Filed {
	normal, err := normalizeKey(key)
	if err != nil {
		return Filed{}
	}
	p, err := parsePlace(normal)
	return Filed{normal: normal, place: p, usable: err == nil, valid: true}
}

// Target is an image, read once to be held against many keys.
type Target struct{ q question }

// Aim reads an image's name.
func Aim(img Image) Target { return Target{newQuestion(img)} }

// Serves is what Explain says in Matches.
func (f Filed) Serves(t Target) bool { return t.q.via(f) != "" }

// via says how a key matches the image, "" if it does not.
func (q question) via(f Filed) string {
	if !f.valid {
		return ""
	}
	if f.usable && q.ok && f.place.covers(q.target) {
		switch {
		case f.place.host() != q.target.host():
			return ViaGlob
		case f.place.path != "":
			return ViaPath
		}
		return ViaExact
	}
	if q.hub && f.normal == hubHost {
		return ViaDefault
	}
	return ""
}
