package cli_test

import (
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// publishing is a registry behind a proxy: example.com, with one account, whose
// tag 2 is missing until it is published.
type publishing struct {
	mu        sync.Mutex
	looks     int // for tag 2
	publishAt int // the look that finds it; 0: none does
	proxied   []string
	leaked    []string
}

func (p *publishing) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	user, password, _ := r.BasicAuth()
	if user == "" {
		rw.Header().Set("Www-Authenticate", `Basic realm="example"`)
		rw.WriteHeader(http.StatusUnauthorized)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if strings.Contains(r.URL.String(), password) {
		p.leaked = append(p.leaked, r.URL.String())
	}
	switch _, tag, _ := strings.Cut(r.URL.Path, "/manifests/"); {
	case password != "c4nary-Passw0rd":
		rw.WriteHeader(http.StatusUnauthorized)
	case strings.HasSuffix(r.URL.Path, "/tags/list"):
		_, _ = io.WriteString(rw, `{"name":"acme/web","tags":["1","1.9"]}`)
	case tag == "2":
		if p.looks++; p.publishAt == 0 || p.looks < p.publishAt {
			rw.WriteHeader(http.StatusNotFound)
		}
	}
}

// proxy tunnels CONNECT to the registry, whatever host is asked for.
func (p *publishing) proxy(t *testing.T, registry string) string {
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.proxied = append(p.proxied, r.Method+" "+r.Host)
		p.mu.Unlock()
		to, err := net.Dial("tcp", registry)
		if err != nil {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		rw.WriteHeader(http.StatusOK)
		from, buffered, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		go func() { _, _ = io.Copy(to, buffered); _ = to.Close() }()
		_, _ = io.Copy(from, to)
		_ = from.Close()
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// --live brings the pull secrets that the files lack, and they are what the
// registry is asked with.
func TestAskAboutFilesLive(t *testing.T) {
	for _, tc := range []struct {
		name, password string
		secret         string // as the cluster has it
		noNodes        bool   // an account for CI often may not list them
		code           int
		check          string
	}{
		{name: "accepted", password: "c4nary-Passw0rd", code: 0},
		{name: "nodes forbidden", password: "c4nary-Passw0rd", noNodes: true, code: 0},
		{name: "rejected", password: "c4nary-other", code: 1, check: `"check": "credential-rejected"`},
		{name: "forbidden", secret: "-", code: 4, check: `"notAsked": "unreadable"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			secret := tc.secret
			if secret == "" {
				secret = dockerConfig("example.com", tc.password)
			}
			api := http.NewServeMux() // the nodes are read too, for their architecture
			api.Handle("/", &gateCluster{objects: map[string]string{"secrets/regcred": secret}})
			api.HandleFunc("/api/v1/nodes", func(rw http.ResponseWriter, r *http.Request) {
				if tc.noNodes {
					(&gateCluster{}).ServeHTTP(rw, r) // forbidden
					return
				}
				rw.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(rw, `{"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"n"},"status":{"nodeInfo":{"architecture":"amd64"}}}]}`)
			})
			cluster := httptest.NewServer(api)
			t.Cleanup(cluster.Close)
			p := &publishing{}
			registry := httptest.NewTLSServer(p)
			t.Cleanup(registry.Close)
			dir := t.TempDir()
			for name, text := range map[string]string{
				"app.yaml": strings.NewReplacer("LIST", "imagePullSecrets: [{name: regcred}]", "ghcr.io", "example.com").Replace(liveDeployment),
				"ca.pem":   string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: registry.Certificate().Raw})),
				"config": fmt.Sprintf("apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: %q}}]\nusers: [{name: u, user: {}}]\n"+
					"contexts: [{name: gate, context: {cluster: c, user: u, namespace: shop}}]\ncurrent-context: gate\n", cluster.URL),
			} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			stdout, stderr, code := shell(t, dir, []string{"HTTPS_PROXY=" + p.proxy(t, registry.Listener.Addr().String())},
				program(t), "--report", "-o", "json", "-f", "app.yaml", "--live", "--kubeconfig", "config", "--ask-registry", "--registry-ca", "ca.pem")
			if code != tc.code || !strings.Contains(stdout, tc.check) {
				t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
			}
			if strings.Contains(stderr, "the nodes cannot be listed (forbidden)") != tc.noNodes {
				t.Errorf("stderr: %s", stderr)
			}
			if strings.Contains(stdout+stderr, "c4nary") || len(p.leaked) > 0 {
				t.Error("a password is printed, or sent in a URL")
			}
			if len(p.proxied) == 0 {
				t.Error("the registry was not asked")
			}
		})
	}
}

// The program asks for what files reference, by the proxy of the environment
// and with the authorities of a file; --retry-missing waits for a tag.
func TestAskAboutFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("the second look for a tag comes after 15 seconds")
	}
	for _, tc := range []struct {
		name, tag, password, args string
		publishAt, code           int
		stdout                    string
		least, most               time.Duration
	}{
		{"accepted", "1", "c4nary-Passw0rd", "", 0, 0, "", 0, 12 * time.Second},
		{"wrong password", "1", "c4nary-other", "", 0, 1, `"check": "credential-rejected"`, 0, 12 * time.Second},
		{"missing tag", "2", "c4nary-Passw0rd", "", 0, 1, `"check": "image-not-found"`, 0, 12 * time.Second},
		{"never published", "2", "c4nary-Passw0rd", "--retry-missing 2s", 0, 1, `"check": "image-not-found"`, 2 * time.Second, 14 * time.Second},
		{"published meanwhile", "2", "c4nary-Passw0rd", "--retry-missing 5m", 2, 0, "", 15 * time.Second, time.Minute},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := &publishing{publishAt: tc.publishAt}
			registry := httptest.NewTLSServer(p)
			t.Cleanup(registry.Close)
			dir := t.TempDir()
			pod := strings.NewReplacer("registry.invalid", "example.com", "c4nary-Passw0rd", tc.password, "web:1", "web:"+tc.tag).Replace(privatePod)
			ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: registry.Certificate().Raw})
			for name, text := range map[string]string{"app.yaml": pod, "ca.pem": string(ca)} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			args := append([]string{program(t), "--report", "-o", "json", "-f", "app.yaml", "--ask-registry", "--registry-ca", "ca.pem"}, strings.Fields(tc.args)...)
			began := time.Now()
			stdout, stderr, code := shell(t, dir, []string{"HTTPS_PROXY=" + p.proxy(t, registry.Listener.Addr().String())}, args...)
			took := time.Since(began)
			if code != tc.code || !strings.Contains(stdout, tc.stdout) || took < tc.least || took > tc.most {
				t.Errorf("exit code %d after %s\n%s\n%s", code, took, stdout, stderr)
			}
			if strings.Contains(stdout+stderr, "c4nary") || len(p.leaked) > 0 {
				t.Errorf("a password is printed, or sent in a URL: %v\n%s\n%s", p.leaked, stdout, stderr)
			}
			for _, request := range p.proxied {
				if request != "CONNECT example.com:443" {
					t.Errorf("the proxy got %q", request)
				}
			}
			if len(p.proxied) == 0 {
				t.Error("nothing was sent by the proxy")
			}
			if waits := strings.Contains(stderr, "waiting up to"); waits != (tc.args != "") {
				t.Errorf("that it waits is said: %t\n%s", waits, stderr)
			}
		})
	}
}
