package symptom

import (
	"slices"
	"testing"
)

func TestReadAll(t *testing.T) {
	const other = `Failed to pull image "other:1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/other:1": docker.io/library/other:1: not found`
	const denied = `Failed to pull image "acme/web:1": rpc error: code = Unknown desc = Error response from daemon: pull access denied for acme/web, repository does not exist or may require 'docker login'`
	const limited = `Failed to pull image "acme/web:1": rpc error: code = Unknown desc = Error response from daemon: toomanyrequests: slow down`
	const missing = "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."
	const noBasic = `failed to resolve image: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`
	for _, tc := range []struct {
		name, reason, message string
		events                []Event
		class                 Class
		also                  Class
	}{
		{"the newest event about this image", "ImagePullBackOff", `Back-off pulling image "acme/web:1"`,
			[]Event{{"BackOff", `Back-off pulling image "acme/web:1"`}, {"Failed", "Error: ImagePullBackOff"}, {"Failed", other}, {"Failed", denied}, {"Failed", limited}}, AccessDenied, AuthRequired},
		{"combined events", "ImagePullBackOff", `Back-off pulling image "acme/web:1"`,
			[]Event{{"Failed", "(combined from similar events): " + limited}, {"Failed", denied}}, RateLimited, ""},
		{"another image's event does not fit", "ImagePullBackOff", `Back-off pulling image "acme/web:1"`, []Event{{"Failed", other}}, Unknown, ""},
		{"the status is newer than any event", "ErrImagePull", noBasic, []Event{{"Failed", limited}}, AuthRequired, ""},
		{"a missing secret is an alternative", "ErrImagePull", noBasic, []Event{{"FailedToRetrieveImagePullSecret", missing}}, AuthRequired, SecretMissing},
		{"a missing secret alone proves nothing", "ImagePullBackOff", `Back-off pulling image "acme/web:1"`, []Event{{"FailedToRetrieveImagePullSecret", missing}}, Unknown, SecretMissing},
		{"a missing secret beside a time-out is none of its business", "ErrImagePull", "dial tcp 10.0.0.1:443: i/o timeout", []Event{{"FailedToRetrieveImagePullSecret", missing}}, Connection, ""},
		{"no words at all", "ImagePullBackOff", "", []Event{{"Failed", denied}}, AccessDenied, NotFound},
		{"the pause image", "ContainerCreating", "", []Event{{"FailedCreatePodSandBox", `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "p.test/pause:1": failed to pull image "p.test/pause:1": dial tcp: lookup p.test: no such host`}}, DNS, ""},
		{"a crash is no pull failure", "CrashLoopBackOff", "back-off 10s restarting failed container", []Event{{"Failed", denied}}, Unknown, ""},
		{"an image volume's event has the image, the status too", "ErrImagePull", `failed to pull and unpack image "vol.test/data:1": vol.test/data:1: not found`, []Event{{"Failed", denied}}, NotFound, ""},
		{"a container that lacked another secret is no pull failure", "ImagePullBackOff", `Back-off pulling image "acme/web:1"`,
			[]Event{{"Failed", `Error: secret "settings" not found`}, {"Failed", "(combined from similar events): Error: failed to create containerd container: failed to mount /x: permission denied"}, {"Failed", denied}}, AccessDenied, AuthRequired},
		{"the reason alone in an event", "", "", []Event{{"Failed", "Error: ErrImageNeverPull"}}, NeverPull, ""},
		{"the raw error of a malformed secret", "ImagePullBackOff", `Back-off pulling image "acme/web:1"`, []Event{{"Failed", "Error: illegal base64 data at input byte 0"}}, CredentialMalformed, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ReadAll(tc.reason, tc.message, tc.events)
			if got.Class != tc.class {
				t.Fatalf("%s by %s, want %s", got.Class, got.Rule, tc.class)
			}
			if tc.also != "" && !slices.Contains(got.Alternatives, tc.also) {
				t.Errorf("no alternative %s in %v", tc.also, got.Alternatives)
			}
			if tc.also != SecretMissing && slices.Contains(got.Alternatives, SecretMissing) {
				t.Errorf("secret-missing without reason: %v", got.Alternatives)
			}
		})
	}
}

// The table's own rows must not change when a caller changes a reading.
func TestAlternativesAreTheCallers(t *testing.T) {
	const message = "denied: denied"
	first := Read("ErrImagePull", message)
	first.Alternatives[0] = "spoiled"
	if again := Read("ErrImagePull", message); again.Alternatives[0] == "spoiled" {
		t.Error("a reading shares its alternatives with the table")
	}
}
