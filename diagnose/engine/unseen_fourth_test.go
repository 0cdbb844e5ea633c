package engine

import "strings"

const canary4 = "hunter-fourth-8"

// A fourth set, after 167 situations written from public threads: what was judged wrongly at the
// first try, or rightly with words or a fix that did not lead on.
var unseenFourth = []unseen{
	{name: "the registry key of the manual", says: saysNoBasic, edits: only(login("<your-registry-server>", "<your-name>", "<your-pword>")), want: "placeholder-left", fix: "add-login"},
	{name: "the registry key of the manual, a real login", says: saysNoBasic, edits: only(login("https://<your-registry-server>", "bot", canary4)), want: "placeholder-left", fix: "rename-key"},
	{name: "the name of a setting as registry key", says: saysNoBasic, edits: only(login("DOCKER_REGISTRY_SERVER", "DOCKER_USER", "DOCKER_PASSWORD")), want: "placeholder-left", fix: "add-login"},
	{name: "a manual's key beside the good one", says: saysHead401, edits: only(`{"auths":{"<your-registry-server>":{},"ghcr.io":{"auth":"` + b64("bot:"+canary4) + `"}}}`), want: "credential-rejected"},
	{name: "what printf made of nothing", says: saysOAuth, edits: only(login("ghcr.io", "%!s(<nil>)", "%!s(<nil>)")), want: "placeholder-left"},
	{name: "the address of a secret for auth", says: saysOAuth, edits: only(entry(`{"auth":"` + b64("vault:secret/data/reg#PASSWORD") + `"}`)), want: "placeholder-left", tells: "address of a secret"},
	{name: "a user who is called vault", says: saysOAuth, edits: only(login("ghcr.io", "vault", "a/b/c+d=")), want: "credential-rejected"},
	{name: "IBM's user cut short", image: "us.icr.io/acme/web:1", says: saysOAuth, edits: only(login("us.icr.io", "iam", canary4)), want: "wrong-username-form"},
	{name: "IBM's user", image: "us.icr.io/acme/web:1", says: saysOAuth, edits: only(login("us.icr.io", "iamapikey", canary4)), want: "credential-rejected"},
	{name: "user and token swapped", image: "acme/web:1", says: saysOAuth, edits: only(login("https://index.docker.io/v1/", "dckr_pat_abcdefghijklmnop", "acme")), want: "wrong-username-form", tells: "swapped"},
	{name: "a token on both sides is somebody's way", says: saysOAuth, edits: only(login("ghcr.io", "ghp_abcdefghijklmnop", "ghp_abcdefghijklmnop")), want: "credential-rejected"},
	{name: "Quay's robot without its organisation", image: "quay.io/acme/web:1", says: saysOAuth, edits: only(login("quay.io", "puller", strings.Repeat("ABCD1234", 8))), want: "wrong-username-form", tells: "with the plus"},
	{name: "a person at Quay", image: "quay.io/acme/web:1", says: saysOAuth, edits: only(login("quay.io", "puller", canary4)), want: "credential-rejected"},
	{name: "Google's key in base64", image: "eu.gcr.io/p/app:1", says: saysOAuth, edits: only(login("eu.gcr.io", "_json_key", b64(`{"private_key":"k"}`))), want: "wrong-username-form", tells: "_json_key_base64"},
	{name: "Google's key with real line breaks", image: "eu.gcr.io/p/app:1", says: saysOAuth, edits: only(login("eu.gcr.io", "_json_key", "{\"private_key\":\"-----BEGIN\nMII\n\"}")), want: "wrong-username-form", tells: "real line breaks"},
	{name: "another port and the path of the web pages", image: "nexus.example.com:8083/web:1", says: saysNoBasic, edits: only(config("https://nexus.example.com/repository/docker/")), want: "host-mismatch", tells: "needs :8083; and the path differs", fix: "rename-key"},
	{name: "an image without its registry", image: "shop/web:1", says: saysScope, edits: only(config("registry.example.com")), want: "host-mismatch", tells: "an image on registry.example.com is written registry.example.com/shop/web:1."},
	{name: "a config in the text of a store", says: saysNoBasic, edits: only(`{"value":"{\"auths\":{\"ghcr.io\":{\"auth\":\"` + b64("bot:"+canary4) + `\"}}}"}`), want: "wrong-config-shape", tells: `its "value" contains the whole Docker config`, fix: "unquote-config"},
	{name: "the registries in a text", says: saysString, edits: only(`{"auths":"{\"ghcr.io\":{\"auth\":\"` + b64("bot:"+canary4) + `\"}}"}`), want: "unparseable-config", fix: "unquote-config"},
	{name: "auths inside auths", says: saysNoBasic, edits: only(`{"auths":{"auths":{"ghcr.io":{"auth":"` + b64("bot:"+canary4) + `"}}}}`), want: "wrong-config-shape", fix: "unwrap-auths"},
	{name: "twice base64 under the wrong type", says: saysNoBasic, edits: only(b64(good3), kind("Opaque", ".dockerconfigjson")), want: "wrong-type", fix: "recreate-with-type"},
	{name: "Google's key as an object", image: "gcr.io/p/app:1", says: saysString, edits: only(`{"auths":{"gcr.io":{"username":"_json_key","password":{"type":"service_account","private_key":"k"}}}}`), want: "unparseable-config", fix: "repair-entry"},
	{name: "fields of other names", says: saysNoBasic, edits: only(entry(`{"user":"bot","pass":"` + canary4 + `"}`)), want: "empty-credential", tells: `the node ignores "user" and "pass"`},
	{name: "a password in quotes, named", says: saysHead401, edits: only(login("ghcr.io", "bot", `"`+canary4+`"`)), want: "credential-rejected", tells: "password is in quotes"},
	{name: "a login that another hides", image: "acme/web:1", says: saysOAuth, edits: only(`{"auths":{"docker.io":{"auth":"` + b64("bot:old") + `"},"https://index.docker.io/v1/":{"auth":"` + b64("bot:new") + `"}}}`), want: "credential-rejected", tells: `are not tried as long as "docker.io" matches`},
	{name: "throttled", says: "pull QPS exceeded", edits: only(good3), want: "pull-throttled", tells: "This passes on its own."},
	{name: "headers that are no texts", says: saysString, edits: only(`{"auths":{"ghcr.io":{"auth":"` + b64("bot:"+canary4) + `"}},"HttpHeaders":{"X":1}}`), want: "unparseable-config", fix: "drop-settings"},
	{name: "a laptop's file under the old type", says: saysString, edits: only(`{"auths":{"ghcr.io":{"auth":"`+b64("bot:"+canary4)+`"}},"credsStore":"osxkeychain"}`, kind("kubernetes.io/dockercfg", ".dockercfg")), want: "unparseable-config", fix: "drop-settings"},
	{name: "a login where the registries belong", says: saysString, edits: only(`{"auths":{"registry":"ghcr.io","username":"bot","password":"` + canary4 + `"}}`), want: "unparseable-config", fix: "repair-entry"},
	{name: "the wrong type and a misspelt host", says: saysNoBasic, edits: only(config("gchr.io"), kind("Opaque", ".dockerconfigjson")), want: "wrong-type", fix: "recreate-with-type"},
	{name: "the registry's name cut short", image: "acme.azurecr.io/web:1", says: saysAnonymous, edits: only(config("acme")), want: "host-mismatch", tells: "only the beginning", fix: "rename-key"},
	{name: "a dot forgotten", image: "registry.gitlab.com/acme/web:1", says: saysAnonymous, edits: only(config("registry.gitlabcom")), want: "host-mismatch", tells: "by a missing dot.", fix: "rename-key"},
	{name: "a fine-grained token, named", says: saysOAuth, edits: only(login("ghcr.io", "bot", "github_pat_"+canary4+"abcdefgh")), want: "credential-rejected", tells: "fine-grained"},
}
