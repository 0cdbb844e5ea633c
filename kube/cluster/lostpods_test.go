package cluster_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/scheme"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// onePod is an API server with room for one pod. It outlives the programs that
// talk to it, and ends one of them where the test says.
type onePod struct {
	mu   sync.Mutex
	pod  *corev1.Pod
	made int
	at   string // "delete", "deleted", "create" or "created"
	kill func()
}

func barePod() *corev1.Pod {
	return &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web", UID: "uid-0", ResourceVersion: "1", Labels: map[string]string{"app": "web"}},
		Spec: corev1.PodSpec{NodeName: "node-1", ServiceAccountName: "default", Containers: []corev1.Container{{
			Name: "web", Image: "ghcr.io/acme/web:1", Env: []corev1.EnvVar{{Name: "TOKEN", Value: "in the manifest"}},
		}}},
	}
}

func (s *onePod) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !strings.HasPrefix(r.URL.Path, "/api/v1/namespaces/shop/pods") {
		http.NotFound(w, r)
		return
	}
	dry := r.URL.Query().Get("dryRun") != ""
	moment := func(name string) {
		if s.at == name && !dry && s.kill != nil {
			s.kill()
			s.kill = nil
		}
	}
	switch r.Method {
	case http.MethodDelete:
		moment("delete")
		if !dry {
			s.pod = nil
		}
		moment("deleted")
		answerJSON(w, http.StatusOK, &metav1.Status{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Status"}, Status: metav1.StatusSuccess})
		return
	case http.MethodPost:
		moment("create")
		body, _ := io.ReadAll(r.Body)
		o, _, err := scheme.Codecs.UniversalDeserializer().Decode(body, nil, nil)
		pod, ok := o.(*corev1.Pod)
		if err != nil || !ok {
			http.Error(w, "not a pod", http.StatusBadRequest)
			return
		}
		pod.TypeMeta = barePod().TypeMeta
		if !dry {
			s.made++
			pod.UID = types.UID("uid-new")
			s.pod = pod
		}
		moment("created")
		answerJSON(w, http.StatusCreated, pod)
		return
	}
	if s.pod == nil {
		answerJSON(w, http.StatusNotFound, &metav1.Status{
			TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Status"}, Status: metav1.StatusFailure, Code: 404, Reason: metav1.StatusReasonNotFound,
		})
		return
	}
	answerJSON(w, http.StatusOK, s.pod)
}

func answerJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v)
}

// The environment that makes the test binary the program that is killed.
const childEnv, storeEnv = "PULLDOCTOR_TEST_SERVER", "PULLDOCTOR_TEST_STORE"

func recreation() diagnose.Fix {
	return diagnose.Fix{ID: "attach-to-workload", Steps: []diagnose.Step{{
		Object: diagnose.Object{Kind: "Pod", Namespace: "shop", Name: "web"}, APIVersion: "v1", UID: "uid-0",
		Write: step.RecreatePod{PullSecrets: []string{"regcred"}},
	}}}
}

func podBackend(t *testing.T, server, folder string) *cluster.Backend {
	t.Helper()
	c, err := connect.Open(connect.Options{Server: server, Kubeconfig: os.DevNull})
	if err != nil {
		t.Fatal(err)
	}
	b := cluster.New(c.Client, kube.Scope{}, diagnose.Source{})
	b.KeepPods(apply.NewPodStore(folder, c.Server))
	return b
}

// TestTheProgramThatIsKilled is no test by itself: TestKilledOverABarePod
// starts it as a program of its own.
func TestTheProgramThatIsKilled(t *testing.T) {
	server := os.Getenv(childEnv)
	if server == "" {
		t.Skip("it is started by another test")
	}
	if _, err := podBackend(t, server, os.Getenv(storeEnv)).Apply(t.Context(), recreation(), nil); err != nil {
		t.Fatal(err)
	}
}

