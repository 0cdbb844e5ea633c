package symptom

import "slices"

// furthest orders the classes by how far a pull got before it failed; of
// several errors the one that got furthest says most (a credential that is
// accepted beats one that is refused).
var furthest = rank(Unknown, Cancelled, DNS, Connection, HTTPvsHTTPS, TLS, RegistryError, AuthRequired,
	CredentialExpired, AccessDenied, RateLimited, NotFound, Policy, Platform, UnsupportedManifest, Disk,
	Throttled, NeverPull, InvalidReference, SecretMissing, CredentialMalformed)

// registryFirst is for mirrors: the registry's own answer comes first, unless
// it says only that the registry may not be asked (policy) or nothing.
var registryFirst = map[Class]int{Unknown: -2, Policy: -1}

func rank(order ...Class) map[Class]int {
	m := make(map[Class]int, len(order))
	for i, c := range order {
		m[c] = i
	}
	return m
}

// combine makes one reading of several: the best by order, the first of
// equals; the others become alternatives.
func combine(all []Reading, order map[Class]int) Reading {
	best := all[0]
	for _, r := range all[1:] {
		if order[r.Class] > order[best.Class] {
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
