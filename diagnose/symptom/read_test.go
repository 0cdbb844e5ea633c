package symptom

import (
	"strings"
	"testing"
)

const (
	pullBackoff = `Back-off pulling image "registry.lab.test:5000/team/app:1.0"`
	oauthText   = `failed to authorize: failed to fetch oauth token: unexpected status from GET request to http://token.lab.test:5001/token?scope=x: 401 Unauthorized`
)

func TestReadTakesTheMessageApart(t *testing.T) {
	for _, tc := range []struct{ name, message, text, host, image string }{
		{
			"containerd 1.7 back-off",
			pullBackoff + `: ErrImagePull: failed to pull and unpack image "registry.lab.test:5000/team/app:1.0": failed to resolve reference "registry.lab.test:5000/team/app:1.0": ` + oauthText,
			oauthText, "token.lab.test:5001", "registry.lab.test:5000/team/app:1.0",
		},
		{
			"containerd 2 with a body on its own line",
			`failed to pull and unpack image "r.test/a:1": failed to resolve image: unexpected status from HEAD request to https://r.test/v2/a/manifests/1: 403 Forbidden` + "\ndenied",
			"unexpected status from HEAD request to https://r.test/v2/a/manifests/1: 403 Forbidden denied", "r.test", "r.test/a:1",
		},
		{
			"DNS names the host that failed, not the registry",
			`failed to do request: Head "https://r.test/v2/a/manifests/1": dial tcp: lookup mirror.test on 10.0.0.1:53: no such host`,
			`failed to do request: Head "https://r.test/v2/a/manifests/1": dial tcp: lookup mirror.test on 10.0.0.1:53: no such host`, "mirror.test", "",
		},
		{
			"a proxy is the host that failed",
			`Head "https://r.test/v2/": proxyconnect tcp: dial tcp 10.9.9.9:3128: connect: connection refused`,
			`Head "https://r.test/v2/": proxyconnect tcp: dial tcp 10.9.9.9:3128: connect: connection refused`, "10.9.9.9:3128", "",
		},
		{
			"a link for the reader is no host",
			"rpc error: code = Unknown desc = Error response from daemon: unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.",
			"unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.", "", "",
		},
		{
			"CRI-O with the artifact echo",
			`unable to pull image or OCI artifact: pull image err: initializing source docker://r.test/a:1: pinging container registry r.test: EOF; artifact err: get manifest: EOF`,
			"pinging container registry r.test: EOF", "r.test", "r.test/a:1",
		},
		{
			"no image name to peel, IPv6 brackets are no list",
			"[::1]:5000/a:1: not found", "[::1]:5000/a:1: not found", "", "",
		},
		{
			"logins and signatures in a URL are not repeated",
			`Get "https://bot:pw@r.test/v2/a?sig=abc": EOF`, `Get "https://***@r.test/v2/a?***": EOF`, "r.test", "",
		},
		{
			"a back-off without its cause keeps its sentence",
			pullBackoff, pullBackoff, "", "registry.lab.test:5000/team/app:1.0",
		},
		{
			"docker names the image in the middle",
			"Error response from daemon: manifest for acme/web:9 not found: manifest unknown: manifest unknown",
			"manifest for acme/web:9 not found: manifest unknown: manifest unknown", "", "acme/web:9",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := Read("ErrImagePull", tc.message)
			if got.Text != tc.text {
				t.Errorf("text  %q\nwant  %q", got.Text, tc.text)
			}
			if got.Host != tc.host || got.Image != tc.image {
				t.Errorf("host %q image %q, want %q %q", got.Host, got.Image, tc.host, tc.image)
			}
		})
	}
}

