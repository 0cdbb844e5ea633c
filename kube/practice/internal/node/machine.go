package node

import (
	"context"
	"errors"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
)

// machine is one node of the cluster. All share one store of images.
type machine struct {
	cases.Node

	lastPull time.Time
}

// errThrottled is the kubelet's own refusal to pull (pkg/kubelet/images, throttledImageService).
var errThrottled = errors.New("pull QPS exceeded")

// addMachines registers the nodes; the first is the usual one.
func (n *Node) addMachines(odd []cases.Node) error {
	for _, about := range append([]cases.Node{{Name: Name}}, odd...) {
		if n.machines[about.Name] != nil {
			continue
		}
		n.machines[about.Name] = &machine{Node: about}
		n.names = append(n.names, about.Name)
		if _, err := n.s.Create(apiserver.Nodes, "", n.object(about), apiserver.Options{}); err != nil {
			return err
		}
	}
	return nil
}

// mayPull says whether the kubelet's limit lets a pull through now, and counts it. second is how long one
// takes here.
func (m *machine) mayPull(now time.Time, second time.Duration) bool {
	if m.PullQPS == 0 {
		return true
	}
	if now.Sub(m.lastPull) < second/time.Duration(m.PullQPS) {
		return false
	}
	m.lastPull = now
	return true
}

// sandbox makes the pod's first container, for which the runtime pulls the pause image by itself,
// never with a pod's secrets. If it cannot, it returns the message of the event.
func (m *machine) sandbox(ctx context.Context, images *images) error {
	if m.PauseImage == "" {
		return nil
	}
	img, err := keyring.ParseImage(m.PauseImage)
	if err == nil {
		_, err = images.runtime.Pull(ctx, img, nil)
	}
	if err != nil {
		//lint:ignore ST1005 the kubelet's words
		return fmt.Errorf("Failed to create pod sandbox: rpc error: code = Unknown desc = failed to pull image %q: %w", m.PauseImage, err)
	}
	return nil
}

// noSandbox is the sync of a pod that did not even get its first container.
func (n *Node) noSandbox(pod *corev1.Pod, why error) {
	n.events.Event(pod, "", corev1.EventTypeWarning, "FailedCreatePodSandBox", why.Error())
}
