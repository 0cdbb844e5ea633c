package prompt

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// pod writes what kubectl describe pod writes before the events. It omits what the course's pods do
// not have (ports, priority classes, devices).
func (c *call) pod(d *description, p *corev1.Pod) {
	d.line("Name:\t%s", p.Name)
	d.line("Namespace:\t%s", p.Namespace)
	if p.Spec.Priority != nil {
		d.line("Priority:\t%d", *p.Spec.Priority)
	}
	if p.Spec.ServiceAccountName != "" {
		d.line("Service Account:\t%s", p.Spec.ServiceAccountName)
	}
	if p.Spec.NodeName == "" {
		d.line("Node:\t<none>")
	} else {
		d.line("Node:\t%s/%s", p.Spec.NodeName, p.Status.HostIP)
	}
	if p.Status.StartTime != nil {
		d.line("Start Time:\t%s", p.Status.StartTime.Format(time.RFC1123Z))
	}
	d.list("Labels", pairs(p.Labels, "="))
	d.annotations(p.Annotations)
	if p.DeletionTimestamp != nil {
		d.line("Status:\tTerminating (lasts %s)", age(*p.DeletionTimestamp, c.now))
		d.line("Termination Grace Period:\t%ds", seconds(p.DeletionGracePeriodSeconds))
	} else {
		d.line("Status:\t%s", p.Status.Phase)
	}
	d.line("IP:\t%s", p.Status.PodIP)
	if len(p.Status.PodIPs) == 0 {
		d.line("IPs:\t<none>")
	} else {
		d.line("IPs:")
		for _, ip := range p.Status.PodIPs {
			d.line("  IP:\t%s", ip.IP)
		}
	}
	if o := metav1.GetControllerOf(p); o != nil {
		d.line("Controlled By:\t%s/%s", o.Kind, o.Name)
	}
	if len(p.Spec.InitContainers) > 0 {
		d.containers("Init Containers", p.Spec.InitContainers, p.Status.InitContainerStatuses)
	}
	d.containers("Containers", p.Spec.Containers, p.Status.ContainerStatuses)
	if len(p.Status.Conditions) > 0 {
		d.line("Conditions:\n  Type\tStatus")
		for _, x := range p.Status.Conditions {
			d.line("  %v \t%v ", x.Type, x.Status)
		}
	}
	d.volumes(p.Spec.Volumes)
	d.line("QoS Class:\t%s", p.Status.QOSClass)
	d.list("Node-Selectors", pairs(p.Spec.NodeSelector, "="))
	d.list("Tolerations", tolerations(p.Spec.Tolerations))
}

