package convert

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// LocalName returns the name in a reference, for PullSecretNames.
func LocalName(r corev1.LocalObjectReference) string { return r.Name }

// PodOf converts a pod with the container states that its node reported.
func PodOf(p *corev1.Pod) diagnose.Pod {
	out := PodSpecOf(&p.Spec)
	out.Meta = MetaOf("Pod", "v1", &p.ObjectMeta)
	out.Phase = clean.Line(string(p.Status.Phase))
	out.Since = since(p)
	applyStatuses(&out, diagnose.TypeEphemeral, p.Status.EphemeralContainerStatuses)
	applyStatuses(&out, diagnose.TypeInit, p.Status.InitContainerStatuses)
	applyStatuses(&out, diagnose.TypeContainer, p.Status.ContainerStatuses)
	blameVolumes(&out)
	return out
}

// PodSpecOf converts the specification only. The containers are in the order
// in which the kubelet starts them (kuberuntime SyncPod): ephemeral, init,
// main.
func PodSpecOf(s *corev1.PodSpec) diagnose.Pod {
	out := diagnose.Pod{
		ServiceAccount: clean.Line(s.ServiceAccountName),
		PullSecrets:    PullSecretNames(s.ImagePullSecrets, LocalName),
		Node:           clean.Line(s.NodeName),
		HostNetwork:    s.HostNetwork,
	}
	if out.ServiceAccount == "" {
		out.ServiceAccount = clean.Line(s.DeprecatedServiceAccount)
	}
	if out.ServiceAccount == "" {
		out.ServiceAccount = "default" // what admission fills in
	}
	for i := range s.EphemeralContainers {
		c := &s.EphemeralContainers[i]
		out.Containers = append(out.Containers, containerOf(diagnose.TypeEphemeral, c.Name, c.Image, c.ImagePullPolicy))
	}
	for i := range s.InitContainers {
		c := &s.InitContainers[i]
		out.Containers = append(out.Containers, containerOf(diagnose.TypeInit, c.Name, c.Image, c.ImagePullPolicy))
	}
	for i := range s.Containers {
		c := &s.Containers[i]
		out.Containers = append(out.Containers, containerOf(diagnose.TypeContainer, c.Name, c.Image, c.ImagePullPolicy))
	}
	for i := range s.Volumes {
		v := &s.Volumes[i]
		switch {
		case v.EmptyDir != nil:
			out.EmptyDir = true
		case v.Image != nil:
			out.Volumes = append(out.Volumes, diagnose.ImageVolume{
				Name:       clean.Line(v.Name),
				Image:      imageName(v.Image.Reference),
				PullPolicy: clean.Line(string(v.Image.PullPolicy)),
				MountedBy:  mounters(s, v.Name),
			})
		}
	}
	return out
}

func containerOf(t diagnose.ContainerType, name, image string, policy corev1.PullPolicy) diagnose.Container {
	return diagnose.Container{
		Name: clean.Line(name), Type: t, Image: imageName(image), PullPolicy: clean.Line(string(policy)),
	}
}

func mounters(s *corev1.PodSpec, volume string) []string {
	var out []string
	add := func(name string, mounts []corev1.VolumeMount) {
		for i := range mounts {
			if mounts[i].Name == volume {
				out = append(out, clean.Line(name))
				return
			}
		}
	}
	for i := range s.EphemeralContainers {
		add(s.EphemeralContainers[i].Name, s.EphemeralContainers[i].VolumeMounts)
	}
	for i := range s.InitContainers {
		add(s.InitContainers[i].Name, s.InitContainers[i].VolumeMounts)
	}
	for i := range s.Containers {
		add(s.Containers[i].Name, s.Containers[i].VolumeMounts)
	}
	return out
}

// applyStatuses adds the reported status to each container of a kind. A
// container without a status is waiting without a reason.
func applyStatuses(p *diagnose.Pod, t diagnose.ContainerType, statuses []corev1.ContainerStatus) {
	for i := range p.Containers {
		c := &p.Containers[i]
		if c.Type != t {
			continue
		}
		c.Waiting = true
		for j := range statuses {
			if s := &statuses[j]; clean.Line(s.Name) == c.Name {
				applyStatus(c, s)
				break
			}
		}
	}
}

func applyStatus(c *diagnose.Container, s *corev1.ContainerStatus) {
	c.Restarts = int(s.RestartCount)
	c.Digest = digestOf(s.ImageID)
	switch {
	case s.State.Running != nil:
		c.Waiting, c.Running = false, true
	case s.State.Terminated != nil:
		c.Waiting = false
	case s.State.Waiting != nil:
		c.Reason = clean.Text(s.State.Waiting.Reason) // may be a raw error of several lines
		c.Message = clean.Text(s.State.Waiting.Message)
	}
}
