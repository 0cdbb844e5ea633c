package symptom

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every built wording is read as what it was built from.
func TestTemplates(t *testing.T) {
	var m Reader
	all := templates()
	for _, b := range all {
		r := m.ReadPull(Pull{Image: b.image, Reason: "ErrImagePull", Message: b.message})
		if r.Phase != b.phase || r.Target != b.target || r.Responder != b.responder || r.Status != b.status {
			t.Errorf("%s %s>%s %d, want %s %s>%s %d (%s by %s, host %s)\n\t%s",
				r.Phase, r.Target, r.Responder, r.Status, b.phase, b.target, b.responder, b.status, r.Class, r.Rule, r.Host, b.message)
		}
	}
	if len(all) < 1500 {
		t.Errorf("only %d wordings", len(all))
	}
}

// One wording of each family, all fields of its exchange.
func TestExchange(t *testing.T) {
	for _, tc := range []struct {
		name, image, message string
		class                Class
		want                 Exchange
	}{
		{
			"containerd 1.7, the registry refuses a tag", "",
			`rpc error: code = Unknown desc = failed to pull and unpack image "r.test/a:1": failed to resolve reference "r.test/a:1": unexpected status from HEAD request to https://r.test/v2/a/manifests/1: 403 Forbidden`,
			AccessDenied, Exchange{Phase: PhaseResolve, Method: "HEAD", URL: "https://r.test/v2/a/manifests/1", Host: "r.test", Target: Registry, Responder: Registry, Status: 403, Body: BodyNone},
		},
		{
			"containerd 2 appends the registry's errors", "",
			"failed to pull and unpack image \"r.test/a:1\": failed to resolve image: unexpected status from GET request to https://r.test/v2/a/manifests/sha256:ab: 403 Forbidden\ndenied: no",
			AccessDenied, Exchange{Phase: PhaseManifest, Method: "GET", URL: "https://r.test/v2/a/manifests/sha256:ab", Host: "r.test", Target: Registry, Responder: Registry, Status: 403, Code: "DENIED", Body: BodyJSON},
		},
		{
			"containerd without credentials for a basic registry", "",
			`failed to pull and unpack image "r.test/a:1": failed to resolve image: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`,
			AuthRequired, Exchange{Phase: PhaseResolve, Responder: Registry, Status: 401, Sent: SentNo},
		},
		{
			"a token without the right scope", "",
			`failed to pull and unpack image "docker.io/acme/a:1": failed to resolve reference "docker.io/acme/a:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
			AccessDenied, Exchange{Phase: PhaseResolve, Responder: Registry, Status: 401, Code: "INSUFFICIENT_SCOPE"},
		},
		{
			"the token server limits", "acme/a:1",
			`failed to pull and unpack image "docker.io/acme/a:1": failed to resolve reference "docker.io/acme/a:1": failed to authorize: failed to fetch oauth token: unexpected status: 429 Too Many Requests`,
			RateLimited, Exchange{Phase: PhaseToken, Target: TokenServer, Responder: TokenServer, Status: 429, Sent: SentYes},
		},
		{
			"a token server on the registry's own host", "",
			`failed to pull and unpack image "ghcr.io/a/b:1": failed to resolve image: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aa%2Fb%3Apull&service=ghcr.io: 403 Forbidden`,
			AuthRequired, Exchange{Phase: PhaseToken, Method: "GET", URL: "https://ghcr.io/token", Host: "ghcr.io", Target: TokenServer, Responder: TokenServer, Status: 403, Sent: SentNo},
		},
		{
			"a mirror of containerd", "",
			`failed to pull and unpack image "docker.io/library/nginx:1": failed to resolve reference "docker.io/library/nginx:1": unexpected status from HEAD request to https://m.test/v2/library/nginx/manifests/1?ns=docker.io: 401 Unauthorized`,
			AuthRequired, Exchange{Phase: PhaseResolve, Method: "HEAD", URL: "https://m.test/v2/library/nginx/manifests/1", Host: "m.test", Target: Mirror, Responder: Mirror, Status: 401, Body: BodyNone, Sent: SentYes},
		},
		{
			"S3 refuses a layer of registry.k8s.io", "",
			`rpc error: code = Unknown desc = failed to pull and unpack image "registry.k8s.io/ksm:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://prod-registry-k8s-io-eu-central-1.s3.dualstack.eu-central-1.amazonaws.com/containers/images/sha256:ec6e: 403 Forbidden`,
			RegistryError, Exchange{Phase: PhaseLayer, Method: "GET", URL: "https://prod-registry-k8s-io-eu-central-1.s3.dualstack.eu-central-1.amazonaws.com/containers/images/sha256:ec6e", Host: "prod-registry-k8s-io-eu-central-1.s3.dualstack.eu-central-1.amazonaws.com", Target: BlobStore, Responder: BlobStore, Status: 403},
		},
		{
			"a registry that redirects to a registry", "",
			`failed to pull and unpack image "registry.k8s.io/pause:3": failed to resolve image: unexpected status from HEAD request to https://europe-west1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3: 403 Forbidden`,
			AccessDenied, Exchange{Phase: PhaseResolve, Method: "HEAD", URL: "https://europe-west1-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3", Host: "europe-west1-docker.pkg.dev", Target: Registry, Responder: Registry, Status: 403, Body: BodyNone},
		},
		{
			"a config that is gone", "",
			`rpc error: code = NotFound desc = failed to pull and unpack image "r.test/a:1": failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:6d71 (application/vnd.oci.image.config.v1+json) from remote: not found`,
			NotFound, Exchange{Phase: PhaseConfig, Status: 404},
		},
		{
			"the host of a layer is not reached", "nginx",
			`failed to pull and unpack image "docker.io/library/nginx:latest": failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://production.cloudflare.docker.com/registry-v2/docker/registry/v2/blobs/sha256/ab/abcd/data?verify=1": dial tcp 104.18.1.1:443: connect: connection refused`,
			Connection, Exchange{Phase: PhaseLayer, Method: "GET", URL: "https://production.cloudflare.docker.com/registry-v2/docker/registry/v2/blobs/sha256/ab/abcd/data", Host: "production.cloudflare.docker.com", Target: BlobStore, Responder: NoAnswer},
		},
		{
			"a web page instead of a manifest", "",
			`rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/a/b:1": failed to unpack image on snapshotter overlayfs: unexpected media type text/html for sha256:04a7: not found`,
			RegistryError, Exchange{Phase: PhaseResolve, Body: BodyHTML},
		},
		{
			"a web page instead of a token", "",
			`failed to authorize: failed to fetch anonymous token: unable to decode token response: invalid character '<' looking for beginning of value`,
			RegistryError, Exchange{Phase: PhaseToken, Target: TokenServer, Responder: TokenServer, Body: BodyHTML, Sent: SentNo},
		},
		{
			"no image for the platform, nothing failed to answer", "",
			`rpc error: code = NotFound desc = failed to pull and unpack image "r.test/a:1": no match for platform in manifest: not found`,
			Platform, Exchange{Phase: PhaseManifest},
		},
		{
			"a damaged layer", "",
			`rpc error: code = FailedPrecondition desc = failed to pull and unpack image "r.test/a:1": failed commit on ref "layer-sha256:aa": unexpected commit digest sha256:bb, expected sha256:aa: failed precondition`,
			Disk, Exchange{Phase: PhaseVerify},
		},
		{
			"dockerd, old Go without quotes", "",
			`rpc error: code = Unknown desc = Error response from daemon: Get https://r.test/v2/a/manifests/1: denied: access forbidden`,
			AccessDenied, Exchange{Phase: PhaseResolve, Method: "GET", URL: "https://r.test/v2/a/manifests/1", Host: "r.test", Code: "DENIED", Body: BodyJSON},
		},
		{
			"the same, and the caller knows the image", "r.test/a:1",
			`rpc error: code = Unknown desc = Error response from daemon: Get https://r.test/v2/a/manifests/1: denied: access forbidden`,
			AccessDenied, Exchange{Phase: PhaseResolve, Method: "GET", URL: "https://r.test/v2/a/manifests/1", Host: "r.test", Target: Registry, Responder: Registry, Code: "DENIED", Body: BodyJSON},
		},
		{
			"dockerd, Hub's token server behind the registry's URL", "acme/a:1",
			`rpc error: code = Unknown desc = Error response from daemon: Head "https://registry-1.docker.io/v2/acme/a/manifests/1": unauthorized: incorrect username or password`,
			AuthRequired, Exchange{Phase: PhaseToken, Method: "HEAD", URL: "https://registry-1.docker.io/v2/acme/a/manifests/1", Host: "registry-1.docker.io", Target: TokenServer, Responder: TokenServer, Code: "UNAUTHORIZED", Body: BodyJSON, Sent: SentYes},
		},
		{
			"dockerd, storage refuses the config", "rabbitmq:3-management",
			"rpc error: code = Unknown desc = error pulling image configuration: error parsing HTTP 403 response body: invalid character '<' looking for beginning of value: \"<?xml version=\\\"1.0\\\" encoding=\\\"UTF-8\\\"?>\\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\"",
			RegistryError, Exchange{Phase: PhaseConfig, Responder: BlobStore, Status: 403, Code: "AccessDenied", Body: BodyXML},
		},
		{
			"dockerd, a gateway's page", "",
			`rpc error: code = Unknown desc = Error response from daemon: error parsing HTTP 503 response body: invalid character '<' looking for beginning of value: "<html><body><h1>503 Service Unavailable</h1>"`,
			RegistryError, Exchange{Phase: PhaseResolve, Responder: Proxy, Status: 503, Body: BodyHTML},
		},
		{
			"dockershim adds its doubt", "",
			`image pull failed for r.test/a:1, this may be because there are no credentials on this request.  details: (Error: image a:1 not found)`,
			NotFound, Exchange{Phase: PhaseResolve, Responder: Registry, Status: 404},
		},
		{
			"CRI-O names the place it asked", "",
			`initializing source docker://r.test/a:1: reading manifest 1 in r.test/a: unauthorized: access to the requested resource is not authorized`,
			AccessDenied, Exchange{Phase: PhaseResolve, Host: "r.test", Target: Registry, Responder: Registry, Code: "UNAUTHORIZED", Body: BodyJSON},
		},
		{
			"CRI-O, storage answers a reconnect", "",
			`copying system image from manifest list: writing blob: storing blob to file "/var/tmp/s/4": happened during read: unexpected EOF (after reconnecting, fetching blob: StatusCode: 400, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Cod...")`,
			Connection, Exchange{Phase: PhaseLayer, Responder: BlobStore, Status: 400, Body: BodyXML},
		},
		{
			"CRI-O, only the mirror says why", "",
			`initializing source docker://quay.io/a/b:1: (Mirrors also failed: [m.test/a/b:1: reading manifest 1 in m.test/a/b: manifest unknown]): quay.io/a/b:1: registry quay.io/a is blocked in /etc/containers/registries.conf`,
			NotFound, Exchange{Phase: PhaseResolve, Host: "m.test", Target: Mirror, Responder: Mirror, Status: 404, Code: "MANIFEST_UNKNOWN", Body: BodyJSON},
		},
		{
			"a proxy that is down", "",
			`failed to resolve reference "r.test/a:1": failed to do request: Head "https://r.test/v2/a/manifests/1": proxyconnect tcp: dial tcp 10.9.9.9:3128: connect: connection refused`,
			Connection, Exchange{Phase: PhaseResolve, Method: "HEAD", URL: "https://r.test/v2/a/manifests/1", Host: "10.9.9.9:3128", Target: Proxy, Responder: Proxy},
		},
		{
			"a proxy that refuses", "",
			`failed to resolve reference "r.test/a:1": failed to do request: Head "https://r.test/v2/a/manifests/1": Forbidden`,
			Connection, Exchange{Phase: PhaseResolve, Method: "HEAD", URL: "https://r.test/v2/a/manifests/1", Host: "r.test", Target: Proxy, Responder: Proxy, Status: 403, Body: BodyNone},
		},
		{
			"a web filter's page", "",
			`initializing source docker://r.test/a:1: reading manifest 1 in r.test/a: StatusCode: 403, "<html><head><title>Zscaler: this site is blocked</title>"`,
			AccessDenied, Exchange{Phase: PhaseResolve, Host: "r.test", Target: Registry, Responder: Proxy, Status: 403, Body: BodyHTML},
		},
		{
			"the kubelet before any request", "", `Failed to apply default image tag "a b": couldn't parse image name "a b": invalid reference format`,
			InvalidReference, Exchange{Phase: PhaseLocal},
		},
		{
			"CRI-O's short names", "", `Failed to inspect image "": rpc error: code = Unknown desc = short name mode is enforcing, but image name a/b:1 returns ambiguous list`,
			InvalidReference, Exchange{Phase: PhaseLocal},
		},
		{
			"the pause image, CRI-O's older words", "123456789012.dkr.ecr.us-west-2.amazonaws.com/app:1",
			`Failed create pod sandbox: rpc error: code = Unknown desc = error creating pod sandbox with name "k8s_a_b_0": Error determining manifest MIME type for docker://r.test/pause:3.1: Error reading manifest 3.1 in r.test/pause: unauthorized: authentication required`,
			AuthRequired, Exchange{Phase: PhaseSandbox, Host: "r.test", Target: Registry, Responder: Registry, Status: 401, Code: "UNAUTHORIZED", Body: BodyJSON},
		},
		{
			"the pause image's config, without its name", "r.test/app:1",
			`Failed create pod sandbox: rpc error: code = Unknown desc = Error response from daemon: error pulling image configuration: Get https://storage.googleapis.com/x/sha256:ab: dial tcp 142.251.8.82:443: i/o timeout`,
			Connection, Exchange{Phase: PhaseSandbox, Method: "GET", URL: "https://storage.googleapis.com/x/sha256:ab", Host: "storage.googleapis.com", Target: BlobStore, Responder: NoAnswer},
		},
		{
			"the pod's network is no pull", "r.test/a:1",
			`Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "ab": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized`,
			Unknown, Exchange{},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := new(Reader).ReadPull(Pull{Image: tc.image, Reason: "ErrImagePull", Message: tc.message})
			if diff := cmp.Diff(tc.want, r.Exchange); diff != "" || r.Class != tc.class {
				t.Errorf("class %s by %s, want %s\n%s", r.Class, r.Rule, tc.class, diff)
			}
		})
	}
}

