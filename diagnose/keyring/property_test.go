package keyring

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// nasty builds keys out of the pieces that keys go wrong with.
type nasty struct{ *rand.Rand }

func (n nasty) pick(from ...string) string { return from[n.IntN(len(from))] }

func (n nasty) host() string {
	return n.pick("ghcr.io", "gchr.io", "GHCR.io", "docker.io", "index.docker.io", "registry-1.docker.io", "localhost", "LOCALHOST", "nginx", "library",
		"*.io", "*", "*.*", "**.io", "docker.*", "g*.io", "[::1]", "[2001:db8::1]", "[::]", "10.0.0.1", "10.0.0.*", "reg_1.example.com", "r.example.com",
		"example.com", "*.example.com", "r?.example.com", "r[0-9].example.com", "a.b.azurecr.io", "*.azurecr.io", "", ".", "ghcr.io.", "ghсr.io", "%67hcr.io",
		"1.dkr.ecr.us-east-1.amazonaws.com", "1.dkr.ecr.eu-west-1.amazonaws.com", "us-docker.pkg.dev", "${HOST}", `gh\cr.io`, "[::1%25eth0]")
}

// key is wholly nasty, or the image's own registry with one nasty end.
func (n nasty) key(img Image) string {
	if n.IntN(3) == 0 {
		return n.pick("", "https://", "http://") + n.pick(img.Registry, img.Name) + n.pick("", "/", "/v1/", "/v2/", "/v2", "?q", "#f", " ")
	}
	var key strings.Builder
	key.WriteString(n.pick("", "", "", "https://", "http://", "HTTPS://", "https:/", "https:", "//", "oci://", " ", "\t", "\ufeff", "'", "u:p@", "https://u:p@", "https://u@"))
	key.WriteString(n.host())
	key.WriteString(n.pick("", "", "", "", ":5000", ":443", ":", ":*", ":05000", ":80:80"))
	for range n.IntN(3) {
		key.WriteString(n.pick("/", "/v1", "/v2", "/v1/", "/v2/", "/V1/", "/team", "/Team", "/library/nginx", "/nginx", "//", "/*", "/%41", "/%25", "/%2541", "/%zz",
			":tag", "@sha256:ab", "?q", "#f", "/../x", "/ü", "/a b", ";x"))
	}
	key.WriteString(n.pick("", "", "", "", " ", "\n", "\u200b", "\u00a0", "'", "/", "\x00"))
	return key.String()
}

func (n nasty) image() string {
	return n.pick("nginx", "library/nginx:1", "docker.io/team/x", "index.docker.io/team/x", "ghcr.io/team/app", "ghcr.io/Team/app", "localhost/app", "localhost:5000/app",
		"LOCALHOST/app", "[::1]:5000/app", "[::1]/app", "[2001:db8::1]/app", "10.0.0.1/app", "10.0.0.1:5000/team/app", "reg_1.example.com/app", "r.example.com/team/app",
		"r1.example.com:5000/app", "example.com/app", "example.com", "example.com:5000", "a.b.azurecr.io/app", "x.azurecr.io/team", "DOCKER.IO/nginx", "GHCR.io/team/app",
		"1.dkr.ecr.us-east-1.amazonaws.com/team", "eu-docker.pkg.dev/p/r/i", "registry/app", "ghcr.io/a@sha256:"+strings.Repeat("a", 64))
}

// Explain must say what the keyring does, for whatever key, and its advice must hold.
func TestExplainAgreesWithKeyring(t *testing.T) {
	n := nasty{rand.New(rand.NewPCG(1, 36))}
	var served, missed int
	for range 5000 {
		img, err := ParseImage(n.image())
		if err != nil {
			continue
		}
		key := n.key(img)
		checkExplain(t, key, img)
		if Explain(key, img).Matches {
			served++
			continue
		}
		missed++
	}
	if served < 500 || missed < 500 {
		t.Errorf("%d keys that serve and %d that miss prove little", served, missed)
	}
}

// A key alone and the same key among others in one keyring are the same to an image that nothing
// else serves.
func TestManyKeysFindTheSame(t *testing.T) {
	n := nasty{rand.New(rand.NewPCG(2, 36))}
	for range 300 {
		img, err := ParseImage(n.image())
		if err != nil {
			continue
		}
		var secrets []Secret
		var keys []string
		for range 8 {
			keys = append(keys, n.key(img))
			secrets = append(secrets, oneEntry(t, keys[len(keys)-1]))
		}
		all, err := New(secrets)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, m := range ExplainAll(keys, img) {
			if m.Matches {
				want++
			}
		}
		if got := len(all.Lookup(img)); got != want {
			t.Errorf("keys %q, image %q: %d credentials, ExplainAll names %d", keys, img.Name, got, want)
		}
	}
}
