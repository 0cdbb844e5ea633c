package engine

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

const (
	backOff31 = `Back-off pulling image "ghcr.io/acme/web:1"`
	lostEvent = `Unable to retrieve some image pull secrets (r); attempting to pull the image may not succeed.`
)

// fill makes a node's sentence about the world's image.
func fill(says string) string {
	b := unseen{says: says}
	return b.play().Pods[0].Containers[0].Message
}

// failedEvent is the event that tells the cause on Kubernetes before 1.32.
func failedEvent(says string, ago time.Duration) func(*diagnose.Snapshot) {
	return event("Failed", `Failed to pull image "ghcr.io/acme/web:1": `+fill(says), ago)
}

// tried is the event that a pull began.
func tried(ago time.Duration) func(*diagnose.Snapshot) {
	return event("Pulling", `Pulling image`, ago)
}

// What was said before, and what is so now.
var unseenTimes = []unseen{
	{name: "back-off without a cause, the event tells: refused", says: "x", edits: with(state("ImagePullBackOff", backOff31), failedEvent(saysHead401, time.Minute), refs("r"), secret("shop", "r", config("ghcr.io"), aged(time.Hour))), want: "credential-rejected"},
	{name: "back-off without a cause, the event tells: missing tag", says: "x", edits: with(state("ImagePullBackOff", backOff31), failedEvent(saysNotFound, time.Minute), refs("gone")), want: "image-not-found"},
	{name: "back-off without a cause, the event tells: malformed", says: "x", edits: with(state("ImagePullBackOff", backOff31), event("Failed", `Failed to pull image "ghcr.io/acme/web:1": illegal base64 data at input byte 0`, time.Minute), refs("r"), secret("shop", "r", entry(`{"auth":"%%"}`))), want: "undecodable-base64"},
	{name: "back-off without a cause and no events, a broken key", says: "x", edits: with(state("ImagePullBackOff", backOff31), refs("r"), secret("shop", "r", config("gchr.io"))), want: "host-mismatch"},
	{name: "back-off without a cause and no events, a missing secret", says: "x", edits: with(state("ImagePullBackOff", backOff31), refs("gone")), want: "secret-missing"},
	{name: "back-off without a cause and no events, all is well", says: "x", edits: with(state("ImagePullBackOff", backOff31), refs("r"), secret("shop", "r", config("ghcr.io"), aged(time.Hour))), want: "unknown"},
	{name: "back-off and only the event about the secret", says: "x", edits: with(state("ImagePullBackOff", backOff31), event("FailedToRetrieveImagePullSecret", lostEvent, time.Minute), refs("r")), want: "secret-missing"},
	{name: "the event about a secret is no proof", says: saysNotFound, edits: with(event("FailedToRetrieveImagePullSecret", lostEvent, time.Minute), refs("r")), want: "image-not-found"},
	{name: "the secret was made since", says: saysNoBasic, edits: with(failedEvent(saysNoBasic, 5*time.Minute), refs("r"), secret("shop", "r", config("ghcr.io"), aged(time.Minute))), want: "waiting-for-retry"},
	{name: "the secret was made since, says only its event", says: "x", edits: with(state("ImagePullBackOff", backOff31), event("FailedToRetrieveImagePullSecret", lostEvent, 5*time.Minute), refs("r"), secret("shop", "r", config("ghcr.io"), aged(time.Minute))), want: "waiting-for-retry"},
	{name: "the secret was repaired since", says: saysBase64, edits: only(config("ghcr.io"), aged(time.Minute)), want: "waiting-for-retry"},
	{name: "the password was changed since", says: saysHead401, edits: with(failedEvent(saysHead401, 5*time.Minute), refs("r"), secret("shop", "r", config("ghcr.io"), aged(time.Minute))), want: "waiting-for-retry"},
	{name: "the password was changed since, and the node was only asked to wait", says: saysHead401, edits: with(failedEvent(saysHead401, 5*time.Minute), event("Failed", "Error: ImagePullBackOff", time.Second), refs("r"), secret("shop", "r", config("ghcr.io"), aged(time.Minute))), want: "waiting-for-retry"},
	{name: "a public image, its dead login was taken out since", image: "nginx:1.27", says: saysOAuth, edits: with(tried(5*time.Minute), refs("r"), secret("shop", "r", `{"auths":{}}`, aged(time.Minute))), want: "waiting-for-retry"},
	{name: "a public image, its dead login was taken out since, others stay", image: "nginx:1.27", says: saysOAuth, edits: with(tried(5*time.Minute), refs("r"), secret("shop", "r", config("quay.io"), aged(time.Minute))), want: "waiting-for-retry"},
	{name: "no public image, its login was taken out since", says: saysOAuth, edits: with(tried(5*time.Minute), refs("r"), secret("shop", "r", `{"auths":{}}`, aged(time.Minute))), want: "wrong-config-shape"},
	{name: "the password was changed before", says: saysHead401, edits: with(failedEvent(saysHead401, time.Minute), refs("r"), secret("shop", "r", config("ghcr.io"), aged(5*time.Minute))), want: "credential-rejected"},
	{name: "a raw reason from a node of 1.33", says: "invalid character 'R' looking for beginning of value", edits: only(`{"auths":[]}`), want: "unparseable-config"},
	{name: "ErrImagePull with a parser's text from a node of 1.31", says: "x", edits: with(state("ErrImagePull", saysNoColon), refs("r"), secret("shop", "r", entry(`{"auth":"`+b64("token-only")+`"}`))), want: "auth-malformed"},
}

