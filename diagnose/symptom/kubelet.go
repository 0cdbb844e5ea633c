package symptom

import (
	"slices"
	"strings"
)

// pullReasons are the waiting reasons of the kubelet's image manager
// (pkg/kubelet/images/types.go) and of the CRI (cri-api errors).
var pullReasons = []string{
	"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError",
	"RegistryUnavailable", "SignatureValidationFailed",
}

// PullFailure reports whether a waiting reason (and message) means that an image
// could not be pulled or may not be used. Since Kubernetes 1.33 the reason can
// be a raw error: the kubelet's text for a pull secret it cannot parse, or for
// a pull it cannot record.
func PullFailure(reason, message string) bool {
	if slices.Contains(pullReasons, reason) {
		return true
	}
	if !strings.Contains(reason, " ") {
		return false // PodInitializing, ContainerCreating, CrashLoopBackOff ...
	}
	return MalformedCredential(reason) || strings.HasPrefix(message, "Failed to record image pull intent ")
}

// MalformedCredential reports whether the message is the kubelet's text for a
// pull secret that it cannot parse, bare or behind its own wrappers. The same
// words inside a runtime's or the API server's error are not.
func MalformedCredential(message string) bool {
	return Read("", message).Class == CredentialMalformed
}

// MissingSecrets parses the names in the text of the event
// FailedToRetrieveImagePullSecret. The event lists names that the
// kubelet could not read at that time; they may exist.
func MissingSecrets(eventMessage string) []string {
	_, rest, ok := strings.Cut(fold(eventMessage), "Unable to retrieve some image pull secrets (")
	if !ok {
		return nil
	}
	list, _, _ := strings.Cut(rest, ")")
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// sandboxHeads come before the name of the pause image: containerd, dockershim
// and cri-dockerd, CRI-O.
var sandboxHeads = []string{
	`sandbox image "`, `pause image "`, `failed pulling image "`, `unable to pull image "`, `failed to pull and unpack image "`,
	`failed to pull image "`, "initializing source docker://", "mime type for docker://", "no such image: ", "pause image docker://", "sandbox image ", "pause image ",
}

// sandboxUnnamed are errors about the pause image without its name: containerd
// cannot unpack it because its content is missing in the node's store, or
// dockerd cannot read its config.
var sandboxUnnamed = []string{
	"error unpacking image", "failed to extract layer", "create snapshot: missing parent", "failed to unpack image",
	"pulling image configuration",
}

// SandboxImage reports whether a FailedCreatePodSandBox event is about pulling
// or unpacking the pause image, and which image; the name is empty where the
// message does not contain it. The node pulls that image without any pod's
// pull secrets.
func SandboxImage(eventMessage string) (image string, ok bool) {
	return sandboxImage(fold(eventMessage))
}

func sandboxImage(s string) (image string, ok bool) {
	lo := lower(s)
	if !strings.Contains(lo, "sandbox") {
		return "", false
	}
	for _, head := range sandboxHeads {
		i := strings.Index(lo, head)
		if i < 0 {
			continue
		}
		name := s[i+len(head):]
		if end := strings.IndexAny(name, "\" "); end >= 0 {
			name = name[:end]
		}
		if name = strings.TrimRight(name, ":,."); name != "" {
			return name, true
		}
	}
	if c := findCall(lo); strings.Contains(c.url, "/v2/") && strings.Contains(c.url, "/manifests/") {
		name, tag, _ := strings.Cut(plainURL(c.url), "/manifests/")
		_, name, _ = strings.Cut(name, "://")
		sep := ":"
		if strings.HasPrefix(tag, "sha256:") {
			sep = "@"
		}
		return strings.Replace(name, "/v2/", "/", 1) + sep + tag, true
	}
	for _, words := range sandboxUnnamed {
		if strings.Contains(lo, words) {
			return "", true
		}
	}
	return "", false
}

// sandboxWords mean the pod sandbox in masked text, which contains no image names.
var sandboxWords = []string{"pod sandbox", "podsandbox", "sandbox image", "start sandbox", "pause image"}

// sandboxPull reports whether a waiting state or event is about pulling the pause
// image, and which image. message is folded.
func sandboxPull(reason, message string) (image string, ok bool) {
	lo := lower(message)
	if reason != "FailedCreatePodSandBox" && !strings.Contains(lo, "sandbox") && !strings.Contains(lo, "pause image") {
		return "", false
	}
	if reason != "FailedCreatePodSandBox" && !strings.Contains(lo, `failed to "createpodsandbox"`) && !containsAny(mask(message, ""), sandboxWords) {
		return "", false
	}
	return sandboxImage(message)
}
