package symptom

import "testing"

func TestRedact(t *testing.T) {
	for in, want := range map[string]string{
		"401 for https://bot:secret@ghcr.io/v2/":             "401 for https://***@ghcr.io/v2/",
		`Get "https://bot:s/ec@ret@ghcr.io/v2/": EOF`:        `Get "https://***@ghcr.io/v2/": EOF`,
		`Get "https://r.example:5000/v2/a@sha256:0": EOF`:    `Get "https://r.example:5000/v2/a@sha256:0": EOF`,
		`Get "https://[::1]:5000/v2/a@sha256:0": EOF`:        `Get "https://[::1]:5000/v2/a@sha256:0": EOF`,
		`Get "https://s3.example/x?X-Amz-Credential=k&b=c"`:  `Get "https://s3.example/x?***"`,
		"sent Authorization: Basic Ym90OnNlY3JldA== to it":   "sent Authorization: Basic *** to it",
		`headers {"Authorization": ["Bearer abc.def"]}`:      `headers {"Authorization": ["Bearer ***"]}`,
		"authorization failed: no basic auth credentials":    "authorization failed: no basic auth credentials",
		`www-authenticate: Bearer realm="https://a.example"`: `www-authenticate: Bearer realm="https://a.example"`,
		"authorization server did not return a token":        "authorization server did not return a token",
	} {
		if got := redact(in); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", in, got, want)
		}
	}
}
