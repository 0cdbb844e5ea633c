package prompt

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/duration"
)

// none is how kubectl shows an absent value.
const none = "<none>"

// table is the list of kubectl get. The columns are those of kube-apiserver (pkg/printers).
func table(k kind, list []object, c *call, all, wide bool) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 6, 4, 3, ' ', 0)
	row := func(cells []string) {
		for i, x := range cells {
			if line, _, more := strings.Cut(x, "\n"); more {
				cells[i] = line + "..."
			}
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	head := columns(k, wide)
	all = all && !k.clusterWide()
	if all {
		head = append([]string{"NAMESPACE"}, head...)
	}
	labels := c.flags.has("show-labels")
	if labels {
		head = append(head, "LABELS")
	}
	if !c.flags.has("no-headers") {
		row(head)
	}
	for _, o := range list {
		cells := cells(o, c.now, wide)
		if all {
			cells = append([]string{o.GetNamespace()}, cells...)
		}
		if labels {
			cells = append(cells, labelList(o.GetLabels()))
		}
		row(cells)
	}
	w.Flush()
	return b.String()
}

func columns(k kind, wide bool) []string {
	switch k.plural {
	case "pods":
		head := []string{"NAME", "READY", "STATUS", "RESTARTS", "AGE"}
		if wide {
			head = append(head, "IP", "NODE", "NOMINATED NODE", "READINESS GATES")
		}
		return head
	case "secrets":
		return []string{"NAME", "TYPE", "DATA", "AGE"}
	case "events":
		if wide {
			return []string{"LAST SEEN", "TYPE", "REASON", "OBJECT", "SUBOBJECT", "SOURCE", "MESSAGE", "FIRST SEEN", "COUNT", "NAME"}
		}
		return []string{"LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"}
	case "namespaces":
		return []string{"NAME", "STATUS", "AGE"}
	case "nodes":
		return []string{"NAME", "STATUS", "ROLES", "AGE", "VERSION"}
	case "deployments":
		return []string{"NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"}
	case "statefulsets":
		return []string{"NAME", "READY", "AGE"}
	case "replicasets":
		return []string{"NAME", "DESIRED", "CURRENT", "READY", "AGE"}
	}
	return []string{"NAME", "AGE"}
}

func cells(o object, now time.Time, wide bool) []string {
	old := age(o.GetCreationTimestamp(), now)
	switch o := o.(type) {
	case *corev1.Pod:
		return podCells(o, now, wide)
	case *corev1.Secret:
		return []string{o.Name, string(o.Type), fmt.Sprint(len(o.Data)), old}
	case *corev1.Event:
		return eventCells(o, now, wide)
	case *corev1.Namespace:
		return []string{o.Name, string(o.Status.Phase), old}
	case *corev1.Node:
		return []string{o.Name, "Ready", none, old, o.Status.NodeInfo.KubeletVersion}
	case *appsv1.Deployment:
		s := o.Status
		return []string{o.Name, fmt.Sprintf("%d/%d", s.ReadyReplicas, one(o.Spec.Replicas)), fmt.Sprint(s.UpdatedReplicas), fmt.Sprint(s.AvailableReplicas), old}
	case *appsv1.StatefulSet:
		return []string{o.Name, fmt.Sprintf("%d/%d", o.Status.ReadyReplicas, one(o.Spec.Replicas)), old}
	case *appsv1.ReplicaSet:
		return []string{o.Name, fmt.Sprint(one(o.Spec.Replicas)), fmt.Sprint(o.Status.Replicas), fmt.Sprint(o.Status.ReadyReplicas), old}
	case *batchv1.CronJob:
		return []string{o.Name, old}
	}
	return []string{o.GetName(), old}
}

func one(n *int32) int32 {
	if n == nil {
		return 1
	}
	return *n
}

func eventCells(e *corev1.Event, now time.Time, wide bool) []string {
	said, first := e.LastTimestamp, e.FirstTimestamp
	if first.IsZero() { // the newer kind of events, as the scheduler writes them
		first = metav1.Time(e.EventTime)
	}
	if said.IsZero() {
		said = first
	}
	last := age(said, now)
	about := strings.ToLower(e.InvolvedObject.Kind) + "/" + e.InvolvedObject.Name
	message := strings.TrimSpace(e.Message)
	if !wide {
		return []string{last, e.Type, e.Reason, about, message}
	}
	source, host := e.Source.Component, e.Source.Host
	if source == "" {
		source, host = e.ReportingController, e.ReportingInstance
	}
	if host != "" {
		source += ", " + host
	}
	return []string{last, e.Type, e.Reason, about, e.InvolvedObject.FieldPath, source, message, age(first, now), fmt.Sprint(max(e.Count, 1)), e.Name}
}

func podCells(p *corev1.Pod, now time.Time, wide bool) []string {
	ready, all := 0, len(p.Spec.Containers)
	restarts := int32(0)
	for _, c := range p.Spec.InitContainers {
		if restartable(&c) {
			all++
		}
	}
	for _, s := range p.Status.InitContainerStatuses {
		if s.Ready && s.State.Running != nil {
			ready++
		}
	}
	for _, s := range p.Status.ContainerStatuses {
		restarts += s.RestartCount
		if s.Ready && s.State.Running != nil {
			ready++
		}
	}
	out := []string{p.Name, fmt.Sprintf("%d/%d", ready, all), Status(p), fmt.Sprint(restarts), age(p.CreationTimestamp, now)}
	if wide {
		ip, node := firstOf(p.Status.PodIP, none), firstOf(p.Spec.NodeName, none)
		out = append(out, ip, node, firstOf(p.Status.NominatedNodeName, none), none)
	}
	return out
}

func restartable(c *corev1.Container) bool {
	return c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
}

// Status returns the word under STATUS in kubectl get pods. It mirrors printPod (pkg/printers) for
// pods that were never restarted.
func Status(p *corev1.Pod) string {
	reason := firstOf(p.Status.Reason, string(p.Status.Phase))
	if init, ok := initStatus(p); ok {
		reason = init
	} else {
		reason = containerStatus(p, reason)
	}
	if p.DeletionTimestamp != nil {
		return "Terminating"
	}
	return reason
}

// initStatus describes the first init container that has not completed.
func initStatus(p *corev1.Pod) (string, bool) {
	stays := map[string]bool{}
	for i := range p.Spec.InitContainers {
		stays[p.Spec.InitContainers[i].Name] = restartable(&p.Spec.InitContainers[i])
	}
	for i, s := range p.Status.InitContainerStatuses {
		switch {
		case s.State.Terminated != nil && s.State.Terminated.ExitCode == 0, stays[s.Name] && s.Started != nil && *s.Started:
			continue
		case s.State.Terminated != nil:
			return "Init:" + firstOf(s.State.Terminated.Reason, fmt.Sprintf("ExitCode:%d", s.State.Terminated.ExitCode)), true
		case s.State.Waiting != nil && s.State.Waiting.Reason != "" && s.State.Waiting.Reason != "PodInitializing":
			return "Init:" + s.State.Waiting.Reason, true
		}
		return fmt.Sprintf("Init:%d/%d", i, len(p.Spec.InitContainers)), true
	}
	return "", false
}

func containerStatus(p *corev1.Pod, reason string) string {
	running := false
	for _, s := range slices.Backward(p.Status.ContainerStatuses) {
		switch {
		case s.State.Waiting != nil && s.State.Waiting.Reason != "":
			reason = s.State.Waiting.Reason
		case s.State.Terminated != nil:
			reason = firstOf(s.State.Terminated.Reason, fmt.Sprintf("ExitCode:%d", s.State.Terminated.ExitCode))
		case s.Ready && s.State.Running != nil:
			running = true
		}
	}
	if reason == "Completed" && running {
		return "NotReady"
	}
	return reason
}

func age(t metav1.Time, now time.Time) string {
	if t.IsZero() {
		return "<unknown>"
	}
	return duration.HumanDuration(now.Sub(t.Time))
}

func labelList(m map[string]string) string {
	if len(m) == 0 {
		return none
	}
	return strings.Join(pairs(m, "="), ",")
}

// pairs returns the entries of a map, sorted.
func pairs(m map[string]string, between string) []string {
	var out []string
	for k, v := range m {
		out = append(out, k+between+v)
	}
	slices.Sort(out)
	return out
}
