package engine

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

const garDenied = `rpc error: code = Unknown desc = Error response from daemon: Head "https://HOST/v2/REPO/manifests/TAG": denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/europe-west1/repositories/r" (or it may not exist)`

// A second set, written after the first had been used to correct the rules.
var unseenSecond = []unseen{
	{name: "named twice", says: saysNoBasic, edits: with(refs("gone", "gone")), want: "secret-missing"},
	{name: "an old dockercfg under a misspelt host", says: saysNoBasic, edits: only(`{"gchr.io":{"auth":"`+b64("bot:secretword")+`"}}`, kind("kubernetes.io/dockercfg", ".dockercfg")), want: "host-mismatch"},
	{name: "a line end behind auth is harmless", says: saysHead401, edits: only(entry(`{"auth":"` + b64("bot:secretword") + `\r\n"}`)), want: "credential-rejected"},
	{name: "field names in capitals are read", says: saysOAuth, edits: only(`{"Auths":{"ghcr.io":{"Username":"bot","PASSWORD":"secretword"}}}`), want: "credential-rejected"},
	{name: "two dollars before a robot", image: "harbor.example.com/p/app:1", says: saysHead401, edits: only(login("harbor.example.com", "robot$$ci", canary)), want: "wrong-username-form"},
	{name: "a backslash before the dollar", image: "nvcr.io/acme/model:1", says: saysOAuth, edits: only(login("nvcr.io", `\$oauthtoken`, canary)), want: "wrong-username-form"},
	{name: "an organisation behind Docker Hub's old name", image: "acme/web:1", says: saysScope, edits: only(config("https://index.docker.io/v1/acme")), want: "host-mismatch"},
	{name: "docker.io hides a good login", image: "acme/web:1", says: saysOAuth, edits: only(`{"auths":{"docker.io":{"auth":"` + b64("bot:old-word") + `"},"https://index.docker.io/v1/":{"auth":"` + b64("bot:new-word") + `"}}}`), want: "credential-rejected"},
	{name: "the new entries of docker login", image: "acme/web:1", says: saysScope, edits: only(`{"auths":{"https://index.docker.io/v1/access-token":{"auth":"` + b64("bot:x") + `"},"https://index.docker.io/v1/refresh-token":{"auth":"` + b64("bot:y") + `"}}}`), want: "host-mismatch"},
	{name: "the image's host in capitals", image: "GHCR.io/acme/web:1", says: saysAnonymous, edits: only(config("ghcr.io")), want: "host-mismatch"},
	{name: "Artifactory's path", image: "acme.jfrog.io/docker-local/web:1", says: saysNoBasic, edits: only(config("https://acme.jfrog.io/artifactory/docker-local")), want: "host-mismatch"},
	{name: "Artifactory by its subdomain", image: "docker-local.artifactory.example.com/web:1", says: saysNoBasic, edits: only(config("artifactory.example.com")), want: "host-mismatch"},
	{name: "the mirror's name for the registry's", image: "registry.acme.example/app:1", says: saysScope, edits: only(config("mirror.acme.example")), want: "host-mismatch"},
	{name: "a registry without credentials refuses", image: "registry.k8s.io/app:1", says: saysScope, edits: only(config("k8s.gcr.io")), want: "egress-refused"},
	{name: "the credentials are in the key", says: saysNoBasic, edits: only(`{"auths":{"https://bot:word@ghcr.io":{}}}`), want: "empty-credential"},
	{name: "a user and a store", says: saysAnonymous, edits: only(`{"auths":{"ghcr.io":{"username":"bot"}},"credsStore":"desktop"}`), want: "empty-credential"},
	{name: "a whole manifest inside", says: saysNoBasic, edits: only(`{"apiVersion":"v1","kind":"Secret","data":{".dockerconfigjson":"e30="}}`), want: "wrong-config-shape"},
	{name: "user and password on top", says: saysNoBasic, edits: only(`{"username":"bot","password":"secretword"}`), want: "wrong-config-shape"},
	{name: "registry and login on top", says: saysAnonymous, edits: only(`{"ghcr.io":"bot:secretword"}`), want: "wrong-config-shape"},
	{name: "a login for GitHub, no right", says: saysHead403, edits: only(config("ghcr.io")), want: "access-denied"},
	{name: "GitHub, no credentials", says: saysHead403, want: "no-credentials"},
	{name: "a robot of Quay's without the right", image: "quay.io/acme/web:1", says: `initializing source docker://IMG: reading manifest TAG in HOST/REPO: unauthorized: access to the requested resource is not authorized`, edits: only(login("quay.io", "acme+ci", canary)), want: "access-denied"},
	{name: "Quay, no credentials", image: "quay.io/acme/web:1", says: `initializing source docker://IMG: reading manifest TAG in HOST/REPO: unauthorized: access to the requested resource is not authorized`, want: "no-credentials"},
	{name: "Google's node may not", image: garHost + "/p/r/app:1", says: garDenied, edits: with(node("v1.33.1", "gce://p/z/n")), want: "access-denied", besides: "node-credentials"},
	{name: "Google, no credentials", image: garHost + "/p/r/app:1", says: `rpc error: code = Unknown desc = Error response from daemon: Head "https://HOST/v2/REPO/manifests/TAG": denied: Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.repositories.downloadArtifacts" on resource "projects/p/locations/l/repositories/r" (or it may not exist)`, want: "no-credentials"},
	{name: "Amazon's node, nothing sent", image: ecrHost + "/app:1", says: saysNoBasic, edits: with(node("v1.33.1", "aws:///eu-west-1a/i-0abc")), want: "no-credentials", besides: "node-credentials"},
	{name: "Azure's node, nothing sent", image: "acme.azurecr.io/web:1", says: saysAnonymous, edits: with(node("v1.33.1", "azure:///subscriptions/x")), want: "no-credentials", besides: "node-credentials"},
	{name: "an opaque password of Amazon's and 403", image: ecrHost + "/app:1", says: saysHead403, edits: only(login(ecrHost, "AWS", canary), aged(48*time.Hour)), want: "credential-expired"},
	{name: "no such tag behind a wall", image: "ghcr.io/acme/web:9", says: saysNotFound, want: "image-not-found"},
	{name: "an expired token beside a missing secret", image: "acme.azurecr.io/web:1", says: saysOAuth, edits: with(refs("gone", "r"), secret("shop", "r", login("acme.azurecr.io", "00000000-0000-0000-0000-000000000000", jwt(noon.Add(-5*time.Hour))))), want: "credential-expired", besides: "secret-missing"},
	{name: "expired and a newline", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "AWS", ecr(noon.Add(-time.Hour))+"\n")), want: "credential-expired"},
	{name: "a wrong type beside a namesake elsewhere", says: saysNoBasic, edits: with(refs("r"), secret("shop", "r", config("ghcr.io"), opaque), secret("prod", "r", config("ghcr.io"))), want: "wrong-type"},
	{name: "a wrong type while a good one lies about", says: saysNoBasic, edits: with(refs("r"), secret("shop", "r", config("ghcr.io"), opaque), secret("shop", "good", config("ghcr.io"))), want: "wrong-type"},
	{name: "the list of secrets may not be read", says: saysNoBasic, edits: with(func(s *diagnose.Snapshot) {
		s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: "secrets", Namespace: "shop", Verb: "list", Why: "forbidden"})
	}), want: "no-credentials"},
	{name: "one secret is referenced that the user may not list", says: saysNoBasic, edits: with(refs("gone"), func(s *diagnose.Snapshot) {
		s.Unreadable = append(s.Unreadable, diagnose.Unreadable{Resource: "secrets", Namespace: "shop", Verb: "list", Why: "forbidden"})
	}), want: "secret-missing"},
	{name: "two broken secrets, the first for the image", says: saysBase64, edits: with(refs("r", "old"), secret("shop", "r", entry(`{"auth":"%%%"}`)), secret("shop", "old", `{"auths":{"old.example":{"auth":"$$"}}}`)), want: "undecodable-base64"},
	{name: "two broken secrets, the first for elsewhere", says: saysBase64, edits: with(refs("old", "r"), secret("shop", "r", entry(`{"auth":"%%%"}`)), secret("shop", "old", `{"auths":{"old.example":{"auth":"$$"}}}`)), want: "poisoned-by-other-secret"},
	{name: "broken, and the image does not exist either", image: "nginx:nosuchtag", says: saysBase64, edits: only(`{"auths":{"https://index.docker.io/v1/":{"auth":"%%%"}}}`), want: "undecodable-base64"},
	{name: "a broken one of the wrong type is not read", says: saysNoBasic, edits: with(refs("old", "r"), secret("shop", "old", `{"auths":{"old.example":{"auth":"$$"}}}`, opaque), secret("shop", "r", config("gchr.io"))), want: "host-mismatch"},
	{name: "an unreadable one and a refused one", says: saysHead401, edits: with(refs("u", "r"), forbidden("secrets", "u"), secret("shop", "r", config("ghcr.io"))), want: "credential-rejected"},
	{name: "a public image that is not there", image: "quay.io/prometheus/prometheus:v99", says: saysNotFound, edits: only(config("ghcr.io")), want: "image-not-found"},
	{name: "CRI-O, a short name", image: "web:1", says: `short-name resolution enforced but cannot prompt without a TTY`, want: "invalid-image-name"},
	{name: "a file without a type", edits: only(config("ghcr.io"), func(s *diagnose.Secret) { s.Type = "Opaque" }), want: "wrong-type"},
	{name: "a file whose data is the JSON itself", edits: only("", func(s *diagnose.Secret) {
		s.Data, s.BadData = map[string][]byte{}, map[string]string{".dockerconfigjson": "illegal base64 data at input byte 0"}
	}), want: "undecodable-base64"},
	{name: "a file without the data key", edits: only("", func(s *diagnose.Secret) { s.Data = map[string][]byte{} }), want: "wrong-data-key"},
	{name: "a file that contains one space", edits: only(" "), want: "unparseable-config"},
	{name: "a file with a number for a password", edits: only(entry(`{"username":"bot","password":12345}`)), want: "unparseable-config"},
	{name: "a file with a wide comma", edits: only(`{"auths":{"ghcr.io":{"username":"bot"，"password":"secretword"}}}`), want: "unparseable-config"},
	{name: "a file with only a store", edits: only(`{"auths":{"ghcr.io":{}},"credsStore":"desktop"}`), want: "empty-credential"},
	{name: "a file for Amazon's with another user", image: ecrHost + "/app:1", edits: only(login(ecrHost, "bot", canary)), want: "wrong-username-form"},
	{name: "a file with a capital in the key", edits: only(config("GHCR.IO")), want: "host-mismatch"},
	{name: "a file with a broken secret for elsewhere alone", image: "nginx:1", edits: only(`{"auths":{"old.example":{"auth":"$$"}}}`), want: "undecodable-base64"},
}
