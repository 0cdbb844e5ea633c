package engine

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

const (
	ecrHost = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
	garHost = "europe-west1-docker.pkg.dev"
)

// Logins that match, are sent, and do not help.
var unseenLogins = []unseen{
	{name: "wrong password, basic", says: saysHead401, edits: only(config("ghcr.io")), want: "credential-rejected"},
	{name: "wrong password, token", says: saysOAuth, edits: only(config("ghcr.io")), want: "credential-rejected"},
	{name: "wrong password, CRI-O", image: "docker.io/acme/web:1", says: saysCRIOLogin, edits: only(config("docker.io")), want: "credential-rejected"},
	{name: "a dead token of GitHub's", says: saysOAuth403, edits: only(login("ghcr.io", "bot", "ghp_"+canary)), want: "credential-rejected"},
	{name: "two logins, both refused", says: `[` + saysHead401 + `, ` + saysOAuth + `]`, edits: with(refs("r", "s"), secret("shop", "r", config("ghcr.io")), secret("shop", "s", config("ghcr.io/acme"))), want: "credential-rejected"},
	{name: "an empty entry first, a refused one second", says: `[` + saysAnonymous + `, ` + saysOAuth + `]`, edits: with(refs("r", "s"), secret("shop", "r", entry(`{}`)), secret("shop", "s", config("ghcr.io/acme"))), want: "credential-rejected", besides: "empty-credential"},
	{name: "a missing one beside a refused one", says: saysHead401, edits: with(refs("gone", "r"), secret("shop", "r", config("ghcr.io"))), want: "credential-rejected", besides: "secret-missing"},
	{name: "a newline behind the password", says: saysHead401, edits: only(entry(`{"auth":"` + b64("bot:secretword\n") + `"}`)), want: "stray-whitespace"},
	{name: "a carriage return", says: saysOAuth, edits: only(entry(`{"username":"bot","password":"secretword\r\n"}`)), want: "stray-whitespace"},
	{name: "a space before the user", says: saysHead401, edits: only(entry(`{"username":" bot","password":"secretword"}`)), want: "stray-whitespace"},
	{name: "a no-break space after the password", says: saysHead401, edits: only(entry(`{"username":"bot","password":"secretword\u00a0"}`)), want: "stray-whitespace"},
	{name: "a BOM before the user", says: saysHead401, edits: only(entry(`{"username":"\ufeffbot","password":"secretword"}`)), want: "stray-whitespace"},
	{name: "angle brackets", says: saysHead401, edits: only(login("ghcr.io", "<your-name>", "<your-pword>")), want: "placeholder-left"},
	{name: "the manual's sample", image: "acme/web:1", says: saysOAuth, edits: only(login("https://index.docker.io/v1/", "janedoe", "xxxxxxxxxxx")), want: "placeholder-left"},
	{name: "a shell variable", says: saysOAuth, edits: only(login("ghcr.io", "bot", "$GITHUB_TOKEN")), want: "placeholder-left"},
	{name: "a variable in braces", says: saysOAuth, edits: only(login("ghcr.io", "bot", "${GHCR_PAT_2}")), want: "placeholder-left"},
	{name: "a template that was not filled in", says: saysOAuth, edits: only(login("ghcr.io", "bot", "{{ .Values.registry.password }}")), want: "placeholder-left"},
	{name: "a workflow expression", says: saysOAuth, edits: only(login("ghcr.io", "bot", "${{ secrets.GITHUB_TOKEN }}")), want: "placeholder-left"},
	{name: "changeme", says: saysHead401, edits: only(login("ghcr.io", "bot", "ChangeMe")), want: "placeholder-left"},
	{name: "replace me", says: saysHead401, edits: only(login("ghcr.io", "bot", "REPLACE_ME")), want: "placeholder-left"},
	{name: "YOUR_TOKEN", says: saysHead401, edits: only(login("ghcr.io", "YOUR_USERNAME", "YOUR_TOKEN")), want: "placeholder-left"},
	{name: "an encrypted value", says: saysHead401, edits: only(login("ghcr.io", "bot", "ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]")), want: "placeholder-left"},
	{name: "a value that helm did not have", says: saysHead401, edits: only(login("ghcr.io", "bot", "<no value>")), want: "placeholder-left"},
	{name: "a path of a vault", says: saysHead401, edits: only(login("ghcr.io", "bot", "vault:secret/data/ghcr#password")), want: "placeholder-left"},
	{name: "nvcr.io without its dollar", image: "nvcr.io/acme/model:1", says: saysOAuth, edits: only(login("nvcr.io", "oauthtoken", "nvapi-"+canary)), want: "wrong-username-form"},
	{name: "nvcr.io, the shell ate the user", image: "nvcr.io/acme/model:1", says: saysAnonymous, edits: only(login("nvcr.io", "", "nvapi-"+canary)), want: "wrong-username-form"},
	{name: "a robot of Harbor's, eaten", image: "harbor.example.com/p/app:1", says: saysHead401, edits: only(login("harbor.example.com", "robot", canary)), want: "wrong-username-form"},
	{name: "a project robot of Harbor's, eaten", image: "harbor.example.com/p/app:1", says: saysHarbor, edits: only(login("harbor.example.com", "robot+puller", canary)), want: "wrong-username-form"},
	{name: "an access key for Amazon's", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "AKIAIOSFODNN7EXAMPLE", canary)), want: "wrong-username-form"},
	{name: "aws in small letters", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "aws", ecr(noon.Add(time.Hour)))), want: "wrong-username-form"},
	{name: "Google, a key file with another user", image: garHost + "/p/r/app:1", says: saysOAuth, edits: only(login(garHost, "oauth2accesstoken", `{"type":"service_account","private_key":"x","client_email":"a@p.iam"}`)), want: "wrong-username-form"},
	{name: "Google, _json_key without a key file", image: garHost + "/p/r/app:1", says: saysOAuth, edits: only(login(garHost, "_json_key", "ya29."+canary)), want: "wrong-username-form"},
	{name: "Google, a key file in base64", image: garHost + "/p/r/app:1", says: saysOAuth, edits: only(login(garHost, "_json_key", b64(`{"type":"service_account","private_key":"x"}`))), want: "wrong-username-form"},
	{name: "Docker Hub wants no e-mail address", image: "acme/web:1", says: saysOAuth, edits: only(login("docker.io", "bot@acme.example", canary)), want: "wrong-username-form"},
	{name: "Oracle without the tenancy", image: "fra.ocir.io/ten/app:1", says: saysOAuth, edits: only(login("fra.ocir.io", "bot@acme.example", canary)), want: "wrong-username-form"},
	{name: "IBM by name", image: "us.icr.io/ns/app:1", says: saysOAuth, edits: only(login("us.icr.io", "bot@acme.example", canary)), want: "wrong-username-form"},
	{name: "auth is older than the fields", says: saysHead401, edits: only(entry(`{"username":"bot","password":"new-word","auth":"` + b64("bot:old-word") + `"}`)), want: "auth-disagrees"},
	{name: "auth is cut off at a lucky place", says: saysHead401, edits: only(entry(`{"username":"bot","password":"secretword","auth":"` + b64("bot:secret") + `"}`)), want: "auth-disagrees"},
	{name: "auth is for somebody else", says: saysOAuth, edits: only(entry(`{"username":"bot","password":"new-word","auth":"` + b64("jane:old-word") + `"}`)), want: "auth-disagrees"},
	{name: "Amazon's password has ended", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "AWS", ecr(noon.Add(-time.Hour)))), want: "credential-expired"},
	{name: "Amazon's password has ended and it says 403", image: ecrHost + "/app:1", says: saysHead403, edits: only(login(ecrHost, "AWS", ecr(noon.Add(-time.Hour)))), want: "credential-expired"},
	{name: "Amazon says so itself", image: ecrHost + "/app:1", says: saysExpired, edits: only(login(ecrHost, "AWS", canary)), want: "credential-expired"},
	{name: "Azure's token has ended", image: "acme.azurecr.io/web:1", says: saysOAuth, edits: only(login("acme.azurecr.io", "00000000-0000-0000-0000-000000000000", jwt(noon.Add(-48*time.Hour)))), want: "credential-expired"},
	{name: "an access token of Google's, two days old", image: garHost + "/p/r/app:1", says: saysOAuth, edits: only(login(garHost, "oauth2accesstoken", "ya29."+canary), aged(48*time.Hour)), want: "credential-expired"},
	{name: "an opaque password of Amazon's, two days old", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "AWS", canary), aged(48*time.Hour)), want: "credential-expired"},
	{name: "a job token of GitLab's", image: "registry.gitlab.com/g/p:1", says: saysOAuth, edits: only(login("registry.gitlab.com", "gitlab-ci-token", canary), aged(5*time.Hour)), want: "credential-expired"},
	{name: "a token of a GitHub job", says: saysOAuth, edits: only(login("ghcr.io", "bot", "ghs_"+canary), aged(5*time.Hour)), want: "credential-expired"},
	{name: "a fresh password of Amazon's is refused", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "AWS", canary), aged(time.Hour)), want: "credential-rejected"},
	{name: "403 with a login", image: "harbor.example.com/p/app:1", says: saysHead403, edits: only(login("harbor.example.com", "robot$ci", canary)), want: "access-denied"},
	{name: "a token without the scope", image: "acme/web:1", says: saysScope, edits: only(config("docker.io")), want: "access-denied"},
	{name: "a robot of another project", image: "harbor.example.com/p/app:1", says: saysHarbor, edits: only(login("harbor.example.com", "robot$other+ci", canary)), want: "access-denied"},
	{name: "Google's roles", image: garHost + "/p/r/app:1", says: `rpc error: code = Unknown desc = Error response from daemon: Head "https://HOST/v2/REPO/manifests/TAG": denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/europe-west1/repositories/r" (or it may not exist)`, edits: only(login(garHost, "_json_key", `{"type":"service_account","private_key":"x","client_email":"a@p.iam"}`)), want: "access-denied"},
	{name: "GitLab's scopes", image: "registry.gitlab.com/g/p:1", says: saysOAuth403, edits: only(login("registry.gitlab.com", "gitlab+deploy-token-7", "gldt-"+canary)), want: "access-denied"},
	{name: "an official image and a wrong login", image: "nginx:1.27", says: saysOAuth, edits: only(config("https://index.docker.io/v1/")), want: "breaks-public-image"},
	{name: "Amazon's public gallery and a stale login", image: "public.ecr.aws/docker/library/redis:7", says: saysHead403, edits: only(login("public.ecr.aws", "AWS", ecr(noon.Add(-time.Hour)))), want: "breaks-public-image", besides: "credential-expired"},
	{name: "Kubernetes' registry and any login", image: "registry.k8s.io/pause:3.10", says: saysHead401, edits: only(config("registry.k8s.io")), want: "breaks-public-image"},
	{name: "Microsoft's registry and a star", image: "mcr.microsoft.com/dotnet/aspnet:9.0", says: saysHead401, edits: only(config("*.microsoft.com")), want: "breaks-public-image"},
	{name: "another pod pulls it without a login", says: saysOAuth, edits: with(refs("r"), secret("shop", "r", config("ghcr.io")), func(s *diagnose.Snapshot) {
		p := s.Pods[0]
		p.Name, p.UID, p.Namespace, p.PullSecrets, p.Phase = "other", "pod-2", "free", nil, "Running"
		p.Containers = []diagnose.Container{{Name: "app", Type: diagnose.TypeContainer, Image: "ghcr.io/acme/web:1", Running: true}}
		s.Pods = append(s.Pods, p)
	}), want: "breaks-public-image"},
}
