package convert

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// A pod is on the list for what is true of it, in whichever of its containers, and before as after it has
// started: not for the two famous reasons.
func TestPodsAreListedForEveryReason(t *testing.T) {
	reasons := []corev1.ContainerStateWaiting{
		{Reason: "ErrImagePull", Message: "failed to pull and unpack image: 401 Unauthorized"},
		{Reason: "ImagePullBackOff", Message: `Back-off pulling image "ghcr.io/acme/web:1.4.2"`},
		{Reason: "ErrImageNeverPull", Message: `Container image "ghcr.io/acme/web:1.4.2" is not present with pull policy of Never`},
		{Reason: "InvalidImageName", Message: `Failed to apply default image tag "A": couldn't parse image name "A": invalid reference format`},
		{Reason: "ImageInspectError", Message: `Failed to inspect image "ghcr.io/acme/web:1.4.2": rpc error: code = Unknown desc = short-name "web"`},
		{Reason: "RegistryUnavailable", Message: "image pull failed for ghcr.io/acme/web:1.4.2 because the registry is unavailable"},
		{Reason: "SignatureValidationFailed", Message: "image pull failed for ghcr.io/acme/web:1.4.2 because the signature validation failed"},
		{Reason: "illegal base64 data at input byte 0"},
		{Reason: "invalid character '}' looking for beginning of object key string"},
		{Reason: "unexpected end of JSON input"},
		{Reason: "unable to parse auth field, must be formatted as base64(username:password)"},
		{Reason: "json: cannot unmarshal string into Go value of type credentialprovider.DockerConfigEntry"},
	}
	always := corev1.ContainerRestartPolicyAlways
	places := map[string]func(*corev1.Pod){
		"container": func(*corev1.Pod) {},
		"init": func(p *corev1.Pod) {
			p.Spec.InitContainers, p.Spec.Containers[0].Name = []corev1.Container{p.Spec.Containers[0]}, "app"
			p.Status.InitContainerStatuses, p.Status.ContainerStatuses = p.Status.ContainerStatuses, nil
		},
		"sidecar": func(p *corev1.Pod) {
			p.Spec.InitContainers, p.Spec.Containers[0].Name = []corev1.Container{p.Spec.Containers[0]}, "app"
			p.Spec.InitContainers[0].RestartPolicy = &always
			p.Status.InitContainerStatuses, p.Status.ContainerStatuses = p.Status.ContainerStatuses, nil
		},
		"ephemeral": func(p *corev1.Pod) {
			p.Spec.EphemeralContainers = []corev1.EphemeralContainer{{EphemeralContainerCommon: corev1.EphemeralContainerCommon{
				Name: "web", Image: p.Spec.Containers[0].Image,
			}}}
			p.Spec.Containers[0].Name = "app"
			p.Status.EphemeralContainerStatuses, p.Status.ContainerStatuses = p.Status.ContainerStatuses, nil
		},
	}
	for place, put := range places {
		for _, phase := range []corev1.PodPhase{corev1.PodPending, corev1.PodRunning} {
			for _, w := range reasons {
				p := fakecluster.FailingPod("shop", "web")
				p.Status.Phase = phase
				p.Status.ContainerStatuses[0].State.Waiting = &w
				put(p)
				if got := PodOf(p); !Failing(&got) {
					t.Errorf("%s, %s: %s is not listed", place, phase, w.Reason)
				}
			}
			p := fakecluster.FailingPod("shop", "web")
			p.Status.Phase = phase
			p.Status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff", Message: "back-off 10s restarting failed container"}
			put(p)
			if got := PodOf(p); Failing(&got) {
				t.Errorf("%s, %s: a container that crashes is listed", place, phase)
			}
		}
	}
}
