package keyring

import "testing"

func TestUnquote(t *testing.T) {
	for content, want := range map[string][2]string{
		`{"auths":"{\"ghcr.io\":{\"auth\":\"dTpw\"}}"}`:                  {"auths", `{"auths":{"ghcr.io":{"auth":"dTpw"}}}`},
		`{"auths":"{\"auths\":{\"ghcr.io\":{\"auth\":\"dTpw\"}}}"}`:      {"auths", `{"auths":{"ghcr.io":{"auth":"dTpw"}}}`},
		`{"x":"y","value":"{\"auths\":{\"h.io\":{\"auth\":\"dTpw\"}}}"}`: {"value", `{"auths":{"h.io":{"auth":"dTpw"}}}`},
		`{"value":"{\"h.io\":{\"auth\":\"dTpw\"}}"}`:                     {},
		`{"auths":{"h.io":{"auth":"dTpw"}}}`:                             {},
		`{"auths":""}`:                                                   {}, `{"auths":"{}"}`: {}, `{"auths":"[]"}`: {}, `{"auths":"x"}`: {}, `{`: {}, ``: {},
	} {
		fixed, name, ok := Unquote([]byte(content))
		if ok != (want[0] != "") || name != want[0] || string(fixed) != want[1] {
			t.Errorf("%s: %s in %q, want %q", content, fixed, name, want)
		}
	}
}
