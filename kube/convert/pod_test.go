package convert

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

func recordedPod(t *testing.T, name string) diagnose.Pod {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "pods", name))
	if err != nil {
		t.Fatal(err)
	}
	var p corev1.Pod
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	return PodOf(&p)
}

// brief is what is compared of a container.
type brief struct {
	Name, Image, Reason string
	Type                diagnose.ContainerType
	Waiting             bool
}

func TestRecordedPods(t *testing.T) {
	const (
		team   = "registry.lab.test:5000/team/app:1.0"
		public = "public.lab.test:5001/public/app:1.0"
	)
	tests := []struct {
		file string
		want []brief
	}{
		{"image-volume.json", []brief{
			{"data", team, "ImagePullBackOff", diagnose.TypeVolume, true},
			{"app", public, "", diagnose.TypeContainer, true},
		}},
		{"init.json", []brief{
			{"setup", team, "ImagePullBackOff", diagnose.TypeInit, true},
			{"app", public, "PodInitializing", diagnose.TypeContainer, true},
		}},
		{"bad-auth.json", []brief{
			{"app", team, "illegal base64 data at input byte 0", diagnose.TypeContainer, true},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			p := recordedPod(t, tt.file)
			var got []brief
			for _, c := range p.Containers {
				got = append(got, brief{c.Name, c.Image, c.Reason, c.Type, c.Waiting})
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			if !Failing(&p) || p.Since.IsZero() || p.Node != "lab-node" || p.ServiceAccount != "default" {
				t.Errorf("failing %v, since %v, node %q, account %q", Failing(&p), p.Since, p.Node, p.ServiceAccount)
			}
			if _, ok := p.Annotations[LastApplied]; ok {
				t.Error("kubectl's copy of the manifest is kept")
			}
		})
	}
}

func TestContainersAreInTheKubeletsOrder(t *testing.T) {
	p := fakecluster.FailingPod("shop", "web")
	p.Spec.InitContainers = []corev1.Container{{Name: "setup", Image: "a"}}
	p.Spec.EphemeralContainers = []corev1.EphemeralContainer{{EphemeralContainerCommon: corev1.EphemeralContainerCommon{Name: "debug", Image: "b"}}}
	got := PodOf(p)
	var names []string
	for _, c := range got.Containers {
		names = append(names, c.Name+"/"+string(c.Type))
	}
	if d := cmp.Diff([]string{"debug/ephemeral", "setup/init", "web/container"}, names); d != "" {
		t.Error(d)
	}
}

func TestHostileStringsAreCleaned(t *testing.T) {
	p := fakecluster.FailingPod("shop", "web")
	p.Spec.Containers[0].Image = "evil\x1b[2J"
	p.Labels = map[string]string{"a\u202e": "b\u009b"}
	p.Annotations = map[string]string{"note": "x\r\n", LastApplied: "secret", "kapp.k14s.io/original": "secret"}
	p.ManagedFields = []metav1.ManagedFieldsEntry{{Manager: "m\x07"}}
	w := p.Status.ContainerStatuses[0].State.Waiting
	w.Message = "line one\nline \x1b]0;two"
	got := PodOf(p)
	want := diagnose.Container{
		Name: "web", Type: diagnose.TypeContainer, Image: `evil\u001b[2J`, Waiting: true,
		Reason: "ImagePullBackOff", Message: "line one\nline \\u001b]0;two",
	}
	if d := cmp.Diff(want, got.Containers[0]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{`a\u202e`: `b\u009b`}, got.Labels); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{"note": `x\u000d\u000a`, "kapp.k14s.io/original": ""}, got.Annotations); d != "" {
		t.Error(d)
	}
	if got.Managers[0].Name != `m\u0007` {
		t.Errorf("manager %q", got.Managers[0].Name)
	}
}

func TestVolumeIsBlamedOnlyWhenTheMessageNamesIt(t *testing.T) {
	tests := []struct {
		name, volume, container, message string
		want                             diagnose.ContainerType
	}{
		{"volume's image", "ghcr.io/a/data:1", "nginx", `Back-off pulling image "ghcr.io/a/data:1"`, diagnose.TypeVolume},
		{"with the tag the kubelet adds", "data", "nginx", `Back-off pulling image "data:latest"`, diagnose.TypeVolume},
		{"in the runtime's form", "data", "nginx", `failed to pull and unpack image "docker.io/library/data:latest": x`, diagnose.TypeVolume},
		{"container's image", "ghcr.io/a/data:1", "nginx", `Back-off pulling image "nginx"`, diagnose.TypeContainer},
		{"the same image", "nginx", "nginx", `Back-off pulling image "nginx"`, diagnose.TypeContainer},
		{"no image named", "data", "nginx", `illegal base64 data at input byte 4`, diagnose.TypeContainer},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := fakecluster.FailingPod("shop", "web")
			p.Spec.Containers[0].Image = tt.container
			p.Spec.Containers[0].VolumeMounts = []corev1.VolumeMount{{Name: "v"}}
			p.Spec.Volumes = []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{Image: &corev1.ImageVolumeSource{Reference: tt.volume}}}}
			p.Status.ContainerStatuses[0].State.Waiting.Message = tt.message
			got := PodOf(p)
			for _, c := range got.Containers {
				if blamed := c.Reason != ""; blamed != (c.Type == tt.want) {
					t.Errorf("%s %s has reason %q", c.Type, c.Name, c.Reason)
				}
			}
		})
	}
}

func TestSandbox(t *testing.T) {
	p := fakecluster.FailingPod("shop", "web")
	p.UID = "1"
	p.Status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}
	v := PodOf(p)
	if Failing(&v) || !SandboxSuspect(&v) {
		t.Fatal("it is only a suspect")
	}
	e := diagnose.Event{
		Pod: v.Object(), PodUID: "1", Reason: SandboxFailed, Last: time.Unix(1, 0),
		Message: `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.10": failed to pull image "registry.k8s.io/pause:3.10": dial tcp: i/o timeout`,
	}
	other := e
	other.PodUID = "2"
	BlameSandbox(&v, []diagnose.Event{other})
	if Failing(&v) {
		t.Error("another pod's event counts")
	}
	BlameSandbox(&v, []diagnose.Event{e})
	if !Failing(&v) || v.Containers[0].Image != "registry.k8s.io/pause:3.10" || v.Containers[0].Type != diagnose.TypeSandbox {
		t.Errorf("containers %+v", v.Containers)
	}
	damaged := PodOf(p)
	e.Message = `Failed to create pod sandbox: rpc error: code = NotFound desc = failed to create containerd container: error unpacking image: failed to extract layer sha256:59b1: content digest sha256:0692: not found`
	BlameSandbox(&damaged, []diagnose.Event{e})
	if !Failing(&damaged) || damaged.Containers[0].Image != "" {
		t.Errorf("a damaged pause image, which no message names: %+v", damaged.Containers)
	}
}
