package prompt

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const config = `{"auths": {"ghcr.io": {"username": "bot", "password": "hush-4711", "auth": "Ym90Omh1c2gtNDcxMQ=="}}}`

// made is when an object was made, so long before noon.
func made(ns, name string, ago time.Duration) metav1.ObjectMeta {
	return metav1.ObjectMeta{Namespace: ns, Name: name, UID: "u-" + "1", CreationTimestamp: metav1.NewTime(noon.Add(-ago))}
}

func objects() []runtime.Object {
	pod := func(ns, name string, s corev1.ContainerState, phase corev1.PodPhase) *corev1.Pod {
		return &corev1.Pod{ObjectMeta: made(ns, name, 3*time.Minute),
			Spec: corev1.PodSpec{NodeName: "n1", Containers: []corev1.Container{{Name: "app", Image: "ghcr.io/acme/" + name + ":1"}},
				ImagePullSecrets: []corev1.LocalObjectReference{{Name: "regcred"}}},
			Status: corev1.PodStatus{Phase: phase, PodIP: "10.0.0.7", QOSClass: corev1.PodQOSBestEffort,
				ContainerStatuses: []corev1.ContainerStatus{{Name: "app", State: s, Ready: s.Running != nil}}}}
	}
	waiting := corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ImagePullBackOff", Message: "Back-off"}}
	return []runtime.Object{
		pod("shop", "web", waiting, corev1.PodPending),
		pod("shop", "api", corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}, corev1.PodRunning),
		pod("default", "other", waiting, corev1.PodPending),
		&corev1.Secret{ObjectMeta: made("shop", "regcred", time.Hour), Type: corev1.SecretTypeDockerConfigJson,
			Data: map[string][]byte{corev1.DockerConfigJsonKey: []byte(config)}},
		&corev1.ServiceAccount{ObjectMeta: made("shop", "default", time.Hour), ImagePullSecrets: []corev1.LocalObjectReference{{Name: "regcred"}}},
		&corev1.Event{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "e1"}, Type: "Warning", Reason: "Failed", Message: "Error: ErrImagePull\nand more",
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Name: "web", UID: "u-1"}, Count: 4, Source: corev1.EventSource{Component: "kubelet"},
			FirstTimestamp: metav1.NewTime(noon.Add(-2 * time.Minute)), LastTimestamp: metav1.NewTime(noon.Add(-9 * time.Second))},
	}
}

func newPrompt() *Prompt {
	return &Prompt{Client: fake.NewSimpleClientset(objects()...), Now: func() time.Time { return noon }}
}

func TestRun(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"kubectl get pods", "NAME    READY   STATUS             RESTARTS   AGE\nother   0/1     ImagePullBackOff   0          3m"},
		{"kubectl get po -n shop --no-headers", "api   1/1   Running            0     3m\nweb   0/1   ImagePullBackOff   0     3m"},
		{"k -nshop get pod web -o wide", "NAME   READY   STATUS             RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES\n" +
			"web    0/1     ImagePullBackOff   0          3m    10.0.0.7   n1     <none>           <none>"},
		{"kubectl get pods -A | grep shop", "shop        api     1/1     Running            0          3m\nshop        web     0/1     ImagePullBackOff   0          3m"},
		{"kubectl get pods -n empty", "No resources found in empty namespace."},
		{"kubectl get pod nobody", `Error from server (NotFound): pods "nobody" not found`},
		{"kubectl get pods -n shop -o name", "pod/api\npod/web"},
		{"kubectl -n shop get events", "LAST SEEN   TYPE      REASON   OBJECT    MESSAGE\n9s          Warning   Failed   pod/web   Error: ErrImagePull..."},
		{"kubectl -n shop get secrets", "NAME      TYPE                             DATA   AGE\nregcred   kubernetes.io/dockerconfigjson   1      60m"},
		{"kubectl -n shop get sa", "NAME      AGE\ndefault   60m"},
		{"kubectl -n shop get pod web -o jsonpath='{.spec.containers[*].image}'", "ghcr.io/acme/web:1"},
		{"kubectl -n shop get pods -o jsonpath={.items[*].metadata.name}", "api web"},
		{"kubectl -n shop get pod web -o jsonpath=.spec.nodeName", "n1"},
		{"kubectl -n shop get pod web -o jsonpath='{.spec.nothing}'", ""},
		{"kubectl -n shop describe sa default", "Name:                default\nNamespace:           shop\nLabels:              <none>\nAnnotations:         <none>\nImage pull secrets:  regcred\n" +
			"Events:\n  Type     Reason  Age               From     Message\n  ----     ------  ----              ----     -------\n  Warning  Failed  9s (x4 over 2m)   kubelet  Error: ErrImagePull\nand more"},
		{"", ""},
		{"kubectl get thing", `error: the server doesn't have a resource type "thing"`},
		{"kubectl get pods web -A", "error: a resource cannot be retrieved by name across all namespaces"},
	} {
		got := newPrompt().Run(t.Context(), c.line)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(c.want), " ") {
			t.Errorf("%s\n got: %q\nwant: %q", c.line, got, c.want)
		}
	}
}

// TestColumns: the table is formatted as kubectl's, space for space.
func TestColumns(t *testing.T) {
	want := "NAME   READY   STATUS             RESTARTS   AGE\napi    1/1     Running            0          3m\nweb    0/1     ImagePullBackOff   0          3m"
	if got := newPrompt().Run(t.Context(), "kubectl -n shop get pods"); got != want {
		t.Errorf("\n%q\n%q", got, want)
	}
}

// TestNotUnderstood: what this kubectl does not know it says, and does nothing.
func TestNotUnderstood(t *testing.T) {
	for _, line := range []string{
		"kubectl apply -f x.yaml", "kubectl get pods -w", "kubectl get pods; rm x", "kubectl get pods > file", "kubectl get pods $HOME", "kubectl get pods --dry-run=client",
		"kubectl get pods | wc -l", "kubectl get pods | base64", "kubectl logs web", "kubectl get pods,secrets", "kubectl describe deployment x",
		"kubectl get pods -o custom-columns=A:.b", "kubectl create deployment x", "kubectl set env deployment/x A=b", "kubectl rollout status deployment/x", "docker login",
		"kubectl get pods | grep -v x", `kubectl get pods "$(id)"`, "kubectl get events --sort-by=.count",
	} {
		if got := newPrompt().Run(t.Context(), line); !strings.Contains(got, "does not understand") && !strings.Contains(got, "base64: invalid") {
			t.Errorf("%s: %q", line, got)
		}
	}
	for line, want := range map[string]string{
		"kubectl get pods 'x": "inside a quotation", "| grep x": "no command before", "kubectl get pods |": "no command after", "kubectl get -n": "flag needs an argument",
		"kubectl patch sa default": "must specify --patch", "kubectl delete pod": "no name was specified", "kubectl patch sa default -p '{' --type=merge": "unable to parse",
		"kubectl patch sa default -p {} --type=odd": "--type must be one of", "kubectl create secret docker-registry": "exactly one NAME",
		"kubectl create secret docker-registry x --docker-username=a": "either --from-file or the combination", "kubectl get": "You must specify the type",
		"kubectl create secret generic x --from-literal=a": "expected key=value", "kubectl get pods -o jsonpath='{.a'": "error parsing jsonpath",
	} {
		if got := newPrompt().Run(t.Context(), line); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", line, got, want)
		}
	}
	if got := newPrompt().Run(t.Context(), "help"); !strings.Contains(got, "patch serviceaccount") || !strings.Contains(got, "masked") {
		t.Errorf("help: %s", got)
	}
}
