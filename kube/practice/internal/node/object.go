package node

import (
	"maps"
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// hostIP is from the range for documentation.
const hostIP = "192.0.2.10"

// labelsOf returns the labels of a node.
func labelsOf(name string) labels.Set {
	return labels.Set{corev1.LabelHostname: name, corev1.LabelArchStable: "amd64", corev1.LabelOSStable: "linux"}
}

// object returns a Node as the API shows it.
func (n *Node) object(about cases.Node) *corev1.Node {
	now := metav1.NewTime(n.s.Now().Truncate(time.Second))
	room := corev1.ResourceList{
		corev1.ResourceCPU: resource.MustParse("4"), corev1.ResourceMemory: resource.MustParse("8Gi"), corev1.ResourcePods: resource.MustParse("110"),
	}
	return &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: about.Name, Labels: labelsOf(about.Name)},
		Spec:       corev1.NodeSpec{ProviderID: about.ProviderID, PodCIDR: "10.244.0.0/24", PodCIDRs: []string{"10.244.0.0/24"}},
		Status: corev1.NodeStatus{
			Capacity: room, Allocatable: room,
			Conditions: []corev1.NodeCondition{{
				Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "KubeletReady",
				Message: "kubelet is posting ready status", LastHeartbeatTime: now, LastTransitionTime: now,
			}},
			Addresses: []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: hostIP}, {Type: corev1.NodeHostName, Address: about.Name}},
			NodeInfo: corev1.NodeSystemInfo{
				KubeletVersion: KubeletVersion, ContainerRuntimeVersion: Runtime,
				Architecture: "amd64", OperatingSystem: "linux", OSImage: "Practice Linux",
			},
		},
	}
}

// listImages writes the images of a node into its status.
func (n *Node) listImages() {
	old, ok := apiserver.Find[*corev1.Node](n.s, apiserver.Nodes, "", Name)
	if !ok {
		return
	}
	changed := old.DeepCopy()
	changed.ResourceVersion = ""
	changed.Status.Images = nil
	for _, name := range slices.Sorted(maps.Keys(n.images.present)) {
		image := n.images.present[name]
		changed.Status.Images = append(changed.Status.Images, corev1.ContainerImage{Names: []string{image.ID, image.Name}, SizeBytes: image.Size})
	}
	_, _ = n.s.Update(apiserver.Nodes, "", changed, apiserver.Options{Subresource: "status"})
}