// A real kill -9 at every write of a bare pod's re-creation: the pod is there,
// or the next program finds its manifest, which only the user can read, and
// creates it.
func TestKilledOverABarePod(t *testing.T) {
	for _, at := range []string{"delete", "deleted", "create", "created"} {
		t.Run(at, func(t *testing.T) {
			api := &onePod{pod: barePod(), at: at}
			server := httptest.NewServer(api)
			defer server.Close()
			folder := filepath.Join(t.TempDir(), "state", "pods")
			child := exec.Command(os.Args[0], "-test.run=^TestTheProgramThatIsKilled$")
			child.Env = append(os.Environ(), childEnv+"="+server.URL, storeEnv+"="+folder)
			api.kill = func() { _ = child.Process.Kill() }
			api.mu.Lock() // the child must be known before it is killed
			err := child.Start()
			api.mu.Unlock()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Wait(); err == nil {
				t.Fatal("it was not killed")
			}
			b := podBackend(t, server.URL, folder)
			private(t, folder)
			lost := b.Lost(t.Context())
			there := api.pod != nil
			if there == (len(lost) == 1) {
				t.Fatalf("the pod is there: %v, and %d are lost", there, len(lost))
			}
			if want := at == "delete" || at == "created"; want && at == "created" != there {
				t.Fatalf("the pod is there: %v", there)
			}
			for _, l := range lost {
				if len(l.Commands) != 1 || !strings.Contains(l.Commands[0], folder) {
					t.Errorf("the commands are %q", l.Commands)
				}
				for _, c := range b.Check(t.Context(), l) {
					if !c.OK {
						t.Errorf("%s: %s", c.Text, c.Why)
					}
				}
				undo, err := b.Apply(t.Context(), l, nil)
				if err != nil || undo != nil {
					t.Fatalf("creating it again: %v, undo %v", err, undo)
				}
			}
			if api.pod == nil || api.pod.Spec.Containers[0].Image != "ghcr.io/acme/web:1" || api.made > 1 {
				t.Fatalf("the pod was made %d times: %v", api.made, api.pod)
			}
			if len(lost) == 1 && (len(api.pod.Spec.ImagePullSecrets) != 1 || api.pod.Labels["app"] != "web") {
				t.Errorf("not as the fix wanted it: %v", api.pod.Spec.ImagePullSecrets)
			}
			if again := podBackend(t, server.URL, folder).Lost(t.Context()); len(again) != 0 {
				t.Errorf("still %d lost", len(again))
			}
			if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) != 0 {
				t.Errorf("left over: %v", left)
			}
		})
	}
}

// private says whether a store and what is in it are for the user alone.
func private(t *testing.T, folder string) {
	t.Helper()
	i, err := os.Stat(folder)
	if err != nil || i.Mode().Perm() != 0o700 {
		t.Fatalf("the folder: %v", err)
	}
	list, err := os.ReadDir(folder)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d files: %v", len(list), err)
	}
	f, err := list[0].Info()
	if err != nil || f.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v", err)
	}
}

// A pod of another cluster, a file that is none of ours and one that was cut
// off are left alone; without room for the manifest the pod is not deleted.
func TestPodStoreIsCareful(t *testing.T) {
	api := &onePod{pod: barePod()}
	server := httptest.NewServer(api)
	defer server.Close()
	folder := t.TempDir()
	theirs := "# cluster: https://elsewhere\n# uid: uid-0\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n"
	for name, text := range map[string]string{"a.yaml": theirs, "b.yaml": "x: [", "c.yaml": "# cluster: " + server.URL + "\n# uid: uid-0\nkind: Po"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	api.pod = nil
	if lost := podBackend(t, server.URL, folder).Lost(t.Context()); len(lost) != 0 {
		t.Errorf("%d lost pods", len(lost))
	}
	api.pod = barePod()
	b := podBackend(t, server.URL, filepath.Join(folder, "a.yaml")) // a file is where the folder should be
	if _, err := b.Apply(t.Context(), recreation(), nil); err == nil || !strings.Contains(err.Error(), "was not deleted") {
		t.Errorf("got %v", err)
	}
	if api.pod == nil || api.pod.UID != "uid-0" {
		t.Error("the pod was touched")
	}
}
