package connect_test

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// kubeconfig writes one with two contexts and returns its path.
func kubeconfig(t *testing.T, server, token string) string {
	t.Helper()
	text := `apiVersion: v1
kind: Config
current-context: dev
clusters:
- {name: c, cluster: {server: "` + server + `"}}
users:
- {name: u, user: {token: "` + token + `"}}
contexts:
- {name: dev, context: {cluster: c, user: u, namespace: shop}}
- {name: prod, context: {cluster: c, user: u}}
`
	path := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func isolate(t *testing.T) {
	t.Helper()
	t.Setenv("KUBECONFIG", filepath.Join(t.TempDir(), "none"))
	t.Setenv("HOME", t.TempDir())
	t.Setenv("KUBERNETES_SERVICE_HOST", "")
}

func TestConnectReadsTheContext(t *testing.T) {
	isolate(t)
	path := kubeconfig(t, "https://127.0.0.1:1", "x")
	tests := []struct {
		name string
		args []string
		want connect.Connection
	}{
		{"current", nil, connect.Connection{Context: "dev", Namespace: "shop", Server: "https://127.0.0.1:1"}},
		{"context", []string{"--context", "prod"}, connect.Connection{Context: "prod", Namespace: "default", Server: "https://127.0.0.1:1"}},
		{"namespace", []string{"-n", "ci"}, connect.Connection{Context: "dev", Namespace: "ci", Server: "https://127.0.0.1:1"}},
		{"server", []string{"--server=https://other:2"}, connect.Connection{Context: "dev", Namespace: "shop", Server: "https://other:2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var o connect.Options
			fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
			o.BindFlags(fs)
			if err := fs.Parse(append([]string{"--kubeconfig", path}, tt.args...)); err != nil {
				t.Fatal(err)
			}
			c, err := connect.Open(o)
			if err != nil {
				t.Fatal(err)
			}
			if c.Context != tt.want.Context || c.Namespace != tt.want.Namespace || c.Server != tt.want.Server {
				t.Errorf("got %s %s %s", c.Context, c.Namespace, c.Server)
			}
		})
	}
	names, current, err := connect.Contexts(connect.Options{Kubeconfig: path})
	if err != nil || strings.Join(names, " ") != "dev prod" || current != "dev" {
		t.Errorf("contexts %v, current %q, %v", names, current, err)
	}
}

func TestConnectErrors(t *testing.T) {
	isolate(t)
	good := kubeconfig(t, "https://127.0.0.1:1", "x")
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("clusters: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		o     connect.Options
		want  string
		usage bool
	}{
		{"no kubeconfig", connect.Options{}, "no kubeconfig was found", false},
		{"no such file", connect.Options{Kubeconfig: "/no/such/file"}, "/no/such/file does not exist", false},
		{"broken file", connect.Options{Kubeconfig: broken}, "The kubeconfig is invalid", false},
		{"unknown context", connect.Options{Kubeconfig: good, Context: "tset"}, "Choose one of dev, prod", false},
		{"context without kubeconfig", connect.Options{Context: "dev"}, "no kubeconfig was found", false},
		{"unknown cluster", connect.Options{Kubeconfig: good, Cluster: "x"}, `no cluster "x"`, false},
		{"unknown user", connect.Options{Kubeconfig: good, User: "x"}, `no user "x"`, false},
		{"bad time", connect.Options{Kubeconfig: good, RequestTimeout: "soon"}, "--request-timeout", true},
		{"group alone", connect.Options{Kubeconfig: good, AsGroup: []string{"dev"}}, "--as", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := connect.Open(tt.o)
			var c *kube.ConnectError
			var u *kube.UsageError
			if !errors.As(err, &c) && !errors.As(err, &u) {
				t.Fatalf("got %T %v", err, err)
			}
			if errors.As(err, &u) != tt.usage || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %T %q, want %q", err, err, tt.want)
			}
		})
	}
}

// TestReadingErrors tries what real servers do, through a real client.
func TestReadingErrors(t *testing.T) {
	isolate(t)
	status := func(code int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(code)
			_, _ = w.Write([]byte(body))
		}
	}
	api := func(reason, message string, code string) string {
		return `{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"` + reason + `","message":"` + message + `","code":` + code + `}`
	}
	plain := httptest.NewServer(status(200, "{}"))
	defer plain.Close()
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer slow.Close()
	untrusted := httptest.NewUnstartedServer(status(200, "{}"))
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	serve := func(h http.HandlerFunc) string {
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		return s.URL
	}
	tests := []struct{ name, server, timeout, want string }{
		{"refused", "http://" + closedPort(t), "", "refused the connection"},
		{"401", serve(status(401, api("Unauthorized", "Unauthorized", "401"))), "", "Log in again"},
		{"403", serve(status(403, api("Forbidden", `pods is forbidden: User \"eve\" cannot list resource`, "403"))), "", "You may not list pods in namespace shop"},
		{"404", serve(status(404, "not here")), "", "does not respond like a Kubernetes API server"},
		{"500", serve(status(500, api("InternalError", "etcd is away", "500"))), "", "etcd is away"},
		{"slow", slow.URL, "100ms", "did not respond in time"},
		{"TLS", untrusted.URL, "", "certificate that is not trusted"},
		{"HTTP", strings.Replace(plain.URL, "http:", "https:", 1), "", "plain HTTP"},
		{"unknown host", "http://nowhere.invalid", "", "does not resolve"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := connect.Open(connect.Options{Kubeconfig: kubeconfig(t, tt.server, "s3cret-token"), RequestTimeout: tt.timeout})
			if err != nil {
				t.Fatal(err)
			}
			_, err = read.Collect(context.Background(), c.Client, kube.Scope{Namespaces: []string{c.Namespace}}, diagnose.Source{}, nil)
			var ce *kube.ConnectError
			if !errors.As(err, &ce) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %T %q, want %q", err, err, tt.want)
			}
			if strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "\n") {
				t.Errorf("not fit for a screen: %q", err)
			}
		})
	}
}

func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestRequestsSayWhoAsks(t *testing.T) {
	isolate(t)
	got := make(chan http.Header, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- r.Header
		_, _ = w.Write([]byte(`{}`))
	}))
	defer s.Close()
	c, err := connect.Open(connect.Options{Kubeconfig: kubeconfig(t, s.URL, "t"), As: "jane", AsGroup: []string{"dev"}, Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Ping(context.Background()); err != nil {
		t.Fatal(err)
	}
	h := <-got
	if h.Get("User-Agent") != "pulldoctor/1.2.3" || h.Get("Impersonate-User") != "jane" || h.Get("Impersonate-Group") != "dev" {
		t.Errorf("headers %v", h)
	}
	if !strings.HasPrefix(h.Get("Accept"), connect.Protobuf) {
		t.Errorf("Accept %q", h.Get("Accept"))
	}
}
