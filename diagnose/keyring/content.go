package keyring

import (
	"encoding/json"
	"maps"
	"slices"
)

// findContent picks the data key that holds the docker config: the one the kubelet reads, else one
// with a name that people use for it, else any whose content looks like one.
func findContent(s Secret) (dataKey string, content []byte) {
	if key, _, ok := readable(s.Type); ok && len(s.Data[key]) > 0 {
		return key, s.Data[key]
	}
	for _, key := range []string{KeyDockerConfigJSON, KeyDockercfg} {
		if len(s.Data[key]) > 0 {
			return key, s.Data[key]
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.Data)) {
		if looksLikeConfig(s.Data[key]) {
			return key, s.Data[key]
		}
	}
	return "", nil
}

// looksLikeConfig says that a content holds registries, or at least an auths. It does not guess in
// texts that are no JSON, for secrets hold all sorts of things.
func looksLikeConfig(content []byte) bool {
	if inner, ok := unwrapBase64(content); ok {
		content = inner
	} else if m := mend(content); m.text != nil {
		content = m.text
	}
	if !has(content, skipBlank(content, 0), '{') || !json.Valid(content) {
		return false
	}
	found := findLayout(content, true)
	return found.wrapped() || found.entries > 0 && holdsLogin(content, found)
}

// holdsLogin asks for a member of a login in one of the entries: names with dots alone are not
// enough where nothing else says that this is a docker config.
func holdsLogin(content []byte, l layout) bool {
	from := 0
	for m := range members(content, 0) {
		if l.wrapper != "" && m.name == l.wrapper {
			from = m.valueAt
			break
		}
	}
	for m := range members(content, from) {
		for field := range members(content, m.valueAt) {
			if fieldOf(field.name) != "" {
				return true
			}
		}
	}
	return false
}
