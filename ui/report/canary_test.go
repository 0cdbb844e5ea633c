package report_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// core is the middle of every planted password: whatever a format escapes
// around it, this stays.
const core = "9f3zqCanary7wX"

// passwords need escaping in JSON, XML, URLs, Markdown and shells.
var passwords = []string{core, `a"` + core + `\n&<`, "p%41 " + core + "'$x", "ü" + core + "|`", core + "\n"}

// traces are the core in clear and in base64 at each of its three alignments.
func traces() []string {
	out := []string{core}
	for pad := range 3 {
		s := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", pad) + core))
		skip := []int{0, 2, 3}[pad]                  // letters that depend on the bytes before
		out = append(out, s[skip:len(s)-len(s)%4-4]) // and behind
	}
	return out
}

func quoted(s string) string { b, _ := json.Marshal(s); return string(b) }
func b64(s string) string    { return base64.StdEncoding.EncodeToString([]byte(s)) }

// contents are pull secrets with the password, whole and broken in many ways.
func contents(pw string) map[string]diagnose.Secret {
	config := func(entry string) []byte { return []byte(`{"auths":{"ghcr.io":` + entry + `}}`) }
	whole := config(`{"username":"bot","password":` + quoted(pw) + `,"auth":"` + b64("bot:"+pw) + `"}`)
	secret := func(data []byte) diagnose.Secret {
		return diagnose.Secret{Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{".dockerconfigjson": data}}
	}
	opaque := secret(whole)
	opaque.Type = "Opaque"
	otherKey := secret(nil)
	otherKey.Data = map[string][]byte{"config.json": whole}
	bad := secret(nil)
	bad.Data, bad.BadData = nil, map[string]string{".dockerconfigjson": "illegal base64 data at input byte 4"}
	return map[string]diagnose.Secret{
		"whole":            secret(whole),
		"other-host":       secret([]byte(strings.Replace(string(whole), "ghcr.io", "gchr.io", 1))),
		"opaque":           opaque,
		"other-key":        otherKey,
		"bad-data":         bad,
		"cut-in-password":  secret(whole[:strings.Index(string(whole), core)+len(core)]),
		"cut-before-end":   secret(whole[:len(whole)-2]),
		"double-base64":    secret([]byte(b64(string(whole)))),
		"no-wrapper":       secret([]byte(`{"ghcr.io":{"auth":"` + b64("bot:"+pw) + `"}}`)),
		"auth-clear":       secret(config(`{"auth":` + quoted("bot:"+pw) + `}`)),
		"auth-no-colon":    secret(config(`{"auth":"` + b64(pw) + `"}`)),
		"auth-is-password": secret(config(`{"auth":` + quoted(pw) + `}`)),
		"auth-disagrees":   secret(config(`{"username":"bot","password":` + quoted(pw) + `,"auth":"` + b64("bot:other-password") + `"}`)),
		"password-number":  secret(config(`{"username":["bot"],"password":{"x":` + quoted(pw) + `}}`)),
		"plain-text":       secret([]byte("bot:" + pw)),
		"key-with-login":   secret([]byte(`{"auths":{` + quoted("https://bot:"+pw+"@ghcr.io") + `:{"auth":"` + b64("bot:"+pw) + `"}}}`)),
		"identity-token":   secret(config(`{"identitytoken":` + quoted(pw) + `}`)),
		"password-alone":   secret(config(`{"password":` + quoted(pw) + `}`)),
	}
}

// leaky is a cluster in which the node and an annotation repeat the password.
func leaky(s diagnose.Secret, pw string) *diagnose.Snapshot {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s.Meta = diagnose.Meta{Kind: "Secret", APIVersion: "v1", Namespace: "shop", Name: "regcred", UID: "s", Created: at,
		Annotations: map[string]string{"note": "password " + pw}}
	message := fmt.Sprintf(`failed to pull: 401 for https://bot:%s@ghcr.io/v2/ auth %s json %s`, pw, b64("bot:"+pw), quoted(pw))
	if s.BadData != nil {
		message = "401 Unauthorized" // the password in a value that cannot be decoded is not known
	}
	pod := diagnose.Pod{
		Meta: diagnose.Meta{Kind: "Pod", APIVersion: "v1", Namespace: "shop", Name: "web", UID: "p", Created: at,
			Annotations: map[string]string{"note": pw}},
		ServiceAccount: "default", PullSecrets: []string{"regcred"}, Node: "n", Phase: "Pending",
		Containers: []diagnose.Container{{Name: "web", Type: diagnose.TypeContainer, Image: "ghcr.io/acme/web:1", Waiting: true, Reason: "ErrImagePull", Message: message}},
	}
	snap := &diagnose.Snapshot{
		Source: diagnose.Source{Kind: diagnose.SourceCluster, Context: "dev"}, Now: at.Add(time.Hour), PodsRead: 1,
		Pods: []diagnose.Pod{pod}, Secrets: []diagnose.Secret{s},
		ServiceAccounts: []diagnose.ServiceAccount{{Meta: diagnose.Meta{Kind: "ServiceAccount", APIVersion: "v1", Namespace: "shop", Name: "default"}}},
		Events:          []diagnose.Event{{Pod: pod.Object(), PodUID: "p", Type: "Warning", Reason: "Failed", Message: `Failed to pull image "ghcr.io/acme/web:1": ` + message, Last: at}},
	}
	return snap
}

// No format shows a password, whatever repeats it.
func TestCanary(t *testing.T) {
	for n, pw := range passwords {
		for name, secret := range contents(pw) {
			snap := leaky(secret, pw)
			redact.Known(snap)
			res := run(snap)
			for _, f := range report.Formats {
				out := write(t, f.Name, res) + write(t, f.Name, sweptAhead(snap))
				for _, trace := range traces() {
					if i := strings.Index(out, trace); i >= 0 {
						t.Errorf("password %d, secret %s: %s shows %q", n, name, f.Name, out[max(0, i-60):min(len(out), i+40)])
						break
					}
				}
			}
		}
	}
}

// sweptAhead sweeps the same pods as if they ran.
func sweptAhead(s *diagnose.Snapshot) *diagnose.Result {
	out := *s
	out.Pods = slices.Clone(s.Pods)
	for i := range out.Pods {
		p := &out.Pods[i]
		p.Phase, p.Containers = "Running", slices.Clone(p.Containers)
		for j := range p.Containers {
			p.Containers[j].Waiting, p.Containers[j].Running = false, true
		}
	}
	return engine.Run(&out, diagnose.Options{Sweep: &diagnose.SweepOptions{}})
}

// The canary would be seen: without masks the node's message shows it, and a
// trace is found behind any number of letters.
func TestCanarySings(t *testing.T) {
	res := run(leaky(contents(core)["whole"], core))
	for _, f := range report.Formats {
		if f.Name != "sarif" && f.Name != "github" && f.Name != "patch" && f.Name != "openmetrics" && !strings.Contains(write(t, f.Name, res), core) { // they leave the node's words out
			t.Errorf("%s shows nothing that could leak", f.Name)
		}
	}
	for pad, trace := range traces()[1:] {
		if !strings.Contains(b64(strings.Repeat("y", pad)+core+"tail"), trace) {
			t.Errorf("trace %d (%s) would not be found", pad, trace)
		}
	}
}
