package trial

import (
	"context"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// listWithin is how long a kubelet may take to list an image that it has pulled: it writes its
// node's status every ten seconds.
const listWithin = time.Minute

// Listed waits until the node lists the images that run on it and that another pod may not pull:
// a diagnosis can only then tell a forbidden image from an absent one.
func (w *World) Listed(ctx context.Context) error {
	for end := time.Now().Add(listWithin); time.Now().Before(end); {
		pods, err := w.Client.CoreV1().Pods("").List(ctx, metav1.ListOptions{})
		if err != nil {
			return err
		}
		nodes, err := w.Client.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
		if err != nil {
			return err
		}
		var there []string
		for _, n := range nodes.Items {
			for _, i := range n.Status.Images {
				there = append(there, i.Names...)
			}
		}
		if !slices.ContainsFunc(awaited(pods.Items), func(image string) bool { return !slices.Contains(there, image) }) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
	return nil // the comparison of the report says what is missing
}

// awaited are the images of running pods that a pod with the policy Never asks for, too.
func awaited(pods []corev1.Pod) []string {
	var run, never []string
	for _, p := range pods {
		for _, c := range p.Spec.Containers {
			switch {
			case c.ImagePullPolicy == corev1.PullNever:
				never = append(never, c.Image)
			case p.Status.Phase == corev1.PodRunning:
				run = append(run, c.Image)
			}
		}
	}
	return slices.DeleteFunc(run, func(image string) bool { return !slices.Contains(never, image) })
}
