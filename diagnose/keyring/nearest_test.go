package keyring

import (
	"strings"
	"testing"
)

func TestMisses(t *testing.T) {
	const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
	tests := []struct {
		key, image string
		kind       Miss
		why        string // all of Why, or a part of it
		wanted     string
	}{
		{"gchr.io", "ghcr.io/a", MissTypo, "the host differs from ghcr.io by two swapped letters", "ghcr.io"},
		{"ghc.io", "ghcr.io/a", MissTypo, "by one missing letter: r", "ghcr.io"},
		{"ghcrr.io", "ghcr.io/a", MissTypo, "by one extra letter: r", "ghcr.io"},
		{"ghxr.io", "ghcr.io/a", MissTypo, "by one letter: x for c", "ghcr.io"},
		{"ghcrio", "ghcr.io/a", MissTypo, "by a missing dot", "ghcr.io"},
		{"https://registy.exmple.com/v2/", "registry.example.com/a", MissTypo, "by 2 letters", "https://registry.example.com"},
		{"reg2.example.com", "reg1.example.com/a", MissTypo, "one digit: 2 for 1", "reg1.example.com"},
		{"ghсr.io", "ghcr.io/a", MissTypo, "one look-alike character (U+0441 for c)", "ghcr.io"},
		{"dokcer.io", "nginx", MissTypo, "the host differs from docker.io by two swapped letters", hubKey},
		{"https://idnex.docker.io/v1/", "org/app", MissTypo, "from index.docker.io by two swapped letters", hubKey},
		{"gcr.io", "ghcr.io/a", MissHost, "the key is for gcr.io, the image is on ghcr.io", "ghcr.io"},
		{"app.example.com", "reg.example.com/a", MissHost, "the key is for app.example.com", "reg.example.com"},
		{"10.0.0.1:5000", "10.0.0.2:5000/a", MissHost, "the key is for 10.0.0.1:5000", "10.0.0.2:5000"},
		{"a.b", "c.d/x", MissHost, "the key is for a.b, the image is on c.d", "c.d"},
		{"r.io", "r.io:5000/a", MissPort, "the port differs: the key has none, the image needs :5000", "r.io:5000"},
		{"r.io:443", "r.io/a", MissPort, "the port differs: the key has :443, the image has none", "r.io"},
		{"[::1]:5000", "[::1]:5001/a", MissPort, "the key has :5000, the image needs :5001", "[::1]:5001"},
		{"HTTPS://ghcr.io", "ghcr.io/a", MissScheme, "the key begins with HTTPS://; it must be https:// in lower case", "ghcr.io"},
		{"oci://ghcr.io/a", "ghcr.io/a", MissScheme, "the key begins with oci://", "ghcr.io/a"},
		{"//ghcr.io", "ghcr.io/a", MissScheme, "the key begins with //", "ghcr.io"},
		{"GHCR.io", "ghcr.io/a", MissCase, "keys are case-sensitive", "ghcr.io"},
		{"ghcr.io/Acme", "ghcr.io/acme/x", MissCase, "keys are case-sensitive: the key is ghcr.io/Acme, the image is ghcr.io/acme/x", "ghcr.io/acme"},
		{"ghcr.io/other", "ghcr.io/acme/x", MissPath, "the path differs: the key is for /other, the image is /acme/x", "ghcr.io"},
		{"ghcr.io/acme/*", "ghcr.io/acme/x", MissPath, "a * in the path is not a wildcard", "ghcr.io"},
		{"index.docker.io/org", "org/app", MissPath, "Docker Hub's key has no path", hubKey},
		{"https://index.docker.io/v1", "nginx", MissSlash, "Docker Hub's key needs its trailing slash: https://index.docker.io/v1/", hubKey},
		{"ghcr.io/v2", "ghcr.io/a", MissSlash, "the key needs its trailing slash: ghcr.io/v2/", "ghcr.io/v2/"},
		{"ghcr.io/acme/x/", "ghcr.io/acme/x", MissSlash, "the key has an extra trailing slash", "ghcr.io/acme/x"},
		{"registry-1.docker.io", "nginx", MissHubAlias, "registry-1.docker.io is a host name of Docker Hub, but its key is", hubKey},
		{"https://hub.docker.com", "org/app", MissHubAlias, "but its key is " + hubKey, hubKey},
		{"123456789012.dkr.ecr.eu-west-1.amazonaws.com", ecr + "/a", MissRegion, "the region differs: the key is for eu-west-1, the image is in us-east-1", ecr},
		{"210987654321.dkr.ecr.us-east-1.amazonaws.com", ecr + "/a", MissRegion, "the account differs: the key is for 210987654321, the image is in 123456789012", ecr},
		{"us-east1-docker.pkg.dev", "us-east4-docker.pkg.dev/p/r/i", MissRegion, "the key is for us-east1, the image is in us-east4", "us-east4-docker.pkg.dev"},
		{"shopprod.azurecr.io", "billing.azurecr.io/a", MissRegion, "the registry differs", "billing.azurecr.io"},
		{"biling.azurecr.io", "billing.azurecr.io/a", MissTypo, "one missing letter: l", "billing.azurecr.io"},
		{"*.azurecr.io", "a.b.azurecr.io/x", MissLabels, "*.azurecr.io has 3 parts, a.b.azurecr.io has 4 parts", "a.b.azurecr.io"},
		{"*.gcr.io", "gcr.io/p/a", MissLabels, "a * matches exactly one part", "gcr.io"},
		{"example.com", "r.example.com/a", MissLabels, "the image is on its subdomain r.example.com", "r.example.com"},
		{"r.example.com", "example.com/a", MissLabels, "the image is on example.com itself", "example.com"},
		{"ghcr.io/acme/x:1.2", "ghcr.io/acme/x:1.2", MissTag, "the key contains a tag, :1.2; a key must not have one", "ghcr.io/acme/x"},
		{"ghcr.io/acme/x@sha256:ab", "ghcr.io/acme/x", MissTag, "the key contains a digest", "ghcr.io/acme/x"},
		{" ghcr.io", "ghcr.io/a", MissWhitespace, "the key begins with a space", "ghcr.io"},
		{"ghcr.io\n", "ghcr.io/a", MissWhitespace, "the key ends with a newline", "ghcr.io"},
		{"gh\u200bcr.io", "ghcr.io/a", MissWhitespace, "the key contains a zero-width space (U+200B) at byte 2", "ghcr.io"},
		{`"ghcr.io"`, "ghcr.io/a", MissInvalid, "the key has quotes around it", "ghcr.io"},
		{"${REGISTRY}", "ghcr.io/a", MissInvalid, "a variable that was never replaced", "ghcr.io"},
		{"r[0-9].io", "r1.io/a", MissInvalid, "only * works as a wildcard", "r1.io"},
		{"quay.io:*", "ghcr.io/a", MissInvalid, "the key quay.io:* cannot be used: it is not a valid URL", "ghcr.io"},
		{"[::1]", "[::1]/a", MissInvalid, "never matches, not even itself", "*"},
		{"", "ghcr.io/a", MissInvalid, "the key contains no host", "ghcr.io"},
		{"myregistry", "myregistry/app", MissHost, "like myregistry, is not a registry", hubKey},
		{"nginx", "nginx", MissHost, "the key nginx is the image itself", hubKey},
		{"quay.io", "ghcr.io/a", MissHost, "the key is for quay.io, the image is on ghcr.io", "ghcr.io"},
		{"GHCR.io:443/v2", "ghcr.io/a", MissPort, "needs its trailing slash: GHCR.io:443/v2/; and keys are case-sensitive", "ghcr.io/v2/"},
	}
	for _, test := range tests {
		m := Explain(test.key, mustParse(t, test.image))
		if m.Kind != test.kind || !strings.Contains(m.Why, test.why) || m.Wanted != test.wanted {
			t.Errorf("%q for %q: %s, %q, wanted %q; want %s, %q, %q", test.key, test.image, m.Kind, m.Why, m.Wanted, test.kind, test.why, test.wanted)
		}
		checkExplain(t, test.key, mustParse(t, test.image))
	}
}

