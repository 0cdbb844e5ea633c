package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// cluster is a stand-in for an API server with one failing pod, if it has a
// name.
func cluster(t *testing.T, pod string) string {
	t.Helper()
	items := ""
	if pod != "" {
		items = fmt.Sprintf(`{"metadata":{"name":%q,"namespace":"shop","uid":"u"},"spec":{"nodeName":"n","containers":[{"name":"c","image":"ghcr.io/acme/web:1"}]},
"status":{"phase":"Pending","containerStatuses":[{"name":"c","image":"ghcr.io/acme/web:1","state":{"waiting":{"reason":"ErrImagePull","message":"ghcr.io/acme/web:1: not found"}}}]}}`, pod)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Query().Get("watch") != "":
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		case r.URL.Path == "/api/v1/pods" && !strings.Contains(r.URL.Query().Get("fieldSelector"), "phase!=Pending"):
			fmt.Fprintf(w, `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[%s]}`, items)
		case r.URL.Path == "/version":
			fmt.Fprint(w, `{"major":"1","minor":"36","gitVersion":"v1.36.0"}`)
		case strings.Count(r.URL.Path, "/") == 3:
			fmt.Fprint(w, `{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}`)
		default:
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"message":"no"}`)
		}
	}))
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server.URL
}

// kubeconfig has a context for each cluster; the first is the current one.
func kubeconfig(t *testing.T, servers ...string) string {
	t.Helper()
	var clusters, contexts []string
	current := ""
	for i := 0; i < len(servers); i += 2 {
		name, url := servers[i], servers[i+1]
		if i == 0 {
			current = name
		}
		clusters = append(clusters, fmt.Sprintf(`{"name":%q,"cluster":{"server":%q}}`, name, url))
		contexts = append(contexts, fmt.Sprintf(`{"name":%q,"context":{"cluster":%q,"user":"u"}}`, name, name))
	}
	path := filepath.Join(t.TempDir(), "kubeconfig")
	text := fmt.Sprintf(`{"apiVersion":"v1","kind":"Config","current-context":%q,"users":[{"name":"u","user":{}}],"clusters":[%s],"contexts":[%s]}`,
		current, strings.Join(clusters, ","), strings.Join(contexts, ","))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Another cluster is one key away; what the first one showed is gone. A cluster
// where all is well says what was looked at, and production says what it is.
func TestContextFlow(t *testing.T) {
	t.Parallel()
	config := kubeconfig(t, "dev", cluster(t, "web-1"), "eks-prod-1", cluster(t, "till-7"), "healthy", cluster(t, ""))
	s := start(t, 80, 24, nil, "--kubeconfig", config, "-A")
	s.waitFor("pulldoctor  dev / all namespaces", "web-1", "no such")
	s.keys("C")
	s.waitFor("context dev", "not now: this is the current context", "▸ context eks-prod-1", "context healthy")
	s.keys("prod" + terminal.Enter)
	s.waitFor("PRODUCTION  eks-prod-1", "till-7")
	s.never("web-1")
	s.keys("C")
	s.waitFor("context healthy")
	s.keys("heal" + terminal.Enter)
	s.waitFor("healthy / all namespaces", "✓ No image pull failures.", "checked in", "Watching")
	s.keys("q")
	if code := s.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// A cluster that cannot be reached does not take away the one that can.
func TestContextThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	config := kubeconfig(t, "dev", cluster(t, "web-1"), "gone", "http://127.0.0.1:1")
	s := start(t, 80, 24, nil, "--kubeconfig", config, "-A")
	s.waitFor("dev / all namespaces", "web-1")
	s.keys("Cgone" + terminal.Enter)
	s.waitFor("gone / all namespaces", "Nothing could be read.")
	s.keys("C")
	s.waitFor("context dev")
	s.keys("dev" + terminal.Enter)
	s.waitFor("dev / all namespaces", "web-1")
	s.keys("q")
	s.exit()
}
