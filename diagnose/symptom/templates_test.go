package symptom

import (
	"fmt"
	"strings"
)

// built is a wording put together from what a runtime writes at a step of a
// pull, and what it has to be read as.
type built struct {
	image, message    string
	phase             Phase
	target, responder Responder
	status            int
}

// origin is a registry with the hosts that a pull from it asks.
type origin struct {
	image          string // as in the pod
	ref            string // as containerd spells it
	api, repo, tag string
	token, tokenTo string // URL and its host
	blob, blobTo   string // URL after the redirect and its host
}

var origins = []origin{
	{image: "nginx:1.25", ref: "docker.io/library/nginx:1.25", api: "registry-1.docker.io", repo: "library/nginx", tag: "1.25",
		token: "https://auth.docker.io/token?scope=repository%3Alibrary%2Fnginx%3Apull&service=registry.docker.io", tokenTo: "auth.docker.io",
		blob: "https://production.cloudflare.docker.com/registry-v2/docker/registry/v2/blobs/sha256/6d/6d71/data?verify=1-x", blobTo: "production.cloudflare.docker.com"},
	{image: "quay.io/acme/app:2", ref: "quay.io/acme/app:2", api: "quay.io", repo: "acme/app", tag: "2",
		token: "https://quay.io/v2/auth?scope=repository%3Aacme%2Fapp%3Apull&service=quay.io", tokenTo: "quay.io",
		blob: "https://cdn01.quay.io/quayio-production-s3/sha256/6d/6d71?X-Amz-Signature=ab", blobTo: "cdn01.quay.io"},
	{image: "ghcr.io/acme/app:3", ref: "ghcr.io/acme/app:3", api: "ghcr.io", repo: "acme/app", tag: "3",
		token: "https://ghcr.io/token?scope=repository%3Aacme%2Fapp%3Apull&service=ghcr.io", tokenTo: "ghcr.io",
		blob: "https://pkg-containers.githubusercontent.com/ghcr1/blobs/sha256:6d71?se=2026&sig=x", blobTo: "pkg-containers.githubusercontent.com"},
	{image: "registry.gitlab.com/acme/app:4", ref: "registry.gitlab.com/acme/app:4", api: "registry.gitlab.com", repo: "acme/app", tag: "4",
		token: "https://gitlab.com/jwt/auth?scope=repository%3Aacme%2Fapp%3Apull&service=container_registry", tokenTo: "gitlab.com",
		blob: "https://storage.googleapis.com/gitlab-registry/docker/registry/v2/blobs/sha256/6d/6d71/data?X-Goog-Signature=x", blobTo: "storage.googleapis.com"},
	{image: "acme.azurecr.io/app:5", ref: "acme.azurecr.io/app:5", api: "acme.azurecr.io", repo: "app", tag: "5",
		token: "https://acme.azurecr.io/oauth2/token?scope=repository%3Aapp%3Apull&service=acme.azurecr.io", tokenTo: "acme.azurecr.io",
		blob: "https://weus2mr12.blob.core.windows.net/ab-cd/docker/registry/v2/blobs/sha256/6d/6d71/data?se=2026&sig=x", blobTo: "weus2mr12.blob.core.windows.net"},
	{image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:6", ref: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:6", api: "123456789012.dkr.ecr.eu-west-1.amazonaws.com", repo: "app", tag: "6",
		token: "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/token?scope=repository%3Aapp%3Apull", tokenTo: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
		blob: "https://prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com/ab/cd?X-Amz-Signature=x", blobTo: "prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com"},
	{image: "reg.example.com:5000/team/app:7", ref: "reg.example.com:5000/team/app:7", api: "reg.example.com:5000", repo: "team/app", tag: "7",
		token: "https://auth.example.com/service/token?scope=repository%3Ateam%2Fapp%3Apull&service=reg", tokenTo: "auth.example.com",
		blob: "https://minio.example.net/registry/docker/registry/v2/blobs/sha256/6d/6d71/data?X-Amz-Signature=x", blobTo: "minio.example.net"},
	{image: "registry.k8s.io/kube-proxy:v1.30.0", ref: "registry.k8s.io/kube-proxy:v1.30.0", api: "registry.k8s.io", repo: "kube-proxy", tag: "v1.30.0",
		token: "https://registry.k8s.io/v2/token?scope=repository%3Akube-proxy%3Apull", tokenTo: "registry.k8s.io",
		blob: "https://prod-registry-k8s-io-eu-west-1.s3.dualstack.eu-west-1.amazonaws.com/containers/images/sha256:6d71", blobTo: "prod-registry-k8s-io-eu-west-1.s3.dualstack.eu-west-1.amazonaws.com"},
}

