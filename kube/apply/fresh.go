package apply

import (
	"encoding/json"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// tokenVolume begins the name of the volume that service account admission
// adds (plugin/pkg/admission/serviceaccount); it adds a new one to a new pod.
const tokenVolume = "kube-api-access-"

// networkAnnotations are written by network plugins and describe the old pod.
var networkAnnotations = []string{"cni.projectcalico.org/", "k8s.v1.cni.cncf.io/network-status", "k8s.v1.cni.cncf.io/networks-status", "k8s.ovn.org/"}

// freshPod returns the pod as its author would write it: without what the API
// server, admission, scheduler and node have added. An empty list of pull
// secrets stays empty, so that admission copies the service account's.
func freshPod(old *corev1.Pod, pullSecrets []string) *corev1.Pod {
	p := old.DeepCopy()
	p.ObjectMeta = metav1.ObjectMeta{
		Namespace: old.Namespace, Name: old.Name,
		Labels: p.Labels, Annotations: p.Annotations,
		OwnerReferences: p.OwnerReferences, Finalizers: p.Finalizers,
	}
	for k := range p.Annotations {
		if slices.ContainsFunc(networkAnnotations, func(prefix string) bool { return strings.HasPrefix(k, prefix) }) {
			delete(p.Annotations, k)
		}
	}
	p.Status = corev1.PodStatus{}
	spec := &p.Spec
	spec.ImagePullSecrets = references(pullSecrets)
	spec.EphemeralContainers = nil                  // refused on creation
	spec.Priority, spec.PreemptionPolicy = nil, nil // from the priority class
	if !nodeByHand(old) {
		spec.NodeName = ""
	}
	spec.Tolerations = slices.DeleteFunc(spec.Tolerations, addedToleration)
	removeTokens(spec)
	return p
}

// nodeByHand says whether the author chose the node, as far as kubectl's copy
// of the manifest shows.
func nodeByHand(p *corev1.Pod) bool {
	var m struct {
		Spec struct {
			NodeName string `json:"nodeName"`
		} `json:"spec"`
	}
	err := json.Unmarshal([]byte(p.Annotations[convert.LastApplied]), &m)
	return err == nil && m.Spec.NodeName != "" && m.Spec.NodeName == p.Spec.NodeName
}

// addedToleration says whether the DefaultTolerationSeconds admission added it.
func addedToleration(t corev1.Toleration) bool {
	return (t.Key == corev1.TaintNodeNotReady || t.Key == corev1.TaintNodeUnreachable) &&
		t.Operator == corev1.TolerationOpExists && t.Effect == corev1.TaintEffectNoExecute &&
		t.TolerationSeconds != nil && *t.TolerationSeconds == 300
}

func removeTokens(spec *corev1.PodSpec) {
	injected := func(name string) bool { return strings.HasPrefix(name, tokenVolume) }
	spec.Volumes = slices.DeleteFunc(spec.Volumes, func(v corev1.Volume) bool {
		return injected(v.Name) && v.Projected != nil
	})
	for _, list := range [][]corev1.Container{spec.InitContainers, spec.Containers} {
		for i := range list {
			list[i].VolumeMounts = slices.DeleteFunc(list[i].VolumeMounts, func(m corev1.VolumeMount) bool {
				return injected(m.Name)
			})
		}
	}
}
