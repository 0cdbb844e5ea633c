package symptom

import "testing"

// A listing cuts long messages, and other programs put words of their own around the kubelet's.
func TestReadWhatIsLeft(t *testing.T) {
	for _, tc := range []struct {
		name, message string
		want          Class
	}{
		{"only the code is left", `Back-off pulling image "r.test/a:1": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "r.test…`, NotFound},
		{"only the code, the dots plain", `rpc error: code = NotFound desc = failed to pull and unpack image "r.test/a:1`, NotFound},
		{"a code the runtimes give to their own failures says nothing", `rpc error: code = Unavailable desc = failed to pull and unpack image "r.test/a:1`, Unknown},
		{"words outweigh the code", `rpc error: code = NotFound desc = failed to pull and unpack image "r.test/a:1": no match for platform in manifest: not found`, Platform},
		{"NotFound before words that say nothing stays open", `rpc error: code = NotFound desc = something happened`, Unknown},
		{"the kubelet's answer to a reader of logs", `container "app" in pod "web-1" is waiting to start: ErrImageNeverPull`, NeverPull},
		{"the same, and it says nothing", `container "app" in pod "web-1" is waiting to start: trying and failing to pull image`, Unknown},
		{"the same with a bad name", `container "app" in pod "web-1" is waiting to start: InvalidImageName`, InvalidReference},
		{"the kubelet's own words stay its own behind it", `container "app" in pod "web-1" is waiting to start: illegal base64 data at input byte 4`, CredentialMalformed},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Read("", tc.message); got.Class != tc.want || got.Image == `app" in pod "web-1"` {
				t.Errorf("%s by %q (image %q), want %s", got.Class, got.Rule, got.Image, tc.want)
			}
		})
	}
}