const mirrorHost = "mirror.corp.example:8443"

// request is a request of a pull, whatever runtime sends it.
type request struct {
	phase  Phase
	target Responder
	method string // as Go prints it in an error: Head
	url    string
	host   string
}

func (o *origin) requests() []request {
	v2 := "https://" + o.api + "/v2/" + o.repo
	viaMirror := "https://" + mirrorHost + "/v2/" + o.repo
	ns := "?ns=" + registryOf(o.ref)
	return []request{
		{PhaseResolve, Registry, "Head", v2 + "/manifests/" + o.tag, o.api},
		{PhaseManifest, Registry, "Get", v2 + "/manifests/sha256:6d71928b", o.api},
		{PhaseLayer, Registry, "Get", v2 + "/blobs/sha256:6d71928b", o.api},
		{PhaseToken, TokenServer, "Get", o.token, o.tokenTo},
		{PhaseLayer, BlobStore, "Get", o.blob, o.blobTo},
		{PhaseResolve, Mirror, "Head", viaMirror + "/manifests/" + o.tag + ns, mirrorHost},
		{PhaseManifest, Mirror, "Get", viaMirror + "/manifests/sha256:6d71928b" + ns, mirrorHost},
		{PhaseLayer, Mirror, "Get", viaMirror + "/blobs/sha256:6d71928b" + ns, mirrorHost},
	}
}

// answers are what a party answers, as the runtimes print it behind the URL.
var answers = []struct {
	status int
	text   string
}{
	{401, "401 Unauthorized"}, {403, "403 Forbidden"}, {404, "404 Not Found"}, {429, "429 Too Many Requests"}, {500, "500 Internal Server Error"}, {503, "503 Service Unavailable"},
}

// failures are how a request ends without an HTTP answer. %s is the host without its port.
var failures = []string{
	"dial tcp: lookup %s on 10.96.0.10:53: no such host",
	"dial tcp: lookup %s: i/o timeout",
	"dial tcp 203.0.113.7:443: connect: connection refused",
	"dial tcp 203.0.113.7:443: i/o timeout",
	"dial tcp [2001:db8::7]:443: connect: no route to host",
	"net/http: TLS handshake timeout",
	"tls: failed to verify certificate: x509: certificate signed by unknown authority",
	"read tcp 10.0.0.2:40000->203.0.113.7:443: read: connection reset by peer",
	"EOF",
	"context deadline exceeded",
}

// templates builds wordings of runtime x step x party x answer.
func templates() []built {
	var out []built
	for i := range origins {
		o := &origins[i]
		for _, q := range o.requests() {
			out = append(out, containerdTexts(o, q)...)
		}
		out = append(out, dockerTexts(o)...)
		out = append(out, crioTexts(o)...)
		out = append(out, proxyTexts(o)...)
	}
	for _, b := range out {
		if b.phase != PhaseLocal && strings.HasPrefix(b.message, "failed to pull and unpack image") {
			out = append(out, sandboxText(b))
		}
	}
	return out
}

