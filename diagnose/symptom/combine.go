package symptom

import "slices"

// precedence orders readings of one message.
type precedence struct {
	classes map[Class]int
	byPhase bool // an error after the manifest was read comes before any earlier one
}

// furthest orders by how far a pull got before it failed: of several errors,
// one per credential, the one that got furthest is the most telling. A
// credential that was accepted outranks one that was refused.
var furthest = precedence{byPhase: true, classes: rank(Unknown, Cancelled, DNS, Connection, HTTPvsHTTPS, TLS, RegistryError, AuthRequired,
	CredentialExpired, AccessDenied, RateLimited, NotFound, Policy, Platform, UnsupportedManifest, Disk,
	Throttled, NeverPull, InvalidReference, SecretMissing, CredentialMalformed)}

// registryFirst is for mirrors: the registry's own answer comes first, unless
// the node's policy forbids asking the registry or its error is unknown.
var registryFirst = precedence{classes: map[Class]int{Unknown: -2, Policy: -1}}

func rank(order ...Class) map[Class]int {
	m := make(map[Class]int, len(order))
	for i, c := range order {
		m[c] = i
	}
	return m
}

func (p precedence) less(a, b Reading) bool {
	if p.byPhase && p.late(a) != p.late(b) {
		return p.late(b)
	}
	return p.classes[a.Class] < p.classes[b.Class]
}

// late says whether the manifest had been read.
func (p precedence) late(r Reading) bool {
	return r.Blob() || p.classes[r.Class] >= p.classes[Platform]
}

// combine makes one reading of several: the best by order, the first of
// equals; the others become alternatives.
func combine(all []Reading, order precedence) Reading {
	best := all[0]
	for _, r := range all[1:] {
		if order.less(best, r) {
			best = r
		}
	}
	for _, r := range all {
		if r.Sent == SentYes {
			best.Sent = SentYes // one of several was sent, so the pull was not anonymous
		}
		if r.Class != Unknown {
			best.Alternatives = addClass(best, r.Class)
		}
	}
	for _, r := range all {
		for _, c := range r.Alternatives {
			best.Alternatives = addClass(best, c)
		}
	}
	return best
}

func addClass(r Reading, c Class) []Class {
	if c == r.Class || slices.Contains(r.Alternatives, c) {
		return r.Alternatives
	}
	return append(slices.Clip(r.Alternatives), c)
}
