package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// fromNode makes a check of a failure that only the node's message shows, and that no secret can fix.
func fromNode(name diagnose.CheckName, short, title, doc string, link diagnose.LinkID, why string, classes ...symptom.Class) *Check {
	return register(Check{Name: name, Short: short, Title: title, Doc: doc, Run: func(k *pull.Case) []diagnose.Finding {
		for _, c := range classes {
			if (classOf(k) == c || evident(k, c)) && k.Container.Type != diagnose.TypeSandbox {
				f := diagnose.NewFinding(name, link, diagnose.Certain, k.Subject(), expand(k, why))
				if c == symptom.InvalidReference && k.ImageErr == nil && pull.SampleImage(k.Container.Image) == "" {
					f.Title, f.Detail, f.Certainty = shortNameTitle, shortName(k), diagnose.Likely
				}
				if complete := details[name]; complete != nil {
					f.Detail = complete(k, f.Detail)
				}
				if c == symptom.NotFound && mayHide(k) && !hiddenImage(k) {
					f.Detail += notFoundCaveat(k)
				}
				if c == symptom.InvalidReference && k.ImageErr != nil {
					f.Detail = strings.Replace(f.Detail, "reference.", "reference"+pull.ImageFault(k.Container.Image)+".", 1)
				}
				f.UncertainIf(len(k.Reading.Alternatives) > 0 && !settled(k) || c == symptom.NotFound && mayHide(k))
				return []diagnose.Finding{f}
			}
		}
		return nil
	}})
}

// evident reports whether a class is certain without the node's message: a name that is not a valid
// reference, the policy Never where no node has the image yet, and an image that the registry reports as forbidden although it does not exist.
func evident(k *pull.Case, c symptom.Class) bool {
	switch c {
	case symptom.InvalidReference:
		return k.ImageErr != nil && k.Reading.Class == symptom.Unknown
	case symptom.NotFound:
		return k.Ahead == nil && hiddenImage(k)
	case symptom.NeverPull:
		return k.Ahead != nil && k.Container.PullPolicy == pull.Never
	}
	return false
}

// mayHide reports whether "not found" may mean "access denied": the pull was anonymous, and some registries
// hide what is not visible without credentials.
func mayHide(k *pull.Case) bool {
	return k.Stage() != pull.StageSent && !alwaysPublic(k.Image)
}

// notFoundCaveat says that "not found" proves little for a pull without credentials.
func notFoundCaveat(k *pull.Case) string {
	switch k.Stage() {
	case pull.StageBroken, pull.StageUnseen:
		return ""
	}
	return fmt.Sprintf(" But none of the pod's pull secrets has credentials for %s, and some registries return \"not found\" for images that are not visible without credentials.", k.Image.Registry)
}

// settled reports whether an ambiguous message is settled by what the kubelet sends: credentials that are
// accepted cannot be missing.
func settled(k *pull.Case) bool { return k.Stage() == pull.StageSent }

// expand fills the image and the registry into a sentence.
func expand(k *pull.Case, text string) string {
	registry := k.Image.Registry
	if registry == "" {
		registry = "the registry"
	}
	if k.Reading.Host != "" && k.Reading.Host != registry && k.Reading.Class != symptom.NotFound {
		registry = k.Reading.Host
	}
	// Indexed verbs only: a text may contain one of the two, or neither.
	return strings.NewReplacer("%[1]s", k.Container.Image, "%[1]q", strconv.Quote(k.Container.Image), "%[2]s", registry).Replace(text)
}

