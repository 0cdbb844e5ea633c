package cli_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// gateCluster is an API server that has some Secrets and service accounts, each
// the fields beside its metadata, by its path below the namespace.
type gateCluster struct {
	objects map[string]string // "secrets/regcred": `"type":"Opaque"`; "-": forbidden
	mu      sync.Mutex
	asked   []string
}

func (c *gateCluster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	rest, inNamespace := strings.CutPrefix(r.URL.Path, "/api/v1/namespaces/shop/")
	if inNamespace || r.URL.Path == "/api/v1/nodes" {
		c.mu.Lock()
		c.asked = append(c.asked, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/api/v1/"))
		c.mu.Unlock()
	}
	fail := func(code int, reason string) {
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":%q,"code":%d,"message":"no"}`, reason, code)
	}
	body, have := c.objects[rest]
	switch kind, name, _ := strings.Cut(rest, "/"); {
	case r.URL.Path == "/version":
		fmt.Fprint(w, `{"major":"1","minor":"36","gitVersion":"v1.36.0"}`)
	case !inNamespace, body == "-":
		fail(403, "Forbidden")
	case !have:
		fail(404, "NotFound")
	default:
		kinds := map[string]string{"secrets": "Secret", "serviceaccounts": "ServiceAccount"}
		fmt.Fprintf(w, `{"kind":%q,"apiVersion":"v1","metadata":{"namespace":"shop","name":%q,"uid":"u","resourceVersion":"1"},%s}`, kinds[kind], name, body)
	}
}

// dockerConfig is a pull secret's fields.
func dockerConfig(host, password string) string {
	config := fmt.Sprintf(`{"auths":{%q:{"username":"bot","password":%q}}}`, host, password)
	return fmt.Sprintf(`"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":%q}`, base64.StdEncoding.EncodeToString([]byte(config)))
}

// expiredToken is a token that says that it has expired.
func expiredToken() string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"none"}`) + "." + part(`{"exp":1500000000}`) + "." + part("canary-signature")
}

const liveDeployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      LIST
      containers: [{name: web, image: "ghcr.io/acme/web:1"}]
`

const candidate = `---
apiVersion: v1
kind: Secret
metadata: {name: mine, namespace: shop}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: '{"auths":{"ghcr.io":{"username":"bot","password":"canary-1"}}}'}
`

// With --live, what may be in the cluster becomes yes or no.
func TestLive(t *testing.T) {
	const list = "imagePullSecrets: [{name: regcred}]"
	const account = `"imagePullSecrets":[{"name":"regcred"}]`
	for _, tc := range []struct {
		name, list, more string
		objects          map[string]string
		code             int
		check            string // of the cause; empty for none
		severity         string
		says             string
	}{
		{name: "right", list: list, objects: map[string]string{"secrets/regcred": dockerConfig("ghcr.io", "canary-1")}, says: "No failing image pull in the manifests and cluster gate"},
		{name: "missing", list: list, code: 1, check: "secret-missing", severity: "error", says: "neither among these manifests nor in cluster gate"},
		{name: "wrong type", list: list, objects: map[string]string{"secrets/regcred": `"type":"Opaque","data":{}`}, code: 1, check: "wrong-type", severity: "error"},
		{name: "wrong key", list: list, objects: map[string]string{"secrets/regcred": dockerConfig("gchr.io", "canary-1")}, code: 1, check: "host-mismatch", severity: "error"},
		{name: "wrong content", list: list, objects: map[string]string{"secrets/regcred": `"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"e30="}`}, code: 1, check: "wrong-config-shape", severity: "error"},
		{name: "expired", list: list, objects: map[string]string{"secrets/regcred": dockerConfig("ghcr.io", expiredToken())}, code: 1, check: "credential-expired", severity: "error"},
		{name: "by the account", objects: map[string]string{"serviceaccounts/default": account, "secrets/regcred": dockerConfig("ghcr.io", "canary-1")}, says: "No failing"},
		{name: "the account's is missing", objects: map[string]string{"serviceaccounts/default": account}, code: 1, check: "secret-missing", severity: "error"},
		{name: "not attached", more: candidate, objects: map[string]string{"serviceaccounts/default": `"secrets":[]`}, code: 1, check: "secret-not-attached", severity: "error"},
		{name: "not attached, new namespace", more: candidate, code: 1, check: "secret-not-attached", severity: "error"},
		{name: "forbidden", list: list, objects: map[string]string{"secrets/regcred": "-"}, code: 4, check: "secret-unreadable", severity: "warning", says: "Grant a Role in namespace shop that allows: get secrets regcred."},
		{name: "forbidden account", more: candidate, objects: map[string]string{"serviceaccounts/default": "-"}, code: 4, check: "secret-not-attached", severity: "warning", says: "get serviceaccounts default"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cluster := &gateCluster{objects: tc.objects}
			server := httptest.NewServer(cluster)
			defer server.Close()
			dir := t.TempDir()
			for name, text := range map[string]string{
				"app.yaml": strings.Replace(liveDeployment, "LIST", tc.list, 1) + tc.more,
				"config": fmt.Sprintf("apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: %q}}]\nusers: [{name: u, user: {}}]\n"+
					"contexts: [{name: gate, context: {cluster: c, user: u, namespace: shop}}]\ncurrent-context: gate\n", server.URL),
			} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			stdout, stderr, code := shell(t, dir, nil, program(t), "--report", "-f", "app.yaml", "--live", "--kubeconfig", "config", "-o", "json=r.json")
			if code != tc.code || !strings.Contains(strings.Join(strings.Fields(stdout), " "), tc.says) {
				t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
			}
			text := readFile(t, dir, "r.json")
			if strings.Contains(text+stdout, "canary") {
				t.Error("a password is shown")
			}
			var r wire.Report
			if err := json.Unmarshal([]byte(text), &r); err != nil || r.Source.Kind != "files" || r.Source.Context != "gate" {
				t.Fatalf("%+v, %v", r.Source, err)
			}
			var got, severity string
			if len(r.Failures) > 0 {
				f := r.Failures[0].Findings[0]
				got, severity = string(f.Check), string(f.Severity)
				if f.Location == nil || f.Location.File != "app.yaml" || f.Location.Line == 0 {
					t.Errorf("place %+v", f.Location)
				}
			}
			if got != tc.check || severity != tc.severity {
				t.Errorf("%s %s\n%s", severity, got, stdout)
			}
			for _, call := range cluster.asked {
				if call == "GET nodes" {
					continue
				}
				if !strings.HasPrefix(call, "GET namespaces/shop/") || strings.Count(call, "/") != 3 {
					t.Errorf("asked: %s", call)
				}
			}
		})
	}
}
