package simulate

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
)

// canary is in every password; it may appear nowhere but in requests to the API server.
const canary = "hunter2canary"

// hosts are registries, each with a misspelling that a secret may have.
var hosts = []struct{ right, wrong string }{
	{"ghcr.io", "gchr.io"}, {"quay.io", "quay.oi"}, {"registry.acme.example:5000", "registry.acme.example:500"}, {"registry.gitlab.com", "gitlab.com"},
}

// config is a Docker config with an entry for each host.
func config(r *rand.Rand, hosts ...string) []byte {
	auths := map[string]any{}
	for _, h := range hosts {
		auth := "bot:" + canary + fmt.Sprint(r.IntN(1_000_000))
		auths[h] = map[string]string{"auth": base64.StdEncoding.EncodeToString([]byte(auth))}
	}
	b, _ := json.Marshal(map[string]any{"auths": auths})
	return b
}

// objects are the cluster of a seed.
func objects(r *rand.Rand) []runtime.Object {
	var out []runtime.Object
	for n := range 1 + r.IntN(2) {
		ns := fmt.Sprintf("team%d", n)
		out = append(out, &corev1.Namespace{TypeMeta: metav1.TypeMeta{Kind: "Namespace", APIVersion: "v1"}, ObjectMeta: metav1.ObjectMeta{Name: ns}})
		account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "default"}}
		if r.IntN(2) == 0 {
			account.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "other"}}
		}
		out = append(out, account)
		h := hosts[r.IntN(len(hosts))]
		out = append(out, secret(r, ns, h.right, h.wrong), &corev1.Secret{
			ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "other"}, Type: corev1.SecretTypeDockerConfigJson,
			Data: map[string][]byte{corev1.DockerConfigJsonKey: config(r, "other.example")},
		})
		for i := range 1 + r.IntN(2) {
			out = append(out, workload(r, ns, fmt.Sprintf("web%d", i), h.right)...)
		}
	}
	return out
}

// secret is a pull secret with one of the usual mistakes.
func secret(r *rand.Rand, ns, right, wrong string) *corev1.Secret {
	s := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "regcred"}, Type: corev1.SecretTypeDockerConfigJson, Data: map[string][]byte{}}
	key := corev1.DockerConfigJsonKey
	switch r.IntN(6) {
	case 0: // another type
		s.Type = corev1.SecretTypeOpaque
		s.Data[key] = config(r, right, "b.example")
	case 1: // another data key
		s.Data["config.json"] = config(r, right, "b.example")
		s.Data[key] = []byte("{}")
	case 2: // without auths
		var c map[string]json.RawMessage
		_ = json.Unmarshal(config(r, right, "b.example"), &c)
		s.Data[key] = c["auths"]
	case 3: // encoded twice
		s.Data[key] = []byte(base64.StdEncoding.EncodeToString(config(r, right, "b.example")))
	default: // another host
		s.Data[key] = config(r, wrong, "b.example", "c.example")
	}
	s.Data["note"] = []byte("of someone else")
	return s
}

// workload is a failing pod, bare or of a Deployment, that references regcred, nothing, or a missing secret.
func workload(r *rand.Rand, ns, name, host string) []runtime.Object {
	var refs []corev1.LocalObjectReference
	switch r.IntN(4) {
	case 0:
	case 1:
		refs = []corev1.LocalObjectReference{{Name: "regcrd"}}
	default:
		refs = []corev1.LocalObjectReference{{Name: "regcred"}}
	}
	image := host + "/acme/web:1"
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name, Labels: map[string]string{"app": name}},
		Spec:       corev1.PodSpec{NodeName: "node-1", ServiceAccountName: "default", ImagePullSecrets: refs, Containers: []corev1.Container{{Name: "web", Image: image, ImagePullPolicy: corev1.PullIfNotPresent}}},
		Status: corev1.PodStatus{Phase: corev1.PodPending, ContainerStatuses: []corev1.ContainerStatus{{Name: "web", Image: image, State: corev1.ContainerState{
			Waiting: &corev1.ContainerStateWaiting{Reason: "ErrImagePull", Message: fmt.Sprintf("failed to pull and unpack image %q: failed to resolve reference %q: unexpected status from HEAD request to https://%s/v2/acme/web/manifests/1: 401 Unauthorized", image, image, host)},
		}}}},
	}
	if r.IntN(2) == 0 {
		return []runtime.Object{pod}
	}
	yes := true
	deployment := &appsv1.Deployment{
		TypeMeta: metav1.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"}, ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name},
		Spec: appsv1.DeploymentSpec{Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: pod.Labels}, Spec: corev1.PodSpec{ImagePullSecrets: refs, Containers: pod.Spec.Containers}}},
	}
	set := &appsv1.ReplicaSet{
		TypeMeta: metav1.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"},
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name + "-5d8f", UID: types.UID("uid-rs-" + ns + name), Labels: map[string]string{"pod-template-hash": "5d8f"},
			OwnerReferences: []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "Deployment", Name: name, Controller: &yes}}},
		Spec: appsv1.ReplicaSetSpec{Template: deployment.Spec.Template},
	}
	pod.Name = name + "-5d8f-abcde"
	pod.Labels = map[string]string{"app": name, "pod-template-hash": "5d8f"}
	pod.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: set.Name, UID: types.UID("uid-rs-" + ns + name), Controller: &yes}}
	return []runtime.Object{deployment, set, pod}
}

// credentialsIn are the credentials of a secret's content: host, user and password, wherever they are in it.
func credentialsIn(data map[string][]byte) map[string]bool {
	out := map[string]bool{}
	for _, raw := range data {
		for range 2 {
			var c map[string]json.RawMessage
			if json.Unmarshal(raw, &c) != nil {
				decoded, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(raw)))
				if err != nil {
					break
				}
				raw = decoded
				continue
			}
			if inner, ok := c["auths"]; ok {
				_ = json.Unmarshal(inner, &c)
			}
			for _, e := range c {
				var entry struct{ Auth, Username, Password string }
				if json.Unmarshal(e, &entry) != nil {
					continue
				}
				if b, err := base64.StdEncoding.DecodeString(entry.Auth); err == nil && len(b) > 0 {
					out[string(b)] = true
				} else if entry.Password != "" {
					out[entry.Username+":"+entry.Password] = true
				}
			}
			break
		}
	}
	return out
}