// containerdTexts are the wordings of containerd 1.6 to 2.x.
func containerdTexts(o *origin, q request) []built {
	resolve1, resolve2 := fmt.Sprintf(`failed to resolve reference %q: `, o.ref), "failed to resolve image: "
	copying := "failed to copy: httpReadSeeker: failed open: "
	var heads []string
	switch q.phase {
	case PhaseToken:
		for _, r := range []string{resolve1, resolve2} {
			heads = append(heads, r+"failed to authorize: failed to fetch anonymous token: ", r+"failed to authorize: failed to fetch oauth token: ")
		}
	case PhaseResolve:
		heads = []string{resolve1, resolve2}
	default:
		heads = []string{copying}
	}
	pull := fmt.Sprintf(`failed to pull and unpack image %q: `, o.ref)
	var out []built
	add := func(text string, responder Responder, status int) {
		out = append(out, built{o.image, text, q.phase, q.target, responder, status})
	}
	for _, head := range heads {
		for _, a := range answers {
			add(pull+head+"unexpected status from "+strings.ToUpper(q.method)+" request to "+q.url+": "+a.text, q.target, a.status)
			if q.phase == PhaseLayer || q.phase == PhaseManifest {
				add("rpc error: code = Unknown desc = "+pull+head+"unexpected status code "+q.url+": "+a.text, q.target, a.status)
			}
		}
		for _, f := range failures {
			if strings.Contains(f, "%s") {
				name, _, _ := strings.Cut(q.host, ":")
				f = fmt.Sprintf(f, name)
			}
			add(pull+head+fmt.Sprintf("failed to do request: %s %q: %s", q.method, q.url, f), NoAnswer, 0)
		}
	}
	return out
}

// dockerTexts are the wordings of dockerd behind dockershim and cri-dockerd.
func dockerTexts(o *origin) []built {
	daemon := "rpc error: code = Unknown desc = Error response from daemon: "
	manifest := "https://" + o.api + "/v2/" + o.repo + "/manifests/" + o.tag
	config := daemon + "error pulling image configuration: "
	page := `invalid character '<' looking for beginning of value: "<html>\r\n<head><title>403 Forbidden</title></head>"`
	xml := `invalid character '<' looking for beginning of value: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"`
	return []built{
		{o.image, daemon + `Head "` + manifest + `": unauthorized: authentication required`, PhaseResolve, Registry, Registry, 401},
		{o.image, daemon + "Get " + manifest + ": no basic auth credentials", PhaseResolve, Registry, Registry, 401},
		{o.image, daemon + `Head "` + manifest + `": denied: denied`, PhaseResolve, Registry, Registry, 0},
		{o.image, daemon + `Head "` + manifest + `": received unexpected HTTP status: 503 Service Unavailable`, PhaseResolve, Registry, Registry, 503},
		{o.image, daemon + `Get "https://` + o.api + `/v2/": x509: certificate signed by unknown authority`, PhaseResolve, Registry, NoAnswer, 0},
		{o.image, daemon + "manifest for " + o.image + " not found: manifest unknown: manifest unknown", PhaseResolve, "", Registry, 404},
		{o.image, daemon + "toomanyrequests: You have reached your pull rate limit.", PhaseResolve, "", Registry, 429},
		{o.image, daemon + `Get "` + o.token + `": net/http: TLS handshake timeout`, PhaseToken, TokenServer, NoAnswer, 0},
		{o.image, daemon + `Get "` + o.token + `": unauthorized: incorrect username or password`, PhaseToken, TokenServer, TokenServer, 0},
		{o.image, config + `Get "` + o.blob + `": dial tcp 203.0.113.7:443: i/o timeout`, PhaseConfig, BlobStore, NoAnswer, 0},
		{o.image, config + "error parsing HTTP 403 response body: " + xml, PhaseConfig, "", BlobStore, 403},
		{o.image, config + "error parsing HTTP 403 response body: " + page, PhaseConfig, "", "", 403},
		{o.image, config + "download failed after attempts=6: received unexpected HTTP status: 500 Internal Server Error", PhaseConfig, "", "", 500},
		{o.image, daemon + "error parsing HTTP 401 response body: " + page, PhaseResolve, "", "", 401},
		{o.image, daemon + "failed to register layer: write /usr/lib/x.so: no space left on device", PhaseUnpack, "", "", 0},
		{o.image, daemon + "filesystem layer verification failed for digest sha256:58de", PhaseVerify, "", "", 0},
	}
}

