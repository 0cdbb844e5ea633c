package engine

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Which secrets the kubelet reads at all.
var unseenKinds = []unseen{
	{name: "Opaque", says: saysNoBasic, edits: only(config("ghcr.io"), opaque), want: "wrong-type"},
	{name: "Opaque with config.json", says: saysAnonymous, edits: only(config("ghcr.io"), kind("Opaque", "config.json")), want: "wrong-type"},
	{name: "Opaque with user and password", says: saysNoBasic, edits: only("", kind("Opaque", "x"), data("username", "bot"), data("password", "secretword")), want: "wrong-type"},
	{name: "Opaque and broken besides", says: saysNoBasic, edits: only(`{"auths":`, opaque), want: "wrong-type"},
	{name: "Opaque and base64 twice", says: saysNoBasic, edits: only(b64(config("ghcr.io")), opaque), want: "wrong-type"},
	{name: "Opaque under another registry's name", says: saysNoBasic, edits: only(config("gchr.io"), opaque), want: "wrong-type"},
	{name: "basic-auth", says: saysNoBasic, edits: only("", kind("kubernetes.io/basic-auth", "x"), data("username", "bot"), data("password", "secretword")), want: "wrong-type"},
	{name: "a type in the wrong letter case", says: saysNoBasic, edits: only(config("ghcr.io"), kind("kubernetes.io/dockerConfigJson", ".dockerconfigjson")), want: "wrong-type"},
	{name: "a type that is misspelt", says: saysNoBasic, edits: only(config("ghcr.io"), kind("kubernetes.io/dockerconfig", ".dockerconfigjson")), want: "wrong-type"},
	{name: "a TLS secret", says: saysAnonymous, edits: only("x", kind("kubernetes.io/tls", "tls.crt"), data("tls.key", "x")), want: "wrong-type"},
	{name: "an external secret without a template type", says: saysAnonymous, edits: only(config("ghcr.io"), opaque, func(s *diagnose.Secret) {
		s.Owners = []diagnose.Owner{{APIVersion: "external-secrets.io/v1", Kind: "ExternalSecret", Name: "r", UID: "u", Controller: true}}
	}), want: "wrong-type"},
	{name: "an old type with the new key", says: saysNoBasic, edits: only(config("ghcr.io"), kind("kubernetes.io/dockercfg", ".dockerconfigjson"), data(".dockercfg", "{}")), want: "wrong-data-key"},
	{name: "the real content under config.json", says: saysNoBasic, edits: only("{}", data("config.json", config("ghcr.io"))), want: "wrong-data-key"},
	{name: "the real content under dockerconfigjson", says: saysAnonymous, edits: only(`{"auths":{}}`, data("dockerconfigjson", config("ghcr.io"))), want: "wrong-data-key"},
	{name: "the real content under .dockercfg", says: saysAnonymous, edits: only(`{}`, data(".dockercfg", `{"ghcr.io":{"auth":"`+b64("bot:secretword")+`"}}`)), want: "wrong-data-key"},
	{name: "the right key is empty", says: saysNoBasic, edits: only("", data("config.json", config("ghcr.io"))), want: "wrong-data-key"},
	{name: "a wrong type beside one for elsewhere", says: saysNoBasic, edits: with(refs("q", "r"), secret("shop", "q", config("quay.io")), secret("shop", "r", config("ghcr.io"), opaque)), want: "wrong-type"},
	{name: "a wrong type beside one that is gone", says: saysNoBasic, edits: with(refs("gone", "r"), secret("shop", "r", config("ghcr.io"), opaque)), want: "wrong-type", besides: "secret-missing"},
	{name: "a wrong type is harmless where the good one was refused", says: saysHead401, edits: with(refs("r", "o"), secret("shop", "r", config("ghcr.io")), secret("shop", "o", config("ghcr.io"), opaque)), want: "credential-rejected", besides: "wrong-type"},
}
