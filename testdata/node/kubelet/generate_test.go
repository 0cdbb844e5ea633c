package kubelet

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// pair is one question: which logins of these secrets serve that image? A pair that was answered
// differently is written down in this form.
type pair struct {
	Image   string   `json:"image"`
	Secrets []secret `json:"secrets"`
}

type secret struct {
	Name string            `json:"name"`
	Type string            `json:"type"`
	Data map[string]string `json:"data"`
}

// generator draws pairs that are likely to be near misses: keys and images are made of the same few
// hosts and paths, then bent.
type generator struct {
	*rand.Rand
	host string // of the pair's image; half of the keys are about it
}

var (
	hosts = []string{
		"ghcr.io", "reg.example.com", "reg.example.com:5000", "a.b.example.com", "docker.io",
		"index.docker.io", "registry-1.docker.io", "localhost", "localhost:5000", "10.0.0.1:5000",
		"123456789012.dkr.ecr.eu-west-1.amazonaws.com", "acme.azurecr.io", "REG.example.com",
		"reg_1.example.com", "[::1]:5000", "[fe80::1]", "xn--bcher-kva.example", "bücher.example",
		"hub.docker.com", "k8s.gcr.io", "example", "gchr.io",
	}
	paths = []string{
		"", "/", "/v1/", "/v2/", "/v1", "/v2", "/v3/", "/team", "/team/", "/team/app", "/team/ap",
		"/v2/team", "/v1/team/", "/team//app", "/library", "/library/nginx", "/acme/web", "/%74eam",
		"/team?x=1", "/team#f", "//team", "/../team", "/te*", "/team:1.0",
	}
	schemes   = []string{"", "", "", "", "https://", "http://", "HTTPS://", "ftp://", "//", "https:/", "docker://"}
	globs     = []string{"*.example.com", "*.*.example.com", "*", "*.io", "?hcr.io", "g*.io", "[a-g]hcr.io", "[", "*.example.com:5000", "reg.example.com:*", "re\\g.example.com", "*.dkr.ecr.*.amazonaws.com", "*.azurecr.io", "[^x]hcr.io", "reg.*.com:5000"}
	strange   = []string{"", " ", "https://", "http://", "://", "%", "%zz", "user:pw@ghcr.io", "ghcr.io ", " ghcr.io", "ghcr.io\t", "ghcr.io\n", "ghcr.io:", "ghcr.io:https", "ghcr.io.", ".ghcr.io", "auths", "\u202eghcr.io", "ghcr.io\x00", "nginx", "library"}
	images    = []string{"", "/app", "/team/app", "/team/app:1.0", "/acme/web:1.4.2", "/library/nginx", "/team/app@sha256:" + digest, "/team/app:1@sha256:" + digest, "/Team/app", "/team/app:", "/team/application", "/team", "/v2/team/app", "/v1/app", "//app", "/app:1.0:2", "/app@sha256:abc", "/" + digest}
	bareNames = []string{"nginx", "nginx:1.27", "library/nginx", "acme/web", "team/app:1", "NGINX", "a", digest, "ubuntu@sha256:" + digest, "sha256:" + digest, " nginx", "nginx ", "", "-a/b", "team_a/app", "example:5000", "example:5000/app"}
	types     = []string{"kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "Opaque", "", "kubernetes.io/DockerConfigJson"}
	dataKeys  = []string{".dockerconfigjson", ".dockercfg", "config.json", ".dockerConfigJson"}
	logins    = []string{"puller:secret", "puller:", ":secret", ":", "puller", "a:b:c", "puller:secret\n", "pül:lér", "\xff:\xfe", ""}
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func (g generator) pick(list []string) string { return list[g.IntN(len(list))] }

// oneIn says yes in one of n draws.
func (g generator) oneIn(n int) bool { return g.IntN(n) == 0 }

func (g generator) pair() pair {
	p := pair{Image: g.image()}
	if host, _, ok := strings.Cut(p.Image, "/"); ok && strings.ContainsAny(host, ".:") {
		g.host = host
	} else {
		g.host = g.pick([]string{"docker.io", "index.docker.io"})
	}
	for i := range 1 + g.IntN(4) {
		p.Secrets = append(p.Secrets, g.secret(fmt.Sprintf("s%d", i)))
	}
	return p
}

func (g generator) image() string {
	if g.oneIn(5) {
		return g.pick(bareNames)
	}
	image := g.pick(hosts) + "/team/app"
	if g.oneIn(2) {
		image = g.pick(hosts) + g.pick(images)
	}
	if g.oneIn(30) {
		image = g.bend(image)
	}
	return image
}

func (g generator) key() string {
	var key string
	switch g.IntN(12) {
	case 0:
		key = g.pick(schemes) + g.pick(globs) + g.pick(paths)
	case 1:
		key = g.pick(strange)
	case 2, 3, 4:
		key = g.pick(schemes) + g.pick(hosts) + g.pick(paths)
	case 5, 6, 7:
		key = g.host
	default:
		key = g.pick(schemes) + g.host + g.pick(paths)
	}
	if g.oneIn(20) {
		key = g.bend(key)
	}
	return key
}

// bend changes, drops, doubles or capitalises one byte.
func (g generator) bend(s string) string {
	if s == "" {
		return s
	}
	i := g.IntN(len(s))
	switch g.IntN(4) {
	case 0:
		return s[:i] + string(rune(32+g.IntN(95))) + s[i+1:]
	case 1:
		return s[:i] + s[i+1:]
	case 2:
		return s[:i+1] + s[i:]
	}
	return s[:i] + strings.ToUpper(s[i:i+1]) + s[i+1:]
}

// secret is mostly a good one; its data key fits its type in nine of ten.
func (g generator) secret(name string) secret {
	kind := g.IntN(2)
	if g.oneIn(10) {
		kind = g.IntN(len(types))
	}
	dataKey := dataKeys[kind%2]
	if g.oneIn(20) {
		dataKey = g.pick(dataKeys)
	}
	content := g.registries()
	if (kind == 0) != g.oneIn(20) { // the wrapping of the other type now and then
		field := "auths"
		if g.oneIn(15) {
			field = g.pick([]string{"Auths", "AUTHS", "auth", "auth\u017f", "aut\\u0068s"})
		}
		content = fmt.Sprintf("{%q: %s%s}", field, content, g.beside())
	}
	if g.oneIn(60) {
		content = g.spoil(content)
	}
	return secret{name, types[kind], map[string]string{dataKey: content}}
}

// beside adds what else a laptop's config.json holds.
func (g generator) beside() string {
	if !g.oneIn(8) {
		return ""
	}
	return g.pick([]string{
		`, "credsStore": "desktop"`, `, "HttpHeaders": {"User-Agent": "x"}`, `, "HttpHeaders": "x"`,
		`, "httpheaders": {"a": 1}`, `, "auths": {}`, `, "auths": null`, `, "AUTHS": {"ghcr.io": {}}`,
		`, "auths": {"ghcr.io": {"username": "late", "password": "late"}}`, `, "auths": []`,
	})
}

// spoil breaks a whole document.
func (g generator) spoil(content string) string {
	switch g.IntN(7) {
	case 0:
		return content[:g.IntN(len(content)+1)]
	case 1:
		return "\ufeff" + content
	case 2:
		return content + g.pick([]string{"}", "x", "{}", "\n", " ", "\x00"})
	case 3:
		return base64.StdEncoding.EncodeToString([]byte(content))
	case 4:
		return g.pick([]string{"", "null", "[]", `""`, "1", "{}", "true", `{"auths": null}`, `{"auths": "x"}`, `{"auths": [1]}`, " "})
	case 5:
		return strings.ReplaceAll(content, `"`, `'`)
	}
	return g.bend(content)
}

// registries is the object with the registry keys. Keys may stand in it twice.
func (g generator) registries() string {
	var entries []string
	for range 1 + g.IntN(4) {
		key := g.key()
		for range 1 + g.IntN(2)*g.IntN(2) {
			entries = append(entries, quote(key)+": "+g.entry())
			key = g.pick(schemes) + strings.TrimSuffix(key, "/")
		}
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

func (g generator) entry() string {
	if g.oneIn(80) {
		return g.pick([]string{"null", `"x"`, "[]", "1", "true", "{}", `{"auth": 1}`, `{"username": {}}`, `{"email": []}`, `{"username": null, "password": null}`, `{"auth": null}`})
	}
	var fields []string
	user := fmt.Sprintf("u%d", g.IntN(1000))
	if g.oneIn(2) {
		fields = append(fields, g.field("username")+": "+quote(user), g.field("password")+": "+quote("p"+user))
	}
	if g.oneIn(2) {
		fields = append(fields, g.field("auth")+": "+quote(g.auth(user)))
	}
	if g.oneIn(10) {
		fields = append(fields, g.pick([]string{`"email": "a@b"`, `"identitytoken": "t"`, `"identitytoken": 1`, `"registrytoken": "t"`, `"email": 1`, `"username": "again"`}))
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// field is a field's name, which Go reads in any case.
func (g generator) field(name string) string {
	if g.oneIn(20) {
		name = g.bend(name)
	}
	return quote(name)
}

func (g generator) auth(user string) string {
	text := user + ":p" + user
	if g.oneIn(20) {
		text = g.pick(logins)
	}
	encodings := []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding}
	coded := encodings[g.IntN(len(encodings))].EncodeToString([]byte(text))
	switch g.IntN(100) {
	case 0:
		return coded + g.pick([]string{"\n", " ", "=", "==", "\r\n", "!"})
	case 1:
		return base64.StdEncoding.EncodeToString([]byte(coded))
	case 2:
		return text
	case 3:
		return g.bend(coded)
	}
	return coded
}

// quote writes a JSON string.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(text)
}

// secrets gives the pair's secrets as the API holds them.
func (p pair) secrets() []corev1.Secret {
	var list []corev1.Secret
	for _, s := range p.Secrets {
		c := corev1.Secret{Type: corev1.SecretType(s.Type), Data: map[string][]byte{}}
		c.Namespace, c.Name = "shop", s.Name
		for k, v := range s.Data {
			c.Data[k] = []byte(v)
		}
		list = append(list, c)
	}
	return list
}
