package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// fromNode makes a check of something that only the node can tell: its words
// decide, and no secret can mend it.
func fromNode(name diagnose.CheckName, short, title, doc string, link diagnose.LinkID, why string, classes ...symptom.Class) *Check {
	return &Check{Name: name, Short: short, Title: title, Doc: doc, Run: func(k *pull.Case) []diagnose.Finding {
		for _, c := range classes {
			if (k.Reading.Class == c || provesItself(k, c)) && k.Container.Type != diagnose.TypeSandbox {
				f := diagnose.NewFinding(name, link, diagnose.Certain, k.Subject(), expand(k, why))
				if c == symptom.InvalidReference && k.ImageErr == nil {
					f.Detail = fmt.Sprintf("%q is a valid reference, but the node's runtime does not accept it as it stands: names without a registry are not completed there. Write the registry in front.", k.Container.Image)
					f.Certainty = diagnose.Likely
				}
				if c == symptom.NotFound && mayHide(k) && !hiddenImage(k) {
					f.Detail += anonymously(k)
				}
				if c == symptom.InvalidReference && k.ImageErr != nil {
					f.Detail = strings.Replace(f.Detail, "reference.", "reference"+pull.ImageFault(k.Container.Image)+".", 1)
				}
				f.UncertainIf(len(k.Reading.Alternatives) > 0 && !settled(k) || c == symptom.NotFound && mayHide(k))
				return []diagnose.Finding{f}
			}
		}
		return nil
	}}
}

// provesItself says whether a class needs no words of the node: a name that
// is no reference, and an image that only pretends to be hidden.
func provesItself(k *pull.Case, c symptom.Class) bool {
	switch c {
	case symptom.InvalidReference:
		return k.ImageErr != nil && k.Reading.Class == symptom.Unknown
	case symptom.NotFound:
		return hiddenImage(k)
	}
	return false
}

// mayHide says whether "not found" may stand for "not for you": the pull was
// anonymous, and there are registries that hide what one may not see.
func mayHide(k *pull.Case) bool {
	return k.Stage() != pull.StageSent && !alwaysPublic(k.Image)
}

// anonymously tells what an answer to a pull without a login is worth.
func anonymously(k *pull.Case) string {
	switch k.Stage() {
	case pull.StageBroken, pull.StageUnseen:
		return ""
	}
	return fmt.Sprintf(" But none of the pod's pull secrets has a login for %s, and some registries answer \"not found\" for what one may not see without a login.", k.Image.Registry)
}

// settled says whether the readings of ambiguous words are settled by what
// the kubelet sends: a login that is accepted cannot be a missing one.
func settled(k *pull.Case) bool { return k.Stage() == pull.StageSent }

// expand fills the image into a sentence.
func expand(k *pull.Case, text string) string {
	registry := k.Image.Registry
	if registry == "" {
		registry = "the registry"
	}
	if k.Reading.Host != "" && k.Reading.Host != registry && k.Reading.Class != symptom.NotFound {
		registry = k.Reading.Host
	}
	// Indexed verbs only: a text may name one of the two, or neither.
	return strings.NewReplacer("%[1]s", k.Container.Image, "%[1]q", strconv.Quote(k.Container.Image), "%[2]s", registry).Replace(text)
}

