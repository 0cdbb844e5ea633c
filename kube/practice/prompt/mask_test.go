package prompt

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

func TestHideContent(t *testing.T) {
	for in, want := range map[string]string{
		config: `{"auths": {"ghcr.io": {"username": "bot", "password": "******", "auth": "******"}}}`,
		`{}`:   `{}`,
		`{"auths":{"a":{}},"credsStore":"desktop"}` + "\n": `{"auths":{"a":{}},"credsStore":"desktop"}` + "\n",
		`{"auths":{"a":"user:hush"}}`:                      `{"auths":{"a":"******"}}`,
		`{"auths":{"a":["hush"]}}`:                         `{"auths":{"a":["******"]}}`,
		`{"auths":{"a":{"password":4711}}}`:                `{"auths":{"a":{"password":"******"}}}`,
		`{"auths":{"a":{"password":-1.5e3,"email":"x"}}}`:  `{"auths":{"a":{"password":"******","email":"x"}}}`,
		`{"username":{"password":"hush"}}`:                 `{"username":{"password":"******"}}`,
		`{"auth":""}`:                                      `{"auth":""}`,
		`"hush"`:                                           `"******"`,
		`4711`:                                             `"******"`,
		`user:hush`:                                        `******`,
		`{"password":"hush`:                                `******`,
		`{"a":1} hush`:                                     `******`,
		``:                                                 `******`,
		"{\"\\\"}\": \"hush \\\" more\", \"x\": null}": "{\"\\\"}\": \"******\", \"x\": null}",
	} {
		if got := string(hideContent([]byte(in))); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestNoWayShowsASecret asks for a Secret in every way there is.
func TestNoWayShowsASecret(t *testing.T) {
	for _, line := range []string{
		"get secret regcred -o yaml", "get secret regcred -o json", "get secrets -o yaml", "describe secret regcred", "get secret regcred -o jsonpath='{.data}'",
		`get secret regcred -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d`, "get secret regcred -o jsonpath='{.data.*}'", "get secret regcred", "get secrets -A -o json",
	} {
		got := newPrompt().Run(t.Context(), "kubectl -n shop "+line)
		for _, hush := range []string{"hush-4711", "Ym90Omh1c2gtNDcxMQ", base64.StdEncoding.EncodeToString([]byte(config))} {
			if strings.Contains(got, hush) {
				t.Errorf("%s shows %q:\n%s", line, hush, got)
			}
		}
		if strings.HasPrefix(strings.ToLower(got), "error") {
			t.Errorf("%s: %s", line, got)
		}
	}
}

// TestHideAnything throws damaged contents at it.
func TestHideAnything(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		text := []byte(config)
		for range 1 + r.IntN(4) {
			at := r.IntN(len(text))
			switch r.IntN(3) {
			case 0:
				text[at] = `{}[]":,\0 a`[r.IntN(11)]
			case 1:
				text = append(text[:at], text[at+1:]...)
			default:
				text = append(text, text[at:min(at+9, len(text))]...)
			}
		}
		s := Hide(&corev1.Secret{Data: map[string][]byte{"x": text}}, func([]byte) bool { return false })
		if strings.Contains(string(s.Data["x"]), "hush-4711") && !strings.Contains(string(text), `"username": "hush`) && !strings.Contains(string(text), `hush-4711":`) {
			t.Fatalf("%s\n%s", text, s.Data["x"])
		}
	}
}

func TestEcho(t *testing.T) {
	for in, want := range map[string]string{
		"create x --docker-password=hush -n a":      "create x --docker-password=****** -n a",
		"create x --docker-password hush":           "create x --docker-password ******",
		"create x --docker-password='hu sh' -n a":   "create x --docker-password=****** -n a",
		"--docker-password=a --docker-password=b":   "--docker-password=****** --docker-password=******",
		"create x --from-literal=a='{\"b\": 1}' -n": "create x --from-literal=****** -n",
		"create x --docker-password":                "create x --docker-password",
		"create x --docker-password=":               "create x --docker-password=******",
		"kubectl get pods":                          "kubectl get pods",
	} {
		if got := Echo(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
