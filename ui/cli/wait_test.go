package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stub is an API server with one namespace, shop, that contains a Deployment
// web, its pod, and an unrelated pod.
type stub struct {
	pod  func(sinceStart time.Duration) string // the status of web's pod, as JSON
	deny string                                // a resource that must not be read
	born time.Time
}

const (
	stubPull = `{"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ContainerCreating"}}}]}`
	stubRuns = `{"phase":"Running","containerStatuses":[{"name":"c","state":{"running":{}}}]}`
	stubFail = `{"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ErrImagePull","message":%q}}}]}`
)

func stubFails(message string) string { return fmt.Sprintf(stubFail, message) }

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := func(code int, format string, a ...any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		fmt.Fprintf(w, format, a...)
	}
	status := func(code int, reason string) {
		answer(code, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":%q,"code":%d,"message":"no"}`, reason, code)
	}
	items := func(version, kind string, list ...string) {
		answer(200, `{"kind":%q,"apiVersion":%q,"metadata":{"resourceVersion":"1"},"items":[%s]}`, kind, version, strings.Join(list, ","))
	}
	const owner = `"ownerReferences":[{"apiVersion":"apps/v1","kind":%q,"name":%q,"uid":%q,"controller":true}]`
	web := `{"metadata":{"name":"web-1-a","namespace":"shop","uid":"p","labels":{"app":"web","pod-template-hash":"1"},` + fmt.Sprintf(owner, "ReplicaSet", "web-1", "r") +
		`},"spec":{"nodeName":"n","containers":[{"name":"c","image":"ghcr.io/acme/web:1"}]},"status":` + s.pod(time.Since(s.born)) + `}`
	other := `{"metadata":{"name":"other","namespace":"shop","uid":"o","labels":{"app":"other"}},"spec":{"nodeName":"n","containers":[{"name":"c","image":"ghcr.io/acme/gone:1"}]},"status":` +
		stubFails("ghcr.io/acme/gone:1: not found") + `}`
	path, query := r.URL.Path, r.URL.Query()
	if s.deny != "" && strings.Contains(path+"/", "/"+s.deny+"/") {
		status(403, "Forbidden")
		return
	}
	switch {
	case path == "/api/v1/namespaces/shop/pods":
		var pods []string
		pending := strings.Contains(query.Get("fieldSelector"), "phase=Pending")
		for label, pod := range map[string]string{"app=web": web, "app=other": other} {
			if l := query.Get("labelSelector"); (l == "" || l == label) && strings.Contains(pod, `"phase":"Pending"`) == pending {
				pods = append(pods, pod)
			}
		}
		items("v1", "PodList", pods...)
	case path == "/api/v1/namespaces/nowhere/pods":
		items("v1", "PodList")
	case path == "/api/v1/namespaces/shop/pods/other":
		answer(200, `{"kind":"Pod","apiVersion":"v1",%s`, other[1:])
	case path == "/api/v1/namespaces/shop":
		answer(200, `{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"shop"}}`)
	case path == "/apis/apps/v1/namespaces/shop/deployments/web":
		answer(200, `{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web","namespace":"shop","uid":"d","generation":1,"annotations":{"deployment.kubernetes.io/revision":"1"}},
"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"spec":{"containers":[{"name":"c","image":"ghcr.io/acme/web:1"}]}}},"status":{"observedGeneration":1}}`)
	case path == "/apis/apps/v1/namespaces/shop/replicasets":
		items("apps/v1", "ReplicaSetList", `{"metadata":{"name":"web-1","namespace":"shop","uid":"r","annotations":{"deployment.kubernetes.io/revision":"1"},`+fmt.Sprintf(owner, "Deployment", "web", "d")+`}}`)
	case strings.HasSuffix(path, "/secrets"), strings.HasSuffix(path, "/events"), strings.HasSuffix(path, "/serviceaccounts"), path == "/api/v1/nodes":
		items("v1", "List")
	default:
		status(404, "NotFound")
	}
}

