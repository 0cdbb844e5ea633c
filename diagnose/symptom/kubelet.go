package symptom

// PullFailure says whether a waiting reason means that an image could not be
// pulled or may not be used.
func PullFailure(reason, message string) bool { return false }

// SandboxImage says whether a FailedCreatePodSandBox event is about pulling
// the pause image, and which image.
func SandboxImage(eventMessage string) (image string, ok bool) { return "", false }

// MissingSecrets parses the names in the text of FailedToRetrieveImagePullSecret.
func MissingSecrets(eventMessage string) []string { return nil }

// MalformedCredential says whether the message is the kubelet's text for a
// pull secret that it cannot parse.
func MalformedCredential(message string) bool { return false }