// The checks below depend on the node's message alone. %[1]s is the image, %[2]s the registry.
var (
	_ = fromNode(diagnose.CheckInvalidImageName, "invalid image name", "The image name is not a valid reference",
		`An image reference is [registry[:port]/]repository[:tag][@digest], all lower case except the tag, without
http:// in front and without spaces. The API server does not validate it; the node does, before it asks any
registry (reason InvalidImageName).
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.containers[*].image}' shows the exact string.
Fix it: correct the image in the workload.`, diagnose.LinkImage,
		"%[1]q is not a valid image reference. The node did not ask any registry.", symptom.InvalidReference)
	_ = fromNode(diagnose.CheckPullNever, "policy Never, no image", "The pull policy is Never, and the pod may not use the image",
		`With imagePullPolicy: Never the node does not pull: the image has to be on that node. Since Kubernetes 1.35 the
same message can also mean that the image is there, but was pulled with credentials that this pod lacks.
Check it: kubectl get node NODE -o jsonpath='{.status.images[*].names}' lists the images on the node.
Fix it: use IfNotPresent, or load the image on every node.`, diagnose.LinkImage,
		"The pull policy of %[1]s is Never, and the image is not on the node (or, since Kubernetes 1.35, this pod has no credentials for it).", symptom.NeverPull)
	_ = fromNode(diagnose.CheckImageNotFound, "no such image or tag", "The registry has no such image",
		`The registry was reached, but it does not have this repository, tag or digest: a spelling mistake, a build that
did not push, a deleted tag. Some registries also return "not found" if the credentials may not see the image.
Check it: kubectl -n NAMESPACE describe pod POD shows the image as it was requested; look for that tag in the
registry.
Fix it: push the image or correct its name. No pull secret can fix that.`, diagnose.LinkImage,
		"The registry reports that %[1]s does not exist. No pull secret can fix that: push the image, or correct repository and tag.", symptom.NotFound)
	_ = fromNode(diagnose.CheckPlatformMismatch, "wrong architecture", "There is no image for the node's architecture",
		`The image exists, but not for this node's operating system or processor (amd64, arm64, ...).
Check it: kubectl get node NODE -o jsonpath='{.status.nodeInfo.architecture}' shows what the node needs.
Fix it: build for that platform too, or select nodes by kubernetes.io/arch.`, diagnose.LinkImage,
		"%[1]s exists, but has no variant for this node's platform. No pull secret can fix that.", symptom.Platform)
	_ = fromNode(diagnose.CheckUnsupportedManifest, "unsupported format", "The image has a format that the runtime does not support",
		`Runtimes no longer support images in Docker's schema 1, nor artifacts that are not images (charts, signatures).
Check it: kubectl -n NAMESPACE describe pod POD shows the format (schema 1, a media type).
Fix it: build or push the image again with a current tool.`, diagnose.LinkImage,
		"%[1]s has a format that the node's runtime does not support.", symptom.UnsupportedManifest)
	_ = fromNode(diagnose.CheckRateLimited, "rate limited (429)", "The registry limits how often images may be pulled",
		`The registry returns 429: too many pulls. Docker Hub counts anonymous pulls per address; an account has its own
limit.
Check it: kubectl -n NAMESPACE get events --field-selector reason=Failed shows 429 or toomanyrequests.
Fix it: wait, pull with credentials, or keep a copy of the image in your own registry.`, diagnose.LinkRegistry,
		"%[2]s answered that there were too many pulls.", symptom.RateLimited)
	_ = fromNode(diagnose.CheckRegistryUnreachable, "registry not reachable", "The node cannot reach the registry",
		`The name does not resolve, the connection is refused, or nothing answers. Credentials do not matter before there
is a connection. A registry that your computer can reach may still be out of the node's reach.
Check it: kubectl -n NAMESPACE describe pod POD shows the address and what failed: lookup, connection refused,
timeout.
Fix it: correct the host in the image; check the node's DNS, proxy and firewall.`, diagnose.LinkRegistry,
		"The node could not reach %[2]s. No pull secret can fix that: check the host's spelling and the node's DNS, proxy and firewall.", symptom.DNS, symptom.Connection)
	_ = fromNode(diagnose.CheckRegistryUntrusted, "certificate not trusted", "The node does not trust the registry's certificate",
		`TLS fails: the certificate was issued by an authority that the node does not know, is for another name, or has
expired.
Check it: kubectl -n NAMESPACE describe pod POD shows x509 and the reason: unknown authority, another name,
expired.
Fix it: add the registry's CA to the node's runtime, or renew the certificate.`, diagnose.LinkRegistry,
		"The node does not accept the certificate of %[2]s. No pull secret can fix that: add the registry's CA to the node's runtime, or renew the certificate.", symptom.TLS)
	_ = fromNode(diagnose.CheckRegistrySpeaksHTTP, "plain HTTP, not HTTPS", "The registry uses plain HTTP, but the node expects HTTPS",
		`The runtime uses HTTPS unless it is configured otherwise; the registry answered in plain HTTP.
Check it: kubectl -n NAMESPACE describe pod POD shows "server gave HTTP response to HTTPS client".
Fix it: enable TLS on the registry, or list it as insecure in the runtime's configuration on each node.`, diagnose.LinkRegistry,
		"%[2]s answers in plain HTTP, but the node expects HTTPS. Fix it on the node or at the registry; a pull secret does not help.", symptom.HTTPvsHTTPS)
	_ = fromNode(diagnose.CheckRegistryError, "registry error (5xx)", "The registry returns an error",
		`The registry, or a proxy in front of it, returns 5xx or something that is not a registry's response.
Check it: kubectl -n NAMESPACE describe pod POD shows the status, such as 500 or 503, and the address that
returned it.
Fix it: check the registry; the node retries on its own.`, diagnose.LinkRegistry,
		"%[2]s returned an error. The node retries on its own.", symptom.RegistryError)
	_ = fromNode(diagnose.CheckNodeDisk, "node's disk", "The node cannot store or unpack the image",
		`The download began, but the node has no space left, or a layer could not be unpacked.
Check it: kubectl describe node NODE shows DiskPressure and how much space is left for images.
Fix it: free space on the node, or pull the image again.`, diagnose.LinkImage,
		"The node cannot store or unpack %[1]s. Fix it on the node.", symptom.Disk)
	_ = fromNode(diagnose.CheckRefusedByPolicy, "refused by a policy", "A signature or admission policy refuses the image",
		`The image was refused because it lacks a required signature, or comes from a source that is not allowed. The
node, the registry or an admission webhook does that; a webhook refuses the pod, so that none exists.
Check it: kubectl -n NAMESPACE describe pod POD shows which rule: a signature, a scan, a blocked registry, 412;
without a pod, kubectl -n NAMESPACE get events --field-selector reason=FailedCreate.
Fix it: sign the image, or change the policy.`, diagnose.LinkImage,
		"A policy of the node or the cluster refuses %[1]s.", symptom.Policy)
	_ = fromNode(diagnose.CheckPullThrottled, "node's own pull limit", "The node limits its own pulls",
		`The kubelet pulls at most registryPullQPS images per second (5 by default). Beyond that it reports "pull QPS
exceeded" and retries later.
Check it: kubectl -n NAMESPACE get events --field-selector reason=Failed shows "pull QPS exceeded";
kubectl get --raw /api/v1/nodes/NODE/proxy/configz shows the limit.
Fix it: wait; this passes on its own. If it does not, raise registryBurst and registryPullQPS in the kubelet's
configuration; a burst of 0 allows no pull at all.`, diagnose.LinkRegistry,
		"The node itself limits how many images it pulls per second. This passes on its own.", symptom.Throttled)
	_ = fromNode(diagnose.CheckPullCancelled, "pull cut off", "The pull was cancelled or took too long",
		`The pull was cut off: a deadline passed, or the node was shutting down.
Check it: kubectl -n NAMESPACE describe pod POD shows when Pulling began, and "context canceled" or "deadline
exceeded" after it.
Fix it: wait for the next attempt; a very large image may need a longer deadline.`, diagnose.LinkRegistry,
		"The pull of %[1]s was cancelled or took too long. The node retries on its own.", symptom.Cancelled)
)