// Manifests that were never deployed: only what they prove.
var unseenTemplates = []unseen{
	{name: "BOM", edits: only("\ufeff" + config("ghcr.io")), want: "unparseable-config"},
	{name: "a comma too many", edits: only(`{"auths":{"ghcr.io":{"username":"bot","password":"secretword",}}}`), want: "unparseable-config"},
	{name: "single quotes", edits: only(`{'auths':{'ghcr.io':{'username':'bot','password':'secretword'}}}`), want: "unparseable-config"},
	{name: "curly quotes", edits: only(`{“auths”:{“ghcr.io”:{“username”:“bot”}}}`), want: "unparseable-config"},
	{name: "YAML for JSON", edits: only("auths:\n  ghcr.io:\n    username: bot\n    password: secretword\n"), want: "unparseable-config"},
	{name: "cut off", edits: only(`{"auths":{"ghcr.io":{"username":"bot","pass`), want: "unparseable-config"},
	{name: "quoted as a whole", edits: only(`"{\"auths\":{\"ghcr.io\":{}}}"`), want: "unparseable-config"},
	{name: "the path of the file in place of its content", edits: only("~/.docker/config.json"), want: "unparseable-config"},
	{name: "base64 twice", edits: only(b64(config("ghcr.io"))), want: "double-base64"},
	{name: "not base64", edits: only("", func(s *diagnose.Secret) {
		s.Data, s.BadData = nil, map[string]string{".dockerconfigjson": "illegal base64 data at input byte 0"}
	}), want: "undecodable-base64"},
	{name: "Opaque", edits: only(config("ghcr.io"), opaque), want: "wrong-type"},
	{name: "another data key", edits: only(config("ghcr.io"), kind("kubernetes.io/dockerconfigjson", "config.json")), want: "wrong-data-key"},
	{name: "no auths level", edits: only(`{"ghcr.io":{"username":"bot","password":"secretword"}}`), want: "wrong-config-shape"},
	{name: "auth is not base64", edits: only(entry(`{"auth":"bot:secretword"}`)), want: "undecodable-base64"},
	{name: "auth is a token", edits: only(entry(`{"auth":"` + b64("token-only") + `"}`)), want: "auth-malformed"},
	{name: "a misspelt key", edits: only(config("gchr.io")), want: "host-mismatch"},
	{name: "an empty entry", edits: only(entry(`{}`)), want: "empty-credential"},
	{name: "a placeholder", edits: only(login("ghcr.io", "<your-name>", "<your-token>")), want: "placeholder-left"},
	{name: "a newline", edits: only(entry(`{"auth":"` + b64("bot:secretword\n") + `"}`)), want: "stray-whitespace"},
	{name: "auth disagrees", edits: only(entry(`{"username":"bot","password":"new-word","auth":"` + b64("bot:old-word") + `"}`)), want: "auth-disagrees"},
	{name: "expired", image: ecrHost + "/app:1", edits: only(login(ecrHost, "AWS", ecr(noon.Add(-time.Hour)))), want: "credential-expired"},
	{name: "missing", edits: with(refs("regcred")), want: "secret-missing"},
	{name: "misspelt name", edits: with(refs("regcerd"), secret("shop", "regcred", config("ghcr.io"))), want: "secret-name-typo"},
	{name: "in another namespace", edits: with(refs("regcred"), secret("prod", "regcred", config("ghcr.io"))), want: "secret-in-other-namespace"},
	{name: "a capital in the image", image: "ghcr.io/Acme/web:1", want: "invalid-image-name"},
	{name: "a second secret is broken", edits: with(refs("r", "old"), secret("shop", "r", config("ghcr.io")), secret("shop", "old", `{"auths":{"old.example":{"auth":"$$"}}}`)), want: "poisoned-by-other-secret"},
	{name: "under the container", edits: with(func(s *diagnose.Snapshot) {
		s.Misplaced = []diagnose.Misplaced{{Object: s.Pods[0].Object(), Path: "spec.template.spec.containers[0].imagePullSecrets", Names: []string{"r"}}}
	}), want: "misplaced-pull-secrets"},
}
