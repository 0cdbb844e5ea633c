package connect

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// against opens a cluster whose server answers like this, as a user with these lines of a kubeconfig.
func against(t *testing.T, user string, say func(string), answer http.HandlerFunc) *Connection {
	t.Helper()
	srv := httptest.NewTLSServer(answer)
	t.Cleanup(srv.Close)
	path := filepath.Join(t.TempDir(), "config")
	text := fmt.Sprintf("apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{name: c, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {insecure-skip-tls-verify: true, server: %q}}]\nusers: [{name: u, user: {%s}}]\n", srv.URL, user)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Open(Options{Kubeconfig: path, Say: say})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A server or a proxy that repeats the request in its error does not make the program print the
// session's own credentials.
func TestOwnCredentialsAreMasked(t *testing.T) {
	const token, password = "hunter2-session-token", "hunter2-password"
	basic := base64.StdEncoding.EncodeToString([]byte("bot:" + password))
	for _, status := range []int{400, 403, 409, 422, 500, 502} {
		for name, user := range map[string]string{"token": "token: " + token, "basic": "username: bot, password: " + password} {
			for form, body := range map[string]string{
				"Status": `{"kind":"Status","apiVersion":"v1","status":"Failure","message":"bad header %s and %s and %s","reason":"Invalid","code":422}`,
				"text":   "bad request: %s, %s, %s",
			} {
				c := against(t, user, nil, func(w http.ResponseWriter, q *http.Request) {
					w.Header().Set("Content-Type", map[bool]string{true: "application/json", false: "text/plain"}[form == "Status"])
					w.WriteHeader(status)
					fmt.Fprintf(w, body, q.Header.Get("Authorization"), password, token)
				})
				_, err := c.Client.CoreV1().Secrets("shop").Get(t.Context(), "r", metav1.GetOptions{})
				if err == nil {
					t.Fatal("no error")
				}
				own := map[string][]string{"token": {token}, "basic": {basic, password}}[name]
				for _, secret := range own {
					if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secret) {
						t.Errorf("%d %s %s: %v", status, name, form, err)
					}
				}
			}
		}
	}
}

// A pause of a day is cut to one that a person waits for, and said.
func TestRetryAfterIsCapped(t *testing.T) {
	var said []string
	res := &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"100000"}}}
	a := answers{say: func(s string) { said = append(said, s) }}
	a.capPause(res)
	if res.Header.Get("Retry-After") != "30" || len(said) != 1 || !strings.Contains(said[0], "100000 s") {
		t.Errorf("%v %q", res.Header, said)
	}
	res.Header.Set("Retry-After", "3")
	if a.capPause(res); res.Header.Get("Retry-After") != "3" || len(said) != 1 {
		t.Errorf("%v %q", res.Header, said)
	}
}

// A body that does not come ends with the request's context, and a body that was closed ends its request.
func TestBodiesEnd(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	c := against(t, "token: x", nil, func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		select {
		case <-release:
		case <-q.Context().Done():
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	at := time.Now()
	if _, err := c.Client.CoreV1().Secrets("shop").List(ctx, metav1.ListOptions{}); err == nil || time.Since(at) > 10*time.Second {
		t.Errorf("%v after %s", err, time.Since(at))
	}
}