// The checks below are told by the node alone. %[1]s is the image, %[2]s the
// registry.
var (
	invalidImageName = fromNode(diagnose.CheckInvalidImageName, "no valid image name", "The image name is not a valid reference",
		`An image reference is [registry[:port]/]repository[:tag][@digest], all lower case but for the tag, without
http:// in front and without blanks. The API server does not check that; the node does, before it asks
any registry (reason InvalidImageName).
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.containers[*].image}' shows the string as
it is used.
Fix it: correct the image in the workload.`, diagnose.LinkImage,
		"%[1]q is no valid image reference. The node did not ask any registry.", symptom.InvalidReference)
	pullNever = fromNode(diagnose.CheckPullNever, "policy Never, no image", "The pull policy is Never, and the image may not be used",
		`With imagePullPolicy: Never the node does not pull. The image has to be on that very node. Since Kubernetes
1.35 the same words also mean: the image is there, but was pulled with a credential this pod does not have.
Check it: kubectl get node NODE -o jsonpath='{.status.images[*].names}' lists what is on the node.
Fix it: use IfNotPresent, or load the image on every node.`, diagnose.LinkImage,
		"The pull policy of %[1]s is Never, and the image is not on the node (or, since Kubernetes 1.35, this pod has no credential for it).", symptom.NeverPull)
	imageNotFound = fromNode(diagnose.CheckImageNotFound, "no such image or tag", "The registry has no such image",
		`The registry was reached, and it does not have this repository, tag or digest. A typing error, a build that
did not push, a tag that was deleted. Some registries also say "not found" for what a login may not see.
Check it: kubectl -n NAMESPACE describe pod POD names the image as it was asked for; look for that tag in
the registry.
Fix it: push the image or correct its name. No pull secret can cure that.`, diagnose.LinkImage,
		"The registry answers that it has no %[1]s. No pull secret can cure that: push the image, or correct repository and tag.", symptom.NotFound)
	platformMismatch = fromNode(diagnose.CheckPlatformMismatch, "wrong architecture", "There is no image for the node's architecture",
		`The image exists, but not for this node's operating system or processor (amd64, arm64, ...).
Check it: kubectl get node NODE -o jsonpath='{.status.nodeInfo.architecture}' shows what the node needs.
Fix it: build for that platform too, or choose nodes by kubernetes.io/arch.`, diagnose.LinkImage,
		"%[1]s exists, but has no variant for this node's platform. No pull secret can cure that.", symptom.Platform)
	unsupportedManifest = fromNode(diagnose.CheckUnsupportedManifest, "image format too old", "The image has a format that the runtime does not read",
		`Runtimes no longer read images of Docker's schema 1, nor artifacts that are not images (charts, signatures).
Check it: kubectl -n NAMESPACE describe pod POD names the format (schema 1, a media type).
Fix it: build or push the image anew with a present-day tool.`, diagnose.LinkImage,
		"%[1]s has a format that the node's runtime does not read.", symptom.UnsupportedManifest)
	rateLimited = fromNode(diagnose.CheckRateLimited, "rate limited (429)", "The registry limits how often one may pull",
		`The registry answers 429: too many pulls. Docker Hub counts anonymous pulls by address; a login has a limit
of its own.
Check it: kubectl -n NAMESPACE get events --field-selector reason=Failed shows 429 or toomanyrequests.
Fix it: wait, pull with a login, or keep a copy of the image in a registry of your own.`, diagnose.LinkRegistry,
		"%[2]s answers that there were too many pulls. It passes by itself; a login or a mirror raises the limit.", symptom.RateLimited)
	registryUnreachable = fromNode(diagnose.CheckRegistryUnreachable, "registry not reached", "The node cannot reach the registry",
		`The name does not resolve, the connection is refused, or nothing answers. Logins do not matter before there
is a connection. What your computer reaches is not what the node reaches.
Check it: kubectl -n NAMESPACE describe pod POD shows the address, and what failed: lookup, connection
refused, timeout.
Fix it: correct the host in the image; look at the node's DNS, proxy, firewall.`, diagnose.LinkRegistry,
		"The node could not reach %[2]s. No pull secret can cure that: look at the host's spelling, the node's DNS, proxy and firewall.", symptom.DNS, symptom.Connection)
	registryUntrusted = fromNode(diagnose.CheckRegistryUntrusted, "certificate not trusted", "The node does not trust the registry's certificate",
		`TLS fails: the certificate is by an authority that the node does not know, is for another name, or has
expired.
Check it: kubectl -n NAMESPACE describe pod POD shows x509 and what is wrong: unknown authority, another
name, expired.
Fix it: give the node's runtime the registry's CA, or renew the certificate.`, diagnose.LinkRegistry,
		"The node does not accept the certificate of %[2]s. No pull secret can cure that: the node's runtime needs the registry's CA, or the certificate has to be renewed.", symptom.TLS)
	registrySpeaksHTTP = fromNode(diagnose.CheckRegistrySpeaksHTTP, "plain HTTP, not HTTPS", "The registry speaks plain HTTP where HTTPS was tried",
		`The runtime tries HTTPS unless its configuration says otherwise; the registry answered in plain HTTP.
Check it: kubectl -n NAMESPACE describe pod POD says "server gave HTTP response to HTTPS client".
Fix it: give the registry TLS, or name it as insecure in the runtime's configuration of each node.`, diagnose.LinkRegistry,
		"%[2]s answers in plain HTTP where the node tried HTTPS. It is mended on the node or at the registry, not by a pull secret.", symptom.HTTPvsHTTPS)
	registryError = fromNode(diagnose.CheckRegistryError, "registry error (5xx)", "The registry answers with an error of its own",
		`The registry, or a proxy before it, answers with 5xx or with something that is no registry's answer.
Check it: kubectl -n NAMESPACE describe pod POD shows the status, 500 or 503, and the address that gave
it.
Fix it: look at the registry; the node tries again by itself.`, diagnose.LinkRegistry,
		"%[2]s answers with an error of its own. The node tries again by itself.", symptom.RegistryError)
	nodeDisk = fromNode(diagnose.CheckNodeDisk, "node's disk", "The node cannot store or unpack the image",
		`The download began, but the node has no space left, or a layer could not be unpacked.
Check it: kubectl describe node NODE shows DiskPressure and how much is left for images.
Fix it: free space on the node, or pull the image anew.`, diagnose.LinkImage,
		"The node cannot store or unpack %[1]s. It is mended on the node.", symptom.Disk)
	refusedByPolicy = fromNode(diagnose.CheckRefusedByPolicy, "refused by a policy", "A signature or admission policy refuses the image",
		`The image was refused because it is not signed as demanded, or comes from a place that is not allowed.
Check it: kubectl -n NAMESPACE describe pod POD says which rule: a signature, a scan, a blocked registry,
412.
Fix it: sign the image, or change the policy.`, diagnose.LinkImage,
		"A policy of the node or the cluster refuses %[1]s.", symptom.Policy)
	pullThrottled = fromNode(diagnose.CheckPullThrottled, "node's own pull limit", "The node limits its own pulls",
		`The kubelet pulls at most registryPullQPS images a second (5 unless configured). Beyond that it says "pull QPS
exceeded" and tries again later.
Check it: kubectl -n NAMESPACE get events --field-selector reason=Failed shows "pull QPS exceeded";
kubectl get --raw /api/v1/nodes/NODE/proxy/configz shows the limit.
Fix it: it passes by itself. Where it does not, raise registryBurst and registryPullQPS in the kubelet's
configuration; a burst of 0 lets nothing through.`, diagnose.LinkRegistry,
		"The node itself limits how many images it pulls a second. It passes by itself.", symptom.Throttled)
	pullCancelled = fromNode(diagnose.CheckPullCancelled, "pull cut off", "The pull was cancelled or took too long",
		`The pull was cut off: a deadline passed, or the node was stopping.
Check it: kubectl -n NAMESPACE describe pod POD shows when Pulling began, and "context canceled" or
"deadline exceeded" after it.
Fix it: it is tried again; a very large image may need a longer deadline.`, diagnose.LinkRegistry,
		"The pull of %[1]s was cancelled or took too long. The node tries again.", symptom.Cancelled)
)