// Credentials could have changed the answer only of the registry, its token
// server or a mirror, and never the pause image's.
func TestTakesCredentials(t *testing.T) {
	for _, tc := range []struct {
		name string
		e    Exchange
		want bool
	}{
		{"registry", Exchange{Phase: PhaseResolve, Target: Registry, Responder: Registry, Status: 403}, true},
		{"token server", Exchange{Phase: PhaseToken, Target: TokenServer, Responder: TokenServer, Status: 401}, true},
		{"mirror", Exchange{Phase: PhaseResolve, Target: Mirror, Responder: Mirror, Status: 401}, true},
		{"blob store", Exchange{Phase: PhaseLayer, Target: BlobStore, Responder: BlobStore, Status: 403}, false},
		{"unnamed, before the manifest", Exchange{Code: "UNAUTHORIZED"}, true},
		{"unnamed, after the manifest", Exchange{Phase: PhaseConfig, Status: 403}, false},
		{"web page", Exchange{Phase: PhaseResolve, Target: Mirror, Responder: Mirror, Status: 403, Body: BodyHTML}, false},
		{"proxy", Exchange{Phase: PhaseResolve, Target: Proxy, Responder: Proxy, Status: 407}, false},
		{"a server's error", Exchange{Phase: PhaseResolve, Target: Registry, Responder: Registry, Status: 502}, false},
		{"no answer", Exchange{Phase: PhaseResolve, Target: Registry, Responder: NoAnswer}, false},
		{"pause image", Exchange{Phase: PhaseSandbox, Target: Registry, Responder: Registry, Status: 401}, false},
		{"nothing known", Exchange{}, false},
	} {
		if got := tc.e.TakesCredentials(); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

// What the caller knows of a registry's hosts comes before what this package guesses.
func TestRole(t *testing.T) {
	m := Reader{Role: func(registry, host string) Responder {
		switch {
		case registry == "lscr.test" && host == "ghcr.test":
			return Registry
		case registry == "r.test" && host == "layers.r.test":
			return BlobStore
		}
		return UnknownResponder
	}}
	for message, want := range map[string]Responder{
		`failed to resolve reference "lscr.test/a:1": unexpected status from HEAD request to https://ghcr.test/v2/a/manifests/1: 403 Forbidden`:                                                                                        Registry,
		`failed to pull and unpack image "r.test/a:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://layers.r.test/v2/a/blobs/sha256:ab: 403 Forbidden`:                                                  BlobStore,
		`failed to pull and unpack image "other.test/a:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://layers.r.test/v2/a/blobs/sha256:ab: 403 Forbidden`:                                              Mirror,
		`failed to pull and unpack image "docker.io/library/nginx:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://art.test/artifactory/api/docker/hub/v2/library/nginx/blobs/sha256:ab: 403 Forbidden`: Mirror,
		`failed to pull and unpack image "r.test/a:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://cdn.test/docker/registry/v2/blobs/sha256/ab/abcd/data: 403 Forbidden`:                               BlobStore,
		`failed to resolve reference "R.test:443/a:1": unexpected status from HEAD request to https://r.test/v2/a/manifests/1: 403 Forbidden`:                                                                                          Registry,
		`failed to resolve reference "index.docker.io/a/b:1": unexpected status from HEAD request to https://registry-1.docker.io/v2/a/b/manifests/1: 403 Forbidden`:                                                                   Registry,
		`failed to resolve reference "r.test:5000/a:1": failed to do request: Head "https://r.test:5000/v2/a/manifests/1": dial tcp: lookup r.test on 10.0.0.1:53: no such host`:                                                       Registry,
		`failed to resolve reference "r.test/a:1": failed to do request: dial tcp 203.0.113.5:443: i/o timeout`:                                                                                                                        UnknownResponder,
		`failed to pull and unpack image "r.test/a:1": failed to copy: httpReadSeeker: failed open: unexpected status code https://bucket.s3.eu-west-1.amazonaws.com/v2/blobs/x: 403 Forbidden`:                                        BlobStore,
	} {
		if r := m.Read("ErrImagePull", message); r.Target != want {
			t.Errorf("%q, want %q: %s", r.Target, want, message)
		}
	}
}

func TestRegistryOf(t *testing.T) {
	for image, want := range map[string]string{
		"nginx": "docker.io", "acme/web:1": "docker.io", "docker.io/a/b": "docker.io", "registry-1.docker.io/a/b": "docker.io",
		"r.test/a": "r.test", "R.Test:5000/a:1": "r.test:5000", "r.test:443/a": "r.test", "localhost/a": "localhost", "localhost:7439/h.test/a": "localhost:7439",
		"docker://quay.io/a/b:1": "quay.io", "": "", "<image>": "", "a b": "",
	} {
		if got := registryOf(image); got != want {
			t.Errorf("registryOf(%q) = %q, want %q", image, got, want)
		}
	}
}
