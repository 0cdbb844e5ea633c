package podscan

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// BenchmarkRead reads a list of which every hundredth pod cannot pull its
// image, as the program does.
func BenchmarkRead(b *testing.B) {
	var list corev1.PodList
	for i := range 2000 {
		p := pod(fmt.Sprint("web-", i), corev1.PodRunning, running, running)
		if i%100 == 0 {
			p.Status.ContainerStatuses[1].State = backoff
		}
		for j := range 20 { // spec and managed fields are most of a pod
			p.Spec.Containers[0].Env = append(p.Spec.Containers[0].Env, corev1.EnvVar{Name: fmt.Sprint("SETTING_", j), Value: "value"})
			p.Spec.Tolerations = append(p.Spec.Tolerations, corev1.Toleration{Key: fmt.Sprint("key-", j)})
			p.Status.Conditions = append(p.Status.Conditions, corev1.PodCondition{Type: "Ready", Status: "True"})
		}
		p.ManagedFields = []metav1.ManagedFieldsEntry{{Manager: "kubelet", FieldsV1: metav1.NewFieldsV1(strings.Repeat(`{"f:a":{}}`, 200))}}
		list.Items = append(list.Items, p)
	}
	data := encoded(b, &list)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		decoded := 0
		page, err := Read(bytes.NewReader(data), Visitor{Skip: (*Glance).Started, Pod: func(*corev1.Pod) { decoded++ }})
		if err != nil || decoded != 20 || page.Skipped != 1980 {
			b.Fatal(decoded, page.Skipped, err)
		}
	}
}
