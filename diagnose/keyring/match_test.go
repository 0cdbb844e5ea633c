package keyring

import "testing"

type globVector struct {
	Glob    string  `json:"glob"`
	Target  string  `json:"target"`
	Matches bool    `json:"matches"`
	Error   *string `json:"error"`
}

// A credential plugin's matchImages go by the bare comparison, without the normalising of keys.
func TestPlaceVectors(t *testing.T) {
	for _, v := range readVectors[globVector](t, "plugin_match_images.json") {
		glob, globErr := parsePlace(v.Glob)
		target, targetErr := parsePlace(v.Target)
		parsed := globErr == nil && targetErr == nil
		if got := parsed && glob.covers(target); got != v.Matches {
			t.Errorf("%q covers %q: %v, want %v", v.Glob, v.Target, got, v.Matches)
		}
	}
}

func TestIsDefaultRegistry(t *testing.T) {
	tests := map[string]bool{
		"docker.io/library/nginx":  true,
		"index.docker.io/org/app":  true,
		"localhost/app":            true,
		"DOCKERHUB/app":            true,
		"nginx":                    true,
		"localhost:5000/app":       false,
		"quay.io/app":              false,
		"registry-1.docker.io/app": false,
		"/app":                     false,
		"":                         false,
	}
	for name, want := range tests {
		if got := isDefaultRegistry(name); got != want {
			t.Errorf("isDefaultRegistry(%q) = %v", name, got)
		}
	}
}