// against runs the program against an API server and measures it.
func against(t *testing.T, s *stub, args ...string) (stdout, stderr string, code int, took time.Duration) {
	t.Helper()
	s.born = time.Now() // before the first request
	server := httptest.NewServer(s)
	defer server.Close()
	dir := t.TempDir()
	config := fmt.Sprintf(`{"apiVersion":"v1","kind":"Config","current-context":"dev","clusters":[{"name":"c","cluster":{"server":%q}}],
"users":[{"name":"u","user":{}}],"contexts":[{"name":"dev","context":{"cluster":"c","user":"u","namespace":"shop"}}]}`, server.URL)
	if err := os.WriteFile(filepath.Join(dir, "kubeconfig"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code = shell(t, dir, nil, append([]string{program(t)}, args...)...)
	return stdout, stderr, code, time.Since(s.born)
}

// always is a pod that does not change.
func always(status string) *stub { return &stub{pod: func(time.Duration) string { return status }} }

// The exit codes after a rollout, and when the program ends.
func TestWaitForAWorkload(t *testing.T) {
	const long = "2m"
	for _, tc := range []struct {
		name, args string
		stub       *stub
		code       int
		says       string // on standard error
	}{
		{"all is pulled", "deployment/web --wait " + long, always(stubRuns), 0, ""},
		{"a cause that lasts", "deploy/web --wait " + long, always(stubFails("pull access denied, repository does not exist or may require authorization")), 1, ""},
		{"still pulling", "deploy/web --wait 1s", always(stubPull), 5, "waiting: 1 of 1 pod not decided yet (1s left)\n"},
		{"a cause that may pass", "deploy/web --wait 1s", always(stubFails("dial tcp: lookup ghcr.io: no such host")), 1, "waiting: 1 pod: registry-unreachable, which may pass (1s left)\n"},
		{"it passes", "deployment.apps/web --wait " + long, &stub{pod: func(d time.Duration) string {
			if d < time.Second {
				return stubPull
			}
			return stubRuns
		}}, 0, "waiting: 1 of 1 pod not decided yet (2m0s left)\n"},
		{"by label", "-l app=web --wait " + long, always(stubRuns), 0, ""},
		{"another one fails", "--wait " + long, always(stubPull), 1, ""},
		{"only the other one", "pod/other", always(stubRuns), 1, ""},
		{"no such workload", "sts/web --wait " + long, always(stubRuns), 2, "pulldoctor: There is no StatefulSet web in namespace shop. Check the name and -n.\n"},
		{"workload not readable", "deploy/web", &stub{pod: always(stubRuns).pod, deny: "deployments"}, 4, ""},
		{"unknown namespace", "-n nowhere", always(stubRuns), 2, "pulldoctor: There is no namespace \"nowhere\" in context dev. Check -n, or use -A for all namespaces.\n"},
		{"unknown context", "--context prod", always(stubRuns), 3, "pulldoctor: There is no context \"prod\" in the kubeconfig. Choose one of dev.\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"--report", "-o", "json=report.json"}, strings.Fields(tc.args)...)
			stdout, stderr, code, took := against(t, tc.stub, args...)
			if code != tc.code || stderr != tc.says {
				t.Errorf("exit code %d, want %d\nstdout %s\nstderr %q, want %q", code, tc.code, stdout, stderr, tc.says)
			}
			if took > time.Minute {
				t.Errorf("took %s", took)
			}
		})
	}
}

// Progress never mixes with a report on standard output.
func TestWaitKeepsStandardOutputClean(t *testing.T) {
	stdout, stderr, code, _ := against(t, always(stubPull), "--report", "deploy/web", "--wait", "1s", "-o", "json")
	if code != 5 || !json.Valid([]byte(stdout)) || !strings.Contains(stderr, "waiting: ") {
		t.Errorf("%d\n%s\n%s", code, stdout, stderr)
	}
}
