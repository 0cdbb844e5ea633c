package faults

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

const (
	healthy = 1100 // three pages
	failing = 600  // two pages
)

// world is a server with a connection to it, inside a synctest bubble.
type world struct {
	t      *testing.T
	server *apitest.Server
	net    *apitest.Network
	conn   *connect.Connection
	said   []string // errors and warnings that a user was shown
}

// access is how the kubeconfig leads to the server.
type access struct {
	tls *tls.Config // of the server; nil for plain HTTP
	ca  []byte      // PEM

	plugin bool // the user logs in through an exec plugin
}

// inWorld runs a test with a clock of its own.
func inWorld(t *testing.T, a access, test func(*world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, server: apitest.New(objects()...)}
		w.net = apitest.Serve(w.server, a.tls)
		defer w.net.Close()
		conn, err := connect.Open(connect.Options{Kubeconfig: kubeconfig(t, a), Dial: w.net.Dial})
		if err != nil {
			t.Fatal(err)
		}
		w.conn = conn
		test(w)
	})
}

func kubeconfig(t *testing.T, a access) string {
	t.Helper()
	server, ca := "http://apitest", ""
	if a.tls != nil {
		server = "https://apitest"
	}
	if a.ca != nil {
		ca = "\n    certificate-authority-data: " + base64.StdEncoding.EncodeToString(a.ca)
	}
	user := "{}"
	if a.plugin {
		user = pluginUser(t)
	}
	text := fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: test
clusters:
- name: test
  cluster:
    server: %s%s
users:
- name: test
  user: %s
contexts:
- name: test
  context: {cluster: test, user: test}
`, server, ca, user)
	path := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// objects are a small cluster: pods on several pages, every tenth namespace
// with the secret that the others lack.
func objects() []apitest.Object {
	var out []apitest.Object
	for i := range healthy {
		p := pod(fmt.Sprintf("team-%d", i%20), fmt.Sprintf("web-%04d", i))
		p.Status.Phase = corev1.PodRunning
		p.Status.ContainerStatuses[0].State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
		out = append(out, p)
	}
	for i := range failing {
		out = append(out, pod(fmt.Sprintf("team-%d", i%20), fmt.Sprintf("job-%04d", i)))
	}
	for i := range 20 {
		ns := fmt.Sprintf("team-%d", i)
		out = append(out, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}},
			&corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "default"}})
		if i%10 == 0 {
			out = append(out, secret(ns))
		}
	}
	return out
}

func pod(ns, name string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name, CreationTimestamp: metav1.Now()},
		Spec: corev1.PodSpec{
			ServiceAccountName: "default", ImagePullSecrets: []corev1.LocalObjectReference{{Name: "regcred"}},
			Containers: []corev1.Container{{Name: "app", Image: "ghcr.io/acme/web:1.4.2"}},
		},
		Status: corev1.PodStatus{Phase: corev1.PodPending, ContainerStatuses: []corev1.ContainerStatus{{
			Name: "app", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{
				Reason: "ImagePullBackOff", Message: `Back-off pulling image "ghcr.io/acme/web:1.4.2"`,
			}},
		}}},
	}
}

func secret(ns string) *corev1.Secret {
	return &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "regcred"}, Type: corev1.SecretTypeDockerConfigJson,
		Data: map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{"gchr.io":{"auth":"` + base64.StdEncoding.EncodeToString([]byte("bot:"+password)) + `"}}}`)},
	}
}

// password must never be said.
const password = "kept-to-ourselves"

// read is one report. What it says is kept.
func (w *world) read(fault Fault) (*diagnose.Snapshot, error) {
	w.t.Helper()
	w.server.Disturb(fault)
	s, err := read.Collect(w.t.Context(), w.conn.Client, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
	if err != nil {
		w.hear(err.Error())
		if !errors.As(err, new(*kube.ConnectError)) {
			w.t.Errorf("the error is a %T: %v", err, err)
		}
	} else {
		for _, u := range s.Unreadable {
			w.hear(u.Resource + " " + u.Why)
		}
	}
	return s, err
}

func (w *world) hear(text string) {
	w.said = append(w.said, text)
	if strings.Contains(text, password) || strings.ContainsAny(text, "\n\r\x1b") {
		w.t.Errorf("it says %q", text)
	}
}

// whole wants a reading that lacks nothing.
func (w *world) whole(fault Fault) time.Duration {
	w.t.Helper()
	began := time.Now()
	s, err := w.read(fault)
	if err != nil {
		w.t.Fatal(err)
	}
	w.complete(s)
	return time.Since(began)
}

func (w *world) complete(s *diagnose.Snapshot) {
	w.t.Helper()
	if s.PodsRead != healthy+failing || len(s.Pods) != failing || len(s.Secrets) != 2 || len(s.ServiceAccounts) != 20 || len(s.Unreadable) > 0 {
		w.t.Errorf("%d pods read, %d failing, %d secrets, %d accounts, unreadable %v",
			s.PodsRead, len(s.Pods), len(s.Secrets), len(s.ServiceAccounts), s.Unreadable)
	}
}

// fails wants a reading that comes to nothing, and says so.
func (w *world) fails(fault Fault) time.Duration {
	w.t.Helper()
	began := time.Now()
	if s, err := w.read(fault); err == nil {
		w.t.Errorf("%d pods were read", s.PodsRead)
	}
	return time.Since(began)
}

// follow watches; test gets a function that waits for an update.
func (w *world) follow(test func(b *cluster.Backend, until func(what string, fits func(diagnose.Update) bool) diagnose.Update)) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	defer cancel()
	b := cluster.New(w.conn.Client, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster})
	ch := b.Watch(ctx)
	test(b, func(what string, fits func(diagnose.Update) bool) diagnose.Update {
		w.t.Helper()
		give := time.After(2 * time.Hour)
		for {
			select {
			case u := <-ch:
				if u.Err != nil {
					w.hear(u.Err.Error())
				}
				if age := time.Since(u.Heard); u.Live && age > 3*time.Minute {
					w.t.Errorf("called live at an age of %s", age)
				}
				if fits(u) {
					return u
				}
			case <-give:
				w.t.Fatalf("no update with %s; said %q", what, w.said)
			}
		}
	})
	cancel()
	for range ch { // until it is closed
	}
}

func live(u diagnose.Update) bool { return u.Live }
