package symptom

import (
	"slices"
	"testing"
)

func TestPullFailure(t *testing.T) {
	for _, tc := range []struct {
		reason, message string
		want            bool
	}{
		{"ErrImagePull", "", true},
		{"ImagePullBackOff", "", true},
		{"InvalidImageName", "", true},
		{"ErrImageNeverPull", "", true},
		{"ImageInspectError", "", true},
		{"RegistryUnavailable", "", true},
		{"SignatureValidationFailed", "", true},
		{"illegal base64 data at input byte 0", "illegal base64 data at input byte 0", true},
		{"json: cannot unmarshal array into Go struct field DockerConfigJSON.auths of type credentialprovider.DockerConfig", "", true},
		{"unexpected end of JSON input", "unexpected end of JSON input", true},
		{"invalid character '}' looking for beginning of object key string", "", true},
		{"failed to record image pull intent: no space left on device", `Failed to record image pull intent for container image "a": no space left on device`, true},
		{"ContainerCreating", "", false},
		{"PodInitializing", "", false},
		{"CrashLoopBackOff", "back-off 10s restarting failed container", false},
		{"CreateContainerConfigError", `secret "regcred" not found`, false},
		{"RunContainerError", "failed to create containerd task: x509", false},
		{"failed to sync secret cache: timed out waiting for the condition", "", false},
		{"", "dial tcp: i/o timeout", false},
	} {
		if got := PullFailure(tc.reason, tc.message); got != tc.want {
			t.Errorf("PullFailure(%q, %q) = %v", tc.reason, tc.message, got)
		}
	}
}

func TestMalformedCredential(t *testing.T) {
	for message, want := range map[string]bool{
		"illegal base64 data at input byte 4":                                                     true,
		"Error: illegal base64 data at input byte 4":                                              true,
		`Failed to pull image "nginx": illegal base64 data at input byte 4`:                       true,
		"unable to parse auth field, must be formatted as base64(username:password)":              true,
		"json: cannot unmarshal string into Go value of type credentialprovider.DockerConfig":     true,
		`Secret in version "v1" cannot be handled as a Secret: illegal base64 data at byte 4`:     false,
		`rpc error: code = Unknown desc = Error response from daemon: invalid character '<' look`: false,
		`failed to pull and unpack image "a": unexpected end of JSON input`:                       false,
		"": false,
	} {
		if got := MalformedCredential(message); got != want {
			t.Errorf("MalformedCredential(%q) = %v", message, got)
		}
	}
}

func TestMissingSecrets(t *testing.T) {
	for message, want := range map[string][]string{
		"Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.":    {"regcred"},
		"Unable to retrieve some image pull secrets (a, b.c, a); attempting to pull the image may not succeed.":  {"a", "b.c"},
		"(combined from similar events): Unable to retrieve some image pull secrets (x); attempting to pull the": {"x"},
		"Unable to retrieve some image pull secrets (cut, of":                                                    {"cut", "of"},
		"Unable to retrieve some image pull secrets ()":                                                          nil,
		"something else (regcred)": nil,
	} {
		if got := MissingSecrets(message); !slices.Equal(got, want) {
			t.Errorf("MissingSecrets(%q) = %q, want %q", message, got, want)
		}
	}
}

func TestSandboxImage(t *testing.T) {
	for message, want := range map[string]string{
		`Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "lab.test/pause:1": failed to pull image "lab.test/pause:1": not found`:                                                                                               "lab.test/pause:1",
		`Failed to create pod sandbox: rpc error: code = NotFound desc = failed to start sandbox "0a1b": failed to get sandbox image "r.test/pause:9": failed to pull image`:                                                                                              "r.test/pause:9",
		`Failed to create pod sandbox: rpc error: code = Unknown desc = failed pulling image "k8s.gcr.io/pause:3.1": Error response from daemon: Get https://k8s.gcr.io/v2/: x`:                                                                                           "k8s.gcr.io/pause:3.1",
		`Failed create pod sandbox: rpc error: code = Unknown desc = unable to pull sandbox image "k8s.gcr.io/pause:3.1": Error response from daemon`:                                                                                                                     "k8s.gcr.io/pause:3.1",
		`Failed to create pod sandbox: rpc error: code = Unknown desc = error creating pod sandbox with name "k8s_a": initializing source docker://registry.k8s.io/pause:3.9: pinging container`:                                                                          "registry.k8s.io/pause:3.9",
		`Failed create pod sandbox: rpc error: code = Unknown desc = error creating pod sandbox with name "k8s_a": Error determining manifest MIME type for docker://r.test/pause:3.1: Error reading manifest 3.1 in r.test/pause: unauthorized: authentication required`: "r.test/pause:3.1",
		`Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create a sandbox for pod "web": Error response from daemon: No such image: k8s.gcr.io/pause:3.1`:                                                                                        "k8s.gcr.io/pause:3.1",
		`Failed to create pod sandbox: rpc error: code = Unknown desc = Error response from daemon: Head “https://r.test/v2/k/pause/manifests/3.8”: x509: certificate signed by unknown authority`:                                                                        "r.test/k/pause:3.8",
		`Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "0a1b": plugin type="calico" failed`:                                                                                                                          "",
		`Failed to pull image "nginx": not found`:                                                           "",
		`Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded`: "",
	} {
		got, ok := SandboxImage(message)
		if got != want || ok != (want != "") {
			t.Errorf("SandboxImage(%q) = %q, %v", message, got, ok)
		}
	}
}

// containerd does not name the pause image that it has and cannot unpack.
func TestSandboxImageDamaged(t *testing.T) {
	for _, message := range []string{
		`Failed to create pod sandbox: rpc error: code = NotFound desc = failed to create containerd container: error unpacking image: failed to extract layer sha256:59b1: failed to get reader from content store: content digest sha256:0692: not found`,
		`Failed to create pod sandbox: rpc error: code = NotFound desc = failed to create containerd container: create snapshot: missing parent "k8s.io/2/sha256:59b1" bucket: not found`,
	} {
		if image, ok := SandboxImage(message); !ok || image != "" {
			t.Errorf("SandboxImage(%q) = %q, %v", message, image, ok)
		}
		if r := Read("FailedCreatePodSandBox", message); r.Class != Disk {
			t.Errorf("%s by %s: %s", r.Class, r.Rule, message)
		}
	}
}