// Keys in the order in which somebody should look at them.
func TestDistanceOrders(t *testing.T) {
	img := mustParse(t, "ghcr.io/acme/shop")
	keys := []string{"ghcr.io", "ghcr.io ", "ghcr.io/v2", "GHCR.io", "ghcr.io:443", "ghcr.io/other", "gchr.io", "ghcr.io.example.com", "registry.example.com"}
	last := -1
	for _, key := range keys {
		m := Explain(key, img)
		if m.Distance <= last {
			t.Errorf("%q has distance %d, not farther than the one before (%d)", key, m.Distance, last)
		}
		last = m.Distance
	}
}

// A key may hold a login of its own; no sentence repeats it.
func TestWhyHidesLogins(t *testing.T) {
	const secret = "hunter2"
	keys := []string{
		"https://bot:hunter2@gchr.io", "bot:hunter2@GHCR.io", "https://bot:hunter2@quay.io/x", "https://bot:hun ter2@ghcr.io", "hunter2@quay.io",
		"https://bot:hunter2%zz@quay.io", "https://bot:x/hunter2@quay.io", "bot:hunter2@ghcr.io:x", "HTTPS://bot:hunter2@ghcr.io", "https://bot:hunter2@ghcr.io",
	}
	for _, key := range keys {
		m := Explain(key, mustParse(t, "ghcr.io/a"))
		for _, text := range []string{m.Why, m.Wanted, ShowKey(key)} {
			if strings.Contains(text, secret) || strings.Contains(text, "ter2") {
				t.Errorf("%q: %s", key, text)
			}
		}
	}
}
