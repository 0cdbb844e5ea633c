package logins

import (
	"cmp"
	"maps"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// mostOthers is how many credentials for other registries are named.
const mostOthers = 5

// others names the entries in the file that are for other registries, with the
// reason why each does not match. Their credentials are not read.
func (c config) others(registry, source string) []Found {
	img, err := keyring.ParseImage(registry + "/image")
	if err != nil {
		return nil
	}
	keys := map[string]bool{}
	for key := range c.Auths {
		keys[key] = true
	}
	for key := range c.CredHelpers {
		keys[key] = true
	}
	var out []Found
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if host, _ := splitKey(key); host == canonical(registry) {
			continue
		}
		m := keyring.Explain(key, img)
		if m.Matches {
			continue
		}
		out = append(out, Found{Source: source, Host: key, Other: true, distance: m.Distance, why: m.Why,
			Unusable: "These credentials are not for " + registry + ": " + m.Why + "."})
	}
	return out
}

// nearest are the credentials for other registries whose keys are most similar.
func nearest(list []Found) []Found {
	slices.SortStableFunc(list, func(a, b Found) int { return cmp.Compare(a.distance, b.distance) })
	return list[:min(len(list), mostOthers)]
}
