package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// object is one entry of the store.
type object struct {
	folder string // below /registry
	value  interface {
		runtime.Object
		metav1.Object
	}
	apiVersion, kind string
}

// all makes every object of the cluster, one after another.
func (s size) all(yield func(object) bool) {
	for i := range s.namespaces {
		for _, o := range s.namespaceObjects(i) {
			if !yield(o) {
				return
			}
		}
	}
	for i := range nodes {
		n := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("node-%03d", i), UID: uid("node", i), CreationTimestamp: made}}
		n.Status.NodeInfo = corev1.NodeSystemInfo{KubeletVersion: "v1.36.3", ContainerRuntimeVersion: "containerd://2.3.7", OperatingSystem: "linux", Architecture: "amd64"}
		if !yield(object{"minions", n, "v1", "Node"}) {
			return
		}
	}
	sets := map[string]bool{}
	for i := range s.pods {
		p := s.podOf(i)
		if key := p.Namespace + "/" + p.OwnerReferences[0].Name; !sets[key] {
			sets[key] = true
			if !yield(object{"replicasets", replicaSet(p), "apps/v1", "ReplicaSet"}) || !yield(object{"deployments", deployment(p), "apps/v1", "Deployment"}) {
				return
			}
		}
		if !yield(object{"pods", p, "v1", "Pod"}) {
			return
		}
		if stateOf(i).failing() {
			for _, e := range eventsOf(p, i) {
				if !yield(object{"events", e, "v1", "Event"}) {
					return
				}
			}
		}
	}
}

// namespaceObjects are a namespace with its accounts and secrets.
func (s size) namespaceObjects(i int) []object {
	ns := namespaceName(i)
	out := []object{{"namespaces", &corev1.Namespace{
		ObjectMeta: metav1.ObjectMeta{Name: ns, UID: uid("namespace", i), CreationTimestamp: made},
		Spec:       corev1.NamespaceSpec{Finalizers: []corev1.FinalizerName{corev1.FinalizerKubernetes}},
		Status:     corev1.NamespaceStatus{Phase: corev1.NamespaceActive},
	}, "v1", "Namespace"}}
	for j := range accounts {
		a := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: fmt.Sprintf("account-%d", j), UID: uid("account"+ns, j), CreationTimestamp: made}}
		if j == 1 {
			a.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "gone"}}
		}
		out = append(out, object{"serviceaccounts", a, "v1", "ServiceAccount"})
	}
	add := func(name string, t corev1.SecretType, data map[string][]byte) {
		out = append(out, object{"secrets", &corev1.Secret{
			ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name, UID: uid("secret"+ns+name, 0), CreationTimestamp: made}, Type: t, Data: data,
		}, "v1", "Secret"})
	}
	for j, host := range [pullSecrets]string{"ghcr.io", "registry.example.com", "ghcr.io"} {
		login := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "bot-%d:%s", j, noise(16)))
		add(fmt.Sprintf("pull-%d", j), corev1.SecretTypeDockerConfigJson, map[string][]byte{
			corev1.DockerConfigJsonKey: fmt.Appendf(nil, `{"auths":{%q:{"auth":%q}}}`, host, login),
		})
	}
	for j := range opaqueSecrets {
		add(fmt.Sprintf("opaque-%d", j), corev1.SecretTypeOpaque, map[string][]byte{"password": []byte(noise(24)), "ca.crt": []byte(noise(1200))})
	}
	for j := range helmSecrets + bigHelmSecrets {
		n := 30_000
		if j >= helmSecrets {
			n = 500_000
		}
		add(fmt.Sprintf("sh.helm.release.v1.web.v%d", j), "helm.sh/release.v1", map[string][]byte{"release": []byte(noise(n))})
	}
	return out
}

// noise is text that does not compress well, as keys and Helm releases do not.
func noise(n int) string {
	b := make([]byte, n*3/4)
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	return base64.StdEncoding.EncodeToString(b)
}

func replicaSet(p *corev1.Pod) *appsv1.ReplicaSet {
	owner, yes := p.OwnerReferences[0], true
	r := &appsv1.ReplicaSet{ObjectMeta: metav1.ObjectMeta{
		Namespace: p.Namespace, Name: owner.Name, UID: owner.UID, CreationTimestamp: made, Labels: p.Labels,
		OwnerReferences: []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "Deployment", Name: deploymentName(p), UID: uid("deployment"+p.Namespace+owner.Name, 0), Controller: &yes}},
	}}
	r.Spec = appsv1.ReplicaSetSpec{Selector: selector(p), Template: template(p)}
	return r
}

func deployment(p *corev1.Pod) *appsv1.Deployment {
	d := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{
		Namespace: p.Namespace, Name: deploymentName(p), UID: uid("deployment"+p.Namespace+p.OwnerReferences[0].Name, 0), CreationTimestamp: made,
	}}
	d.Spec = appsv1.DeploymentSpec{Selector: selector(p), Template: template(p)}
	return d
}

func deploymentName(p *corev1.Pod) string {
	name := p.OwnerReferences[0].Name
	return name[:len(name)-len("-7d9c5b6f4")]
}

func selector(p *corev1.Pod) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{"app.kubernetes.io/instance": p.Labels["app.kubernetes.io/instance"]}}
}

func template(p *corev1.Pod) corev1.PodTemplateSpec {
	t := corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: p.Labels}, Spec: *p.Spec.DeepCopy()}
	t.Spec.NodeName = ""
	return t
}
