package engine

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// wide is a text as Windows tools save it: UTF-16 with a byte order mark.
func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return string(b)
}

const canary3 = "hunter-third-9"

// good3 is a right login for ghcr.io.
var good3 = login("ghcr.io", "bot", canary3)

// A third set: how content is encoded, by which hands it went, and what else lies around.
var unseenThird = []unseen{
	{name: "a file in UTF-16", edits: only(wide(good3)), want: "unparseable-config"},
	{name: "a file with a byte order mark", edits: only("\ufeff" + good3), want: "unparseable-config"},
	{name: "a file with Windows' line ends is fine", says: saysHead401, edits: only(strings.ReplaceAll(good3, ",", ",\r\n")), want: "credential-rejected"},
	{name: "a file that was packed", edits: only("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56\x4a"), want: "unparseable-config"},
	{name: "a file with a comment", edits: only("{\n// ours\n\"auths\":{\"ghcr.io\":{\"auth\":\"" + b64("bot:"+canary3) + "\"}}}"), want: "unparseable-config"},
	{name: "a file with a comma too many", edits: only(`{"auths":{"ghcr.io":{"auth":"` + b64("bot:"+canary3) + `"},}}`), want: "unparseable-config"},
	{name: "a file in YAML", edits: only("auths:\n  ghcr.io:\n    username: bot\n    password: " + canary3 + "\n"), want: "unparseable-config"},
	{name: "a file with single quotes", edits: only(`{'auths':{'ghcr.io':{'username':'bot','password':'` + canary3 + `'}}}`), want: "unparseable-config"},
	{name: "a file with typographic quotes", edits: only("{\u201cauths\u201d:{\u201cghcr.io\u201d:{}}}"), want: "unparseable-config"},
	{name: "a file whose JSON is a text", edits: only(`"{\"auths\":{}}"`), want: "unparseable-config"},
	{name: "a file cut off", edits: only(good3[:len(good3)-4]), want: "unparseable-config"},
	{name: "a file with two objects", edits: only(good3 + good3), want: "unparseable-config"},
	{name: "a file base64 twice", edits: only(b64(good3)), want: "double-base64"},
	{name: "a file base64 twice, in lines", edits: only(b64(good3)[:20] + "\n" + b64(good3)[20:] + "\n"), want: "double-base64"},
	{name: "a file base64 three times", edits: only(b64(b64(good3))), want: "double-base64"},
	{name: "a file that is a path", edits: only("/root/.docker/config.json"), want: "unparseable-config"},
	{name: "a file that is a command", edits: only("$(cat ~/.docker/config.json | base64 -w0)"), want: "unparseable-config"},
	{name: "a file that is an unfilled template", edits: only(`{{ .Values.dockerconfigjson }}`), want: "unparseable-config"},
	{name: "a file that is only a token", edits: only("ghp_abcdefghijklmnopqrstuvwxyz0123456789"), want: "unparseable-config"},
	{name: "a file that is user and password", edits: only("bot:" + canary3), want: "unparseable-config"},
	{name: "auth with a line end inside is read", says: saysHead401, edits: only(entry(`{"auth":"` + b64("bot:" + canary3)[:8] + `\n` + b64("bot:" + canary3)[8:] + `"}`)), want: "credential-rejected"},
	{name: "auth without its padding is read", says: saysHead401, edits: only(entry(`{"auth":"` + strings.TrimRight(b64("bot:"+canary3+"x"), "=") + `"}`)), want: "credential-rejected"},
	{name: "auth in quotes of its own", says: saysBase64, edits: only(entry(`{"auth":"\"` + b64("bot:"+canary3) + `\""}`)), want: "undecodable-base64"},
	{name: "auth with Basic before it", says: saysBase64, edits: only(entry(`{"auth":"Basic ` + b64("bot:"+canary3) + `"}`)), want: "undecodable-base64"},
	{name: "auth is a JSON in base64", says: saysHead401, edits: only(entry(`{"auth":"` + b64(`{"username":"bot","password":"x"}`) + `"}`)), want: "auth-malformed"},
	{name: "auth with a colon before it", says: saysNoBasic, edits: only(entry(`{"auth":"` + b64(":"+canary3) + `"}`)), want: "empty-credential"},
	{name: "a newline behind the password", says: saysHead401, edits: only(entry(`{"auth":"` + b64("bot:"+canary3+"\n") + `"}`)), want: "stray-whitespace"},
	{name: "a newline behind the user", says: saysHead401, edits: only(entry(`{"auth":"` + b64("bot\n:"+canary3) + `"}`)), want: "stray-whitespace"},
	{name: "a carriage return behind the password", says: saysOAuth, edits: only(entry(`{"auth":"` + b64("bot:"+canary3+"\r") + `"}`)), want: "stray-whitespace"},
	{name: "a no-break space in the password", says: saysOAuth, edits: only(entry(`{"username":"bot","password":"` + canary3 + "\u00a0" + `"}`)), want: "stray-whitespace"},
	{name: "a password in quotes", says: saysHead401, edits: only(entry(`{"username":"bot","password":"'` + canary3 + `'"}`)), want: "credential-rejected"},
	{name: "fields agree, auth is of another", says: saysHead401, edits: only(entry(`{"username":"bot","password":"new","auth":"` + b64("bot:old") + `"}`)), want: "auth-disagrees"},
	{name: "IPv6 without brackets in the key", image: "[2001:db8::1]:5000/web:1", says: saysNoBasic, edits: only(config("2001:db8::1:5000")), want: "host-mismatch"},
	{name: "IPv6 without a port", image: "[2001:db8::1]/web:1", says: saysNoBasic, edits: only(config("[2001:db8::1]")), want: "host-mismatch"},
	{name: "a name in umlauts", image: "xn--bcher-kva.example/web:1", says: saysNoBasic, edits: only(config("bücher.example")), want: "host-mismatch"},
	{name: "a star before the port", image: "reg.example:5000/web:1", says: saysNoBasic, edits: only(config("*:5000")), want: "host-mismatch"},
	{name: "a star for the port", image: "reg.example:5000/web:1", says: saysNoBasic, edits: only(config("reg.example:*")), want: "host-mismatch"},
	{name: "two stars", image: "a.b.reg.example/web:1", says: saysNoBasic, edits: only(config("**.reg.example")), want: "host-mismatch"},
	{name: "http where it does not matter", image: "reg.example:5000/web:1", says: saysHead401, edits: only(config("http://reg.example:5000")), want: "credential-rejected"},
	{name: "a question mark in the key", says: saysHead401, edits: only(config("https://ghcr.io?service=x")), want: "credential-rejected"},
	{name: "Docker Hub by its bare old name", image: "acme/web:1", says: saysOAuth, edits: only(config("index.docker.io")), want: "credential-rejected"},
	{name: "Docker Hub with a port", image: "acme/web:1", says: saysScope, edits: only(config("index.docker.io:443")), want: "host-mismatch"},
	{name: "Docker Hub, the library's path for an organisation", image: "acme/web:1", says: saysScope, edits: only(config("docker.io/library")), want: "host-mismatch"},
	{name: "an official image under a short path", image: "nginx:9.9", says: saysScope, edits: only(config("docker.io/nginx")), want: "image-not-found"},
	{name: "Docker Hub in capitals", image: "acme/web:1", says: saysScope, edits: only(config("https://INDEX.docker.io/v1/")), want: "host-mismatch"},
	{name: "kubectl with an empty server", says: saysNoBasic, edits: only(config("")), want: "host-mismatch"},
	{name: "the organisation as the key", says: saysNoBasic, edits: only(config("acme")), want: "host-mismatch"},
	{name: "the API's address as the key", image: "registry.gitlab.com/a/b:1", says: saysAnonymous3, edits: only(config("https://gitlab.com/api/v4")), want: "host-mismatch"},
	{name: "two spellings of one key", says: saysHead401, edits: only(`{"auths":{"ghcr.io":{"auth":"` + b64("a:x") + `"},"https://ghcr.io":{"auth":"` + b64("b:y") + `"}}}`), want: "credential-rejected"},
	{name: "immutable and refused", says: saysHead401, edits: only(good3, func(s *diagnose.Secret) { s.Immutable = true }), want: "credential-rejected"},
	{name: "immutable and misspelt", says: saysNoBasic, edits: only(config("gchr.io"), func(s *diagnose.Secret) { s.Immutable = true }), want: "host-mismatch"},
	{name: "several keys, the right one good", says: saysHead403, edits: only(good3, data("config.json", "{}"), data(".dockercfg", "{}")), want: "access-denied"},
	{name: "an old dockercfg that is right and refused", says: saysOAuth, edits: only(`{"ghcr.io":{"auth":"`+b64("bot:"+canary3)+`"}}`, kind("kubernetes.io/dockercfg", ".dockercfg")), want: "credential-rejected"},
	{name: "helpers beside an entry that is empty", image: "gcr.io/p/app:1", says: saysAnonymous3, edits: only(`{"auths":{"gcr.io":{}},"credHelpers":{"gcr.io":"gcloud"}}`), want: "empty-credential"},
	{name: "a key of Google's that is no JSON", image: "gcr.io/p/app:1", says: saysOAuth, edits: only(login("https://gcr.io", "_json_key", "not json at all")), want: "wrong-username-form"},
	{name: "Google's user misspelt", image: "eu.gcr.io/p/app:1", says: saysOAuth, edits: only(login("eu.gcr.io", "json_key", `{"type":"service_account"}`)), want: "wrong-username-form"},
	{name: "Amazon's user in small letters", image: ecrHost + "/app:1", says: saysHead401, edits: only(login(ecrHost, "aws", canary3)), want: "wrong-username-form"},
	{name: "Azure's token by its zeros, ended", image: "acme.azurecr.io/web:1", says: saysOAuth, edits: only(login("acme.azurecr.io", "00000000-0000-0000-0000-000000000000", jwt(noon.Add(-30*60*1e9)))), want: "credential-expired"},
	{name: "a token that ends tomorrow does not break today's pull", image: "acme.azurecr.io/web:9", says: saysNotFound, edits: only(login("acme.azurecr.io", "00000000-0000-0000-0000-000000000000", jwt(noon.Add(3*3600*1e9)))), want: "image-not-found", besides: "credential-expiring"},
	{name: "a sample of the manual", says: saysHead401, edits: only(login("ghcr.io", "janedoe", "xxxxxxxxxxx")), want: "placeholder-left"},
	{name: "a sample of the manual in brackets", says: saysHead401, edits: only(login("ghcr.io", "<your-name>", "<your-pword>")), want: "placeholder-left"},
	{name: "the variable's name for a password", says: saysHead401, edits: only(login("ghcr.io", "bot", "$DOCKER_PASSWORD")), want: "placeholder-left"},
	{name: "a secret of Helm's that was never filled", says: saysHead401, edits: only(login("ghcr.io", "bot", "changeme")), want: "placeholder-left"},
	{name: "a name with a dot behind", says: saysNoBasic, edits: with(refs("regcred."), secret("shop", "regcred", good3)), want: "secret-name-typo"},
	{name: "an underscore for a hyphen", says: saysNoBasic, edits: with(refs("reg_cred"), secret("shop", "reg-cred", good3)), want: "secret-name-typo"},
	{name: "kustomize's hash", says: saysNoBasic, edits: with(refs("regcred"), secret("shop", "regcred-8f9m2b5k7t", good3)), want: "secret-name-typo"},
	{name: "elsewhere under the same name and here under another", says: saysNoBasic, edits: with(refs("regcred"), secret("prod", "regcred", good3), secret("shop", "registry-login", good3)), want: "secret-in-other-namespace"},
	{name: "an empty name in the list", says: saysNoBasic, edits: with(refs(""), secret("shop", "r", good3)), want: "secret-not-attached"},
}
