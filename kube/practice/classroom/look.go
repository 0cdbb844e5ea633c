package classroom

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Look reads a cluster, practice or real, for the conditions of a lesson. Of Secrets it keeps only
// the name, the type and the version.
func Look(ctx context.Context, client kubernetes.Interface) (lesson.State, error) {
	var s lesson.State
	core := client.CoreV1()
	pods, err := core.Pods("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return s, err
	}
	events, err := core.Events("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return s, err
	}
	of := map[string][]*corev1.Event{}
	for i := range events.Items {
		uid := string(events.Items[i].InvolvedObject.UID)
		of[uid] = append(of[uid], &events.Items[i])
	}
	for i := range pods.Items {
		if p := &pods.Items[i]; p.DeletionTimestamp == nil {
			s.Pods = append(s.Pods, pod(p, of[string(p.UID)]))
		}
	}
	secrets, err := core.Secrets("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return s, err
	}
	for _, x := range secrets.Items {
		s.Secrets = append(s.Secrets, lesson.Secret{Namespace: x.Namespace, Name: x.Name, Type: string(x.Type), Version: string(x.UID) + "/" + x.ResourceVersion})
	}
	accounts, err := core.ServiceAccounts("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return s, err
	}
	for _, x := range accounts.Items {
		s.Accounts = append(s.Accounts, lesson.Account{Namespace: x.Namespace, Name: x.Name, Hands: names(x.ImagePullSecrets)})
	}
	return s, nil
}

func pod(p *corev1.Pod, events []*corev1.Event) lesson.Pod {
	out := lesson.Pod{
		Namespace: p.Namespace, Name: p.Name, UID: string(p.UID), Uses: names(p.Spec.ImagePullSecrets),
		Running: p.Status.Phase == corev1.PodRunning || p.Status.Phase == corev1.PodSucceeded,
	}
	images := map[string]string{}
	for _, list := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
		for _, c := range list {
			images[c.Name] = c.Image
			if out.Image == "" {
				out.Image = c.Image
			}
		}
	}
	for _, list := range [][]corev1.ContainerStatus{p.Status.InitContainerStatuses, p.Status.ContainerStatuses} {
		for _, x := range list {
			w := x.State.Waiting
			if w == nil {
				continue
			}
			out.Running = false
			if out.Reason == "" && w.Reason != "PodInitializing" {
				out.Reason, out.Message, out.Image = w.Reason, w.Message, images[x.Name]
			}
		}
	}
	for _, e := range events {
		out.Events = append(out.Events, lesson.Event{Reason: e.Reason, Message: e.Message})
		if e.Reason == "Pulling" {
			out.Tries += int(max(e.Count, 1))
		}
	}
	return out
}

// names is never nil: conditions compare with an empty list.
func names(list []corev1.LocalObjectReference) []string {
	out := make([]string, 0, len(list))
	for _, r := range list {
		out = append(out, r.Name)
	}
	return out
}