// crioTexts are the wordings of containers/image in CRI-O.
func crioTexts(o *origin) []built {
	source := "initializing source docker://" + o.ref + ": "
	where := registryOf(o.ref) + "/" + o.repo
	copying := "copying system image from manifest list: "
	texts := []built{
		{o.image, source + "reading manifest " + o.tag + " in " + where + ": unauthorized: authentication required", PhaseResolve, Registry, Registry, 401},
		{o.image, source + "reading manifest " + o.tag + " in " + where + ": manifest unknown", PhaseResolve, Registry, Registry, 404},
		{o.image, source + "reading manifest " + o.tag + " in " + where + ": StatusCode: 403, \"<html><head><title>403 Forbidden</title>...\"", PhaseResolve, Registry, "", 403},
		{o.image, source + "pinging container registry " + o.api + `: Get "https://` + o.api + `/v2/": dial tcp 203.0.113.7:443: connect: connection refused`, PhaseResolve, Registry, NoAnswer, 0},
		{o.image, source + "pinging container registry " + o.api + ": received unexpected HTTP status: 502 Bad Gateway", PhaseResolve, Registry, Registry, 502},
		{o.image, source + "pinging container registry " + mirrorHost + ": invalid status code from registry 403 (Forbidden)", PhaseResolve, Mirror, Mirror, 403},
		{o.image, source + "Requesting bearer token: invalid status code from registry 403 (Forbidden)", PhaseToken, TokenServer, TokenServer, 403},
		{o.image, source + "unable to retrieve auth token: invalid username/password: unauthorized: authentication required", PhaseToken, TokenServer, TokenServer, 401},
		{o.image, source + `Requesting bearer token: Get "` + o.token + `": dial tcp: lookup ` + strings.Split(o.tokenTo, ":")[0] + ": no such host", PhaseToken, TokenServer, NoAnswer, 0},
		{o.image, copying + `parsing image configuration: Get "` + o.blob + `": dial tcp 203.0.113.7:443: i/o timeout`, PhaseConfig, BlobStore, NoAnswer, 0},
		{o.image, copying + `reading blob sha256:6d71: fetching blob: StatusCode: 403, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Cod..."`, PhaseLayer, "", BlobStore, 403},
		{o.image, copying + `writing blob: storing blob to file "/var/tmp/container_images_storage1/1": happened during read: unexpected EOF`, PhaseLayer, "", "", 0},
		{o.image, copying + `writing blob: adding layer with blob "sha256:6d71": ApplyLayer exit status 1 stdout:  stderr: write /x: no space left on device`, PhaseUnpack, "", "", 0},
		{o.image, copying + "Source image rejected: A signature was required, but no signature exists", PhaseVerify, "", "", 0},
		{o.image, source + "(Mirrors also failed: [" + mirrorHost + "/" + o.repo + ":" + o.tag + ": reading manifest " + o.tag + " in " + mirrorHost + "/" + o.repo + ": manifest unknown]): " + o.ref + ": reading manifest " + o.tag + " in " + where + ": unauthorized: authentication required", PhaseResolve, Registry, Registry, 401},
	}
	for _, t := range texts {
		t.message = "unable to pull image or OCI artifact: pull image err: " + t.message + "; artifact err: get manifest: build image source: EOF"
		texts = append(texts, t)
	}
	return texts
}

// proxyTexts are what a proxy between the node and the registry leads to.
func proxyTexts(o *origin) []built {
	manifest := "https://" + o.api + "/v2/" + o.repo + "/manifests/" + o.tag
	head := fmt.Sprintf(`failed to pull and unpack image %q: failed to resolve reference %q: failed to do request: Head %q: `, o.ref, o.ref, manifest)
	return []built{
		{o.image, head + "proxyconnect tcp: dial tcp 10.1.2.3:3128: connect: connection refused", PhaseResolve, Proxy, Proxy, 0},
		{o.image, head + "proxyconnect tcp: dial tcp: lookup proxy.corp on 10.96.0.10:53: no such host", PhaseResolve, Proxy, Proxy, 0},
		{o.image, head + "Proxy Authentication Required", PhaseResolve, Proxy, Proxy, 407},
		{o.image, head + "Forbidden", PhaseResolve, Proxy, Proxy, 403},
		{o.image, head + "Bad Gateway", PhaseResolve, Proxy, Proxy, 502},
	}
}

// sandboxText is the same failure of the pause image.
func sandboxText(b built) built {
	b.message = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "` + b.image + `": failed to pull image "` + b.image + `": ` + b.message
	b.phase = PhaseSandbox
	return b
}
