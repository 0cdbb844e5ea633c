package apiserver

import (
	"context"
	"encoding/json"
	"os"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
)

// The tests call the server through the clientset, as users do.
func setup(t *testing.T) (*Server, kubernetes.Interface) {
	t.Helper()
	start := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	s := New(func() time.Time { return start }, nil)
	c := fake.NewSimpleClientset()
	c.PrependReactor("*", "*", s.React)
	c.PrependWatchReactor("*", s.ReactWatch)
	for _, name := range []string{"shop", "other"} {
		ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
		must(c.CoreV1().Namespaces().Create(t.Context(), ns, metav1.CreateOptions{}))(t)
		account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "default"}}
		must(c.CoreV1().ServiceAccounts(name).Create(t.Context(), account, metav1.CreateOptions{}))(t)
	}
	return s, c
}

// must hands a result on if there is no error.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// refused compares an error with the words of a real API server, kept in testdata.
func refused(t *testing.T, key string, err error) {
	t.Helper()
	var texts map[string]string
	if err := json.Unmarshal(must(os.ReadFile("testdata/refusals.json"))(t), &texts); err != nil {
		t.Fatal(err)
	}
	if texts[key] == "" {
		t.Fatalf("no text for %q", key)
	}
	if err == nil || err.Error() != texts[key] {
		t.Errorf("%s:\n got %v\nwant %s", key, err, texts[key])
	}
}

// pullSecret is a good one.
func pullSecret(name string) *corev1.Secret {
	return &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": name}},
		Type:       corev1.SecretTypeDockerConfigJson,
		StringData: map[string]string{corev1.DockerConfigJsonKey: `{"auths":{}}`},
	}
}

func pod(name string, change func(*corev1.Pod)) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "app", Image: "reg.example.com/app:1"}}},
	}
	if change != nil {
		change(p)
	}
	return p
}

func createSecret(ctx context.Context, c kubernetes.Interface, s *corev1.Secret) (*corev1.Secret, error) {
	return c.CoreV1().Secrets("shop").Create(ctx, s, metav1.CreateOptions{})
}

func createPod(ctx context.Context, c kubernetes.Interface, p *corev1.Pod) (*corev1.Pod, error) {
	return c.CoreV1().Pods("shop").Create(ctx, p, metav1.CreateOptions{})
}
