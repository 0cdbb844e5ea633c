package keyring

import (
	"encoding/json"
	"maps"
	"slices"
)

// findContent returns the data key that contains the Docker config: the one the kubelet reads, else one
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

// looksLikeConfig reports whether content contains registries, or at least an auths. It does not guess
// about text that is not JSON, because secrets contain all kinds of data.
func looksLikeConfig(content []byte) bool {
	if inner, ok := unwrapBase64(content); ok {
		content = inner
	} else if m := repairText(content); m.text != nil {
		content = m.text
	}
	if !has(content, skipSpace(content, 0), '{') || !json.Valid(content) {
		return false
	}
	found := findLayout(content, true)
	return found.wrapped() || found.entries > 0 && hasCredentialField(content, found)
}

// hasCredentialField reports whether one of the entries has a credential field: names with dots are not
// enough if nothing else shows that this is a Docker config.
func hasCredentialField(content []byte, l layout) bool {
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