var sandboxImage = &Check{
	Name:  diagnose.CheckSandboxImage,
	Short: "pause image not pulled",
	Title: "The node cannot pull the pause image",
	Doc: `Every pod begins with a small container that holds its network, the pause image. The runtime pulls it by
itself, never with a pod's secrets. Nothing in the pod can mend it.
Check it: kubectl -n NAMESPACE describe pod POD shows the event FailedCreatePodSandBox with the image's
name; the containers stay ContainerCreating.
Fix it: on the node, in the runtime's configuration (sandbox image, its registry and login).`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Container.Type != diagnose.TypeSandbox {
			return nil
		}
		o := k.Pod.Object()
		if k.Pod.Node != "" {
			o = diagnose.Object{Kind: "Node", Name: k.Pod.Node}
		}
		why := fmt.Sprintf("Node %s cannot pull the pause image %s that every pod starts with. Pull secrets of pods are never used for it: it is mended in the node's runtime configuration.", k.Pod.Node, k.Container.Image)
		if k.Container.Image == "" { // the runtime names it only when it pulls it
			why = fmt.Sprintf("Node %s has the pause image that every pod starts with and cannot unpack it: a part of it is gone from the runtime's store. No pull secret can help; remove the image on the node, so that the runtime pulls it again.", k.Pod.Node)
		}
		return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckSandboxImage, diagnose.LinkImage, diagnose.Certain, &o, why)}
	},
}