func seconds(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

func (d *description) containers(title string, list []corev1.Container, statuses []corev1.ContainerStatus) {
	d.line("%s:", title)
	for i := range list {
		x := &list[i]
		at := slices.IndexFunc(statuses, func(s corev1.ContainerStatus) bool { return s.Name == x.Name })
		d.line("  %s:", x.Name)
		if at >= 0 {
			d.line("    Container ID:\t%s", statuses[at].ContainerID)
		}
		d.line("    Image:\t%s", x.Image)
		if at >= 0 {
			d.line("    Image ID:\t%s", statuses[at].ImageID)
		}
		d.line("    Port:\t<none>")
		d.line("    Host Port:\t<none>")
		d.words("Command", x.Command)
		d.words("Args", x.Args)
		if at >= 0 {
			d.state("State", statuses[at].State)
			if statuses[at].LastTerminationState.Terminated != nil {
				d.state("Last State", statuses[at].LastTerminationState)
			}
			d.line("    Ready:\t%s", map[bool]string{true: "True", false: "False"}[statuses[at].Ready])
			d.line("    Restart Count:\t%d", statuses[at].RestartCount)
		}
		d.environment(x.Env)
		d.mounts(x.VolumeMounts)
	}
}

func (d *description) words(title string, list []string) {
	if len(list) == 0 {
		return
	}
	d.line("    %s:", title)
	for _, x := range list {
		d.line("      %s", x)
	}
}

func (d *description) state(title string, s corev1.ContainerState) {
	switch {
	case s.Running != nil:
		d.line("    %s:\tRunning", title)
		d.line("      Started:\t%s", s.Running.StartedAt.Format(time.RFC1123Z))
	case s.Terminated != nil:
		d.line("    %s:\tTerminated", title)
		if s.Terminated.Reason != "" {
			d.line("      Reason:\t%s", s.Terminated.Reason)
		}
		d.line("      Exit Code:\t%d", s.Terminated.ExitCode)
		d.line("      Started:\t%s", s.Terminated.StartedAt.Format(time.RFC1123Z))
		d.line("      Finished:\t%s", s.Terminated.FinishedAt.Format(time.RFC1123Z))
	default:
		d.line("    %s:\tWaiting", title)
		if s.Waiting != nil && s.Waiting.Reason != "" {
			d.line("      Reason:\t%s", s.Waiting.Reason)
		}
	}
}

func (d *description) environment(list []corev1.EnvVar) {
	if len(list) == 0 {
		d.line("    Environment:\t<none>")
		return
	}
	d.line("    Environment:")
	for _, e := range list {
		d.line("      %s:\t%s", e.Name, Masked) // kubectl shows it
	}
}

func (d *description) mounts(list []corev1.VolumeMount) {
	if len(list) == 0 {
		d.line("    Mounts:\t<none>")
		return
	}
	d.line("    Mounts:")
	list = slices.SortedFunc(slices.Values(list), func(a, b corev1.VolumeMount) int { return strings.Compare(a.MountPath, b.MountPath) })
	for _, m := range list {
		how := "rw"
		if m.ReadOnly {
			how = "ro"
		}
		d.line("      %s from %s (%s)", m.MountPath, m.Name, how)
	}
}

func (d *description) volumes(list []corev1.Volume) {
	if len(list) == 0 {
		d.line("Volumes:\t<none>")
		return
	}
	d.line("Volumes:")
	for _, v := range list {
		d.line("  %s:", v.Name)
		switch {
		case v.Projected != nil:
			d.projected(v.Projected)
		case v.EmptyDir != nil:
			d.line("    Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)")
			d.line("    Medium:\t%s", v.EmptyDir.Medium)
			d.line("    SizeLimit:\t<unset>")
		case v.Image != nil:
			d.line("    Type:\tImage (a container image or OCI artifact)")
			d.line("    Reference:\t%v", v.Image.Reference)
			d.line("    PullPolicy:\t%v", v.Image.PullPolicy)
		default:
			d.line("    Type:\t<not shown by this small kubectl>")
		}
	}
}

func (d *description) projected(p *corev1.ProjectedVolumeSource) {
	d.line("    Type:\tProjected (a volume that contains injected data from multiple sources)")
	for _, s := range p.Sources {
		switch {
		case s.DownwardAPI != nil:
			d.line("    DownwardAPI:\ttrue")
		case s.ConfigMap != nil:
			d.line("    ConfigMapName:\t%s", s.ConfigMap.Name)
			d.line("    Optional:\t%v", s.ConfigMap.Optional != nil && *s.ConfigMap.Optional)
		case s.ServiceAccountToken != nil:
			d.line("    TokenExpirationSeconds:\t%d", seconds(s.ServiceAccountToken.ExpirationSeconds))
		}
	}
}

func tolerations(list []corev1.Toleration) []string {
	var out []string
	list = slices.SortedFunc(slices.Values(list), func(a, b corev1.Toleration) int { return cmp.Compare(a.Key, b.Key) })
	for _, t := range list {
		s := t.Key
		if t.Value != "" {
			s += "=" + t.Value
		}
		if t.Effect != "" {
			s += ":" + string(t.Effect)
		}
		if t.Operator == corev1.TolerationOpExists && t.Value == "" {
			s = strings.TrimSpace(s + " op=Exists")
		}
		if t.TolerationSeconds != nil {
			s += fmt.Sprintf(" for %ds", *t.TolerationSeconds)
		}
		out = append(out, s)
	}
	return out
}
