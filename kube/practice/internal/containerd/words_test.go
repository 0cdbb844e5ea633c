package containerd

import (
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
)

// masks are what differs between two runs, or between the practice images and those of the real node.
var masks = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`/sha256/[0-9a-f]{2}/[0-9a-f]{64}`), "/sha256/DIGEST"},
	{regexp.MustCompile(`[0-9a-f]{64}`), "DIGEST"},
	{regexp.MustCompile(`expected \d+ bytes but got \d+`), "expected N bytes but got M"},
	{regexp.MustCompile(`dial tcp [0-9.]+:`), "dial tcp ADDRESS:"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`), "TIME"},
}

func masked(text string) string {
	for _, m := range masks {
		text = m.find.ReplaceAllString(text, m.put)
	}
	return text
}

// What containerd 2.3.7 said when it pulled from registries of the same file, and how long it took. The
// times of less than two seconds are left out.
func TestEveryRequestOfAPullIsWordedAsTheRealRuntimeDoes(t *testing.T) {
	quay, ghcr := &Login{"acme+puller", "practice-quay"}, &Login{"acme-bot", "practice-ghcr"}
	registries, err := cases.LoadRegistries(os.DirFS("../../../../testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	world := registry.New(registries)
	c := &Client{Transport: world, Mirror: world.Mirror}
	for _, test := range []struct {
		image string
		login *Login
		want  string
		took  time.Duration
	}{
		{"quay.io/acme/gallery:1.0", quay, `failed to pull and unpack image "quay.io/acme/gallery:1.0": failed to copy: httpReadSeeker: failed open: ` +
			`unexpected status from GET request to https://cdn01.quay.io/sha256/DIGEST?X-Amz-Expires=600&X-Amz-Signature=practice-signature: 403 Forbidden`, 0},
		{"quay.io/acme/atlas:1.0", quay, `failed to pull and unpack image "quay.io/acme/atlas:1.0": short read: expected N bytes but got M: unexpected EOF`, 0},
		{"quay.io/acme/novel:1.0", quay, `failed to pull and unpack image "quay.io/acme/novel:1.0": short read: expected N bytes but got M: unexpected EOF`, 0},
		{"ghcr.io/acme/choir:1.0", ghcr, `failed to pull and unpack image "ghcr.io/acme/choir:1.0": failed to copy: httpReadSeeker: failed open: failed to do request: ` +
			`Get "https://pkg-containers.githubusercontent.com/sha256/DIGEST?X-Amz-Expires=%5BREDACTED%5D&X-Amz-Signature=%5BREDACTED%5D": dial tcp ADDRESS:443: connect: connection refused`, 0},
		{"docker.io/library/mongo:8.0", nil, `rpc error: code = DeadlineExceeded desc = failed to pull and unpack image "docker.io/library/mongo:8.0": failed to copy: httpReadSeeker: failed open: ` +
			`failed to do request: Get "https://production.cloudflare.docker.com/sha256/DIGEST?X-Amz-Expires=%5BREDACTED%5D&X-Amz-Signature=%5BREDACTED%5D": dial tcp ADDRESS:443: i/o timeout`, 30 * time.Second},
		{"registry.k8s.io/ingress-nginx/controller:v1.12.0", nil, `failed to pull and unpack image "registry.k8s.io/ingress-nginx/controller:v1.12.0": failed to resolve image: ` +
			`unexpected status from HEAD request to https://registry.k8s.io/v2/ingress-nginx/controller/manifests/v1.12.0: 403 Forbidden`, 0},
		{"mcr.microsoft.com/dotnet/runtime:9.0", nil, `failed to pull and unpack image "mcr.microsoft.com/dotnet/runtime:9.0": failed to resolve image: ` +
			`unexpected status from HEAD request to https://mcr.microsoft.com/v2/dotnet/runtime/manifests/9.0: 403 Forbidden`, 0},
		{"registry.dinoco.example/a/b:1", nil, `rpc error: code = NotFound desc = get image config descriptor: unexpected media type text/html for sha256:DIGEST: not found`, 0},
		{"registry.vandelay.example/latex/press:2.0", nil, `rpc error: code = NotFound desc = get image config descriptor: unexpected media type text/html for sha256:DIGEST: not found`, 0},
		{"registry.sirius.example/a/b:1", nil, `failed to pull and unpack image "registry.sirius.example/a/b:1": failed to resolve image: failed to authorize: failed to fetch anonymous token: ` +
			`unexpected status from GET request to https://mirror.sirius.example/token?scope=repository%3Aa%2Fb%3Apull&service=mirror.sirius.example: 401 Unauthorized`, 0},
		{"registry.tyrell.example/a/b:1", nil, `failed to pull and unpack image "registry.tyrell.example/a/b:1": failed to resolve image: ` +
			`pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`, 0},
		{"registry.tyrell.example/a/c:1", &Login{"u", "p"}, `failed to pull and unpack image "registry.tyrell.example/a/c:1": failed to resolve image: ` +
			`unexpected status from HEAD request to https://mirror.tyrell.example/v2/a/c/manifests/1?ns=registry.tyrell.example: 401 Unauthorized`, 0},
		{"registry.oscorp.example/time/keeper:1.0", nil, `failed to pull and unpack image "registry.oscorp.example/time/keeper:1.0": failed to resolve image: failed to do request: ` +
			`Head "https://registry.oscorp.example/v2/time/keeper/manifests/1.0": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time TIME is before TIME`, 0},
		{"registry.mute.example/a/b:1", nil, `rpc error: code = DeadlineExceeded desc = failed to pull and unpack image "registry.mute.example/a/b:1": failed to resolve image: failed to do request: ` +
			`Head "https://registry.mute.example/v2/a/b/manifests/1": net/http: timeout awaiting response headers`, 30 * time.Second},
		{"registry.slow.example/video/encoder:2.0", nil, `rpc error: code = Canceled desc = failed to pull and unpack image "registry.slow.example/video/encoder:2.0": context canceled`, 0},
	} {
		t.Run(test.image, func(t *testing.T) {
			img, err := keyring.ParseImage(test.image)
			if err != nil {
				t.Fatal(err)
			}
			_, took, err := c.Pull(t.Context(), img, test.login)
			if err == nil || masked(err.Error()) != test.want {
				t.Errorf("\n got %v\nwant %s", err, test.want)
			}
			if took != test.took {
				t.Errorf("took %v, want %v", took, test.took)
			}
		})
	}
}

// A layer that comes slowly keeps a node busy and then is there; one that is only promised never ends.
func TestASlowPullTakesLong(t *testing.T) {
	registries, err := cases.LoadRegistries(os.DirFS("../../../../testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	c := &Client{Transport: registry.New(registries)}
	for image, least := range map[string]time.Duration{
		"registry.slow.example/video/cutter:1.0": time.Hour,
		"registry.slow.example/video/titles:1.0": registry.Forever,
	} {
		img, err := keyring.ParseImage(image)
		if err != nil {
			t.Fatal(err)
		}
		if _, took, err := c.Pull(t.Context(), img, nil); err != nil || took < least {
			t.Errorf("%s: took %v, %v", image, took, err)
		}
	}
}
