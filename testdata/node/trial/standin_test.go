package trial

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
)

const nodeFile = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: web-5d4f-aaaaa, generateName: web-5d4f-, namespace: shop}
  status: {phase: Pending}
- apiVersion: v1
  kind: Event
  involvedObject: {kind: Pod, name: web-5d4f-aaaaa}
  reason: Failed
- apiVersion: v1
  kind: Event
  involvedObject: {kind: Pod, name: other}
  reason: Failed
`

func TestRecorded(t *testing.T) {
	r, err := readRecorded(cases.Case{Name: "one", NodeFile: []byte(nodeFile)})
	if err != nil {
		t.Fatal(err)
	}
	pod := &corev1.Pod{}
	pod.Name, pod.GenerateName = "web-5d4f-xyz12", "web-5d4f-"
	was, ok := r.of(pod)
	if !ok || was.Status.Phase != corev1.PodPending {
		t.Fatalf("the recorded pod was not found: %+v", was)
	}
	if events := r.eventsOf(was); len(events) != 1 || events[0].Reason != "Failed" {
		t.Errorf("its events: %+v", events)
	}
	pod.Name, pod.GenerateName = "web-9999-xyz12", "web-9999-"
	if _, ok := r.of(pod); ok {
		t.Error("a pod of another template was found")
	}
	if _, err := readRecorded(cases.Case{Name: "two"}); err == nil {
		t.Error("a case without a recording is no error")
	}
}

func TestAccepted(t *testing.T) {
	registries := []cases.Registry{{
		Host: "ghcr.io", Auth: cases.AuthBasic, Accounts: []cases.Account{{Username: "bot", Password: "word"}},
		Images: []string{"acme/web:1.0"}, Public: []string{"acme/hello:1.0"},
	}}
	good, bad := kubelet.Credential{Username: "bot", Password: "word"}, kubelet.Credential{Username: "bot", Password: "old"}
	for _, tt := range []struct {
		image  string
		logins []kubelet.Credential
		want   bool
	}{
		{"ghcr.io/acme/web:1.0", nil, false},
		{"ghcr.io/acme/web:1.0", []kubelet.Credential{bad}, false},
		{"ghcr.io/acme/web:1.0", []kubelet.Credential{bad, good}, true},
		{"ghcr.io/acme/web:9.9", []kubelet.Credential{good}, false},
		{"ghcr.io/acme/hello:1.0", nil, true},
		{"ghcr.io/acme/hello:1.0", []kubelet.Credential{bad}, false},
		{"quay.io/acme/web:1.0", []kubelet.Credential{good}, false},
	} {
		image, err := kubelet.ParseImage(tt.image)
		if err != nil {
			t.Fatal(err)
		}
		if got := accepted(tt.logins, image, registries); got != tt.want {
			t.Errorf("%s with %d logins: %v", tt.image, len(tt.logins), got)
		}
	}
}

// TestEssence forgets what is counted and keeps what a fix could break.
func TestEssence(t *testing.T) {
	pod := func(version, volume, secret string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{
			"kind":     "Pod",
			"metadata": map[string]any{"name": "a", "resourceVersion": version, "uid": version},
			"spec": map[string]any{
				"imagePullSecrets": []any{map[string]any{"name": secret}},
				"volumes":          []any{map[string]any{"name": volume}},
				"containers":       []any{map[string]any{"name": "app", "volumeMounts": []any{map[string]any{"name": volume}}}},
			},
		}}
	}
	if diff := cmp.Diff(essence(pod("1", "kube-api-access-a", "s"), fingerprint), essence(pod("2", "kube-api-access-b", "s"), fingerprint)); diff != "" {
		t.Errorf("the same pod, made again, differs:\n%s", diff)
	}
	if cmp.Equal(essence(pod("1", "v", "s"), fingerprint), essence(pod("1", "v", "t"), fingerprint)) {
		t.Error("another pull secret goes unnoticed")
	}
}

// TestEssenceOfSecret notices another content and does not show it.
func TestEssenceOfSecret(t *testing.T) {
	secret := func(content string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{
			"kind": "Secret", "metadata": map[string]any{"name": "s"}, "data": map[string]any{".dockerconfigjson": content},
		}}
	}
	diff := cmp.Diff(essence(secret("Zmlyc3Q="), fingerprint), essence(secret("c2Vjb25k"), fingerprint))
	if diff == "" {
		t.Error("another content goes unnoticed")
	}
	if strings.Contains(diff, "Zmlyc3Q=") || strings.Contains(diff, "c2Vjb25k") {
		t.Error("the content is shown")
	}
}
