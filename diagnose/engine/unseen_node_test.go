package engine

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// What no secret can fix, beside secrets that are broken.
var unseenNode = []unseen{
	{name: "the name does not resolve, the secret is missing", image: "registry.nowhere.example/web:1", says: saysDNS, edits: with(refs("gone")), want: "registry-unreachable", besides: "secret-missing"},
	{name: "refused, the key is misspelt", says: saysRefused, edits: only(config("gchr.io")), want: "registry-unreachable"},
	{name: "no answer, nothing attached", says: saysTimeout, want: "registry-unreachable"},
	{name: "a foreign authority, the type is wrong", says: saysX509, edits: only(config("ghcr.io"), opaque), want: "registry-untrusted"},
	{name: "plain HTTP", image: "registry.local:5000/web:1", says: saysHTTP, edits: with(refs("gone")), want: "registry-speaks-http"},
	{name: "too many pulls, no login", image: "nginx:1.27", says: says429, want: "rate-limited"},
	{name: "too many pulls, the key lacks its slash", image: "acme/web:1", says: says429, edits: only(config("https://index.docker.io/v1")), want: "host-mismatch", besides: "rate-limited"},
	{name: "the registry is down", says: says503, edits: only(config("gchr.io")), want: "registry-error"},
	{name: "another processor", says: saysPlatform, edits: with(refs("gone")), want: "platform-mismatch"},
	{name: "no such tag, logged in", says: saysNotFound, edits: only(config("ghcr.io")), want: "image-not-found"},
	{name: "no such tag, the secret is missing", says: saysNotFound, edits: with(refs("gone")), want: "image-not-found", besides: "secret-missing"},
	{name: "a Hub image that does not exist", image: "ngnix:1.27", says: saysScope, want: "image-not-found"},
	{name: "a Hub image that does not exist, on Docker's runtime", image: "ngnix", says: saysDaemon, want: "image-not-found"},
	{name: "a Hub image that does not exist, with a good login", image: "alpnie:3", says: saysScope, edits: only(config("docker.io")), want: "image-not-found"},
	{name: "the name is no name", image: "ghcr.io/Acme/Web:1", says: "", edits: with(refs("gone"), running, state("InvalidImageName", `Failed to apply default image tag "ghcr.io/Acme/Web:1": couldn't parse image name "ghcr.io/Acme/Web:1": invalid reference format: repository name (Acme/Web) must be lowercase`)), want: "invalid-image-name"},
	{name: "a scheme in the image", image: "https://ghcr.io/acme/web:1", says: "", edits: with(running, state("InvalidImageName", `Failed to apply default image tag "https://ghcr.io/acme/web:1": couldn't parse image name "https://ghcr.io/acme/web:1": invalid reference format`)), want: "invalid-image-name"},
	{name: "policy Never", says: "x", edits: with(refs("gone"), node("v1.33.1", ""), state("ErrImageNeverPull", `Container image "ghcr.io/acme/web:1" is not present with pull policy of Never`)), want: "pull-never"},
	{name: "policy Never and the image is there", says: "x", edits: with(state("ErrImageNeverPull", `Container image "ghcr.io/acme/web:1" is not present with pull policy of Never`), func(s *diagnose.Snapshot) {
		p := s.Pods[0]
		p.Name, p.UID, p.Namespace, p.Phase = "other", "pod-2", "infra", "Running"
		p.Containers = []diagnose.Container{{Name: "app", Type: diagnose.TypeContainer, Image: "ghcr.io/acme/web:1", Running: true}}
		s.Pods = append(s.Pods, p)
	}), want: "credentials-for-cached-image"},
	{name: "a signature is asked for", says: "x", edits: with(refs("gone"), state("SignatureValidationFailed", "image ghcr.io/acme/web:1: signature validation failed: Source image rejected: A signature was required, but no signature exists")), want: "refused-by-policy"},
	{name: "no space", says: head + "failed to extract layer sha256:aa: write /var/lib/containerd/x: no space left on device", edits: with(refs("gone")), want: "node-disk"},
	{name: "the node limits itself", says: "pull QPS exceeded", edits: only(config("gchr.io")), want: "pull-throttled"},
	{name: "cut off", says: head + "context canceled", edits: with(refs("gone")), want: "pull-cancelled"},
	{name: "an old format", says: head + `not implemented: media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported since containerd v2.1, please rebuild the image as "application/vnd.docker.distribution.manifest.v2+json" or "application/vnd.oci.image.manifest.v1+json"`, want: "unsupported-manifest"},
	{name: "the pause image", image: "registry.k8s.io/pause:3.10", says: saysRefused, edits: with(refs("gone"), typed(diagnose.TypeSandbox)), want: "sandbox-image"},
	{name: "a damaged pause image", says: "x", edits: with(refs("gone"), typed(diagnose.TypeSandbox), state("FailedCreatePodSandBox", "Failed to create pod sandbox: rpc error: code = NotFound desc = failed to create containerd container: error unpacking image: failed to extract layer sha256:59b1: content digest sha256:0692: not found"), func(s *diagnose.Snapshot) { s.Pods[0].Containers[0].Image = "" }), want: "sandbox-image"},
	{name: "the node's role may not pull", image: ecrHost + "/app:1", says: `rpc error: code = Unknown desc = Error response from daemon: pull access denied for HOST/REPO, repository does not exist or may require 'docker login': denied: User: arn:aws:sts::123456789012:assumed-role/node/i-0abc is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:123456789012:repository/app`, edits: with(node("v1.33.1", "aws:///eu-west-1a/i-0abc")), want: "access-denied", besides: "node-credentials"},
	{name: "the node's own login is refused", says: saysOAuth, want: "credential-rejected"},
}

// running makes a pod of what play takes for a template.
func running(s *diagnose.Snapshot) {
	w := world("")
	c := s.Pods[0].Containers
	s.Pods, s.Workloads, s.Source = w.Pods, w.Workloads, w.Source
	c[0].Waiting = true
	s.Pods[0].Containers = c
}