// Whatever an image, tag or host is called, the reading stays the same.
func TestNamesDoNotDecide(t *testing.T) {
	for _, name := range []string{
		"x509/app:1", "r.test/toomanyrequests/no-basic-auth:denied", "notfound.test:5000/timeout:1.0", "r.test/429:500",
		"r.test/a/unauthorized@sha256:00", "connection-refused.test/a:404", "expired-token.test/has.expired:1", "localhost:5000/i/o/timeout:401",
	} {
		for want, message := range map[Class]string{
			NotFound:      `rpc error: code = NotFound desc = failed to pull and unpack image "` + name + `": failed to resolve reference "` + name + `": ` + name + `: not found`,
			TLS:           `failed to pull and unpack image "` + name + `": failed to resolve image: failed to do request: Head "https://` + name + `": x509: certificate signed by unknown authority`,
			AccessDenied:  `rpc error: code = Unknown desc = Error response from daemon: pull access denied for ` + name + `, repository does not exist or may require 'docker login'`,
			RegistryError: `initializing source docker://` + name + `: received unexpected HTTP status: 502 Bad Gateway`,
			NeverPull:     `Container image "` + name + `" is not present with pull policy of Never`,
			Unknown:       `Back-off pulling image "` + name + `"`,
		} {
			if got := Read("ErrImagePull", message); got.Class != want {
				t.Errorf("%s: got %s by %s for %s", name, got.Class, got.Rule, message)
			}
		}
	}
}

// A message cut off by the event's length limit still reads the same, down to
// the place where its words begin.
func TestCutMessages(t *testing.T) {
	for full, keep := range map[string]string{
		`failed to pull and unpack image "r.test/a:1": failed to resolve image: pull access denied, repository does not exist`:                 "pull access denied",
		`failed to do request: Head "https://r.test/v2/a/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown`: "tls: f",
		`unexpected status from HEAD request to https://r.test/v2/a/manifests/1: 401 Unauthorized`:                                             ": 401",
	} {
		want := Read("ErrImagePull", full).Class
		end := strings.Index(full, keep) + len(keep)
		for n := end; n <= len(full); n++ {
			if got := Read("ErrImagePull", full[:n]); got.Class != want {
				t.Errorf("%q: %s, want %s", full[:n], got.Class, want)
			}
		}
	}
}

func TestJoinedErrors(t *testing.T) {
	refused := `failed to pull and unpack image "r.test/a:1": failed to resolve image: ` + oauthText
	anonymous := strings.ReplaceAll(refused, "oauth", "anonymous")
	absent := `rpc error: code = NotFound desc = failed to pull and unpack image "r.test/a:1": failed to resolve image: r.test/a:1: not found`
	for _, tc := range []struct {
		name, message string
		class         Class
		sent          Sent
		also          Class
	}{
		{"refused and anonymous", "[" + anonymous + ", " + refused + "]", AuthRequired, SentYes, CredentialExpired},
		{"the one that got furthest", "[" + refused + ", " + absent + "]", NotFound, SentYes, AuthRequired},
		{"cut off before the bracket", "[" + absent + ", " + refused[:len(refused)-20], NotFound, SentYes, AuthRequired},
		{"a layer is later than a refused token", "[" + refused + `, failed to pull and unpack image "r.test/a:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://cdn.test/x: 403 Forbidden]`, RegistryError, SentYes, AuthRequired},
		{"in any order", `[failed to pull and unpack image "r.test/a:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://cdn.test/x: 403 Forbidden, ` + refused + "]", RegistryError, SentYes, AuthRequired},
		{"commas inside an error", `[Error response from daemon: pull access denied for a, repository does not exist, or may require login, ` + absent + `]`, NotFound, SentUnknown, AccessDenied},
	} {
		got := Read("ErrImagePull", tc.message)
		if got.Class != tc.class || got.Sent != tc.sent {
			t.Errorf("%s: %s sent %q by %s", tc.name, got.Class, got.Sent, got.Rule)
		}
		found := false
		for _, c := range got.Alternatives {
			found = found || c == tc.also
			if c == got.Class {
				t.Errorf("%s: the class is its own alternative", tc.name)
			}
		}
		if !found {
			t.Errorf("%s: no alternative %s in %v", tc.name, tc.also, got.Alternatives)
		}
	}
}
