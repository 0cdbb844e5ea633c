package trial

import (
	"context"
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/util/retry"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
)

// StandIn plays scheduler and kubelet where no real node can run. It knows two answers: a pod whose
// images the kubelet's own code finds logins for runs; any other pod says what a real node said when
// the case was recorded, or, where it was not, that the registry wants a login.
type StandIn struct {
	world      *World
	registries []cases.Registry
	recorded   map[string]*recorded  // by namespace
	unrecorded map[string]bool       // namespaces of cases that were not recorded
	odd        map[string]cases.Node // by namespace: the node that its pods go to
	told       map[string]bool       // UIDs of pods that have said why they fail
	pulling    map[string]bool       // namespaces of cases whose pulls do not end
}

// NewStandIn registers the node and takes over its pods.
func NewStandIn(ctx context.Context, w *World, list []cases.Case, registries []cases.Registry) (*StandIn, error) {
	s := &StandIn{w, registries, map[string]*recorded{}, map[string]bool{}, map[string]cases.Node{}, map[string]bool{}, map[string]bool{}}
	abouts := []cases.Node{{Name: lab.NodeName}}
	for _, c := range list {
		if c.NodeFile == nil {
			for _, ns := range Namespaces(c) {
				s.unrecorded[ns] = true
			}
			continue
		}
		r, err := readRecorded(c)
		if err != nil {
			return nil, err
		}
		s.recorded[c.Expect.Namespace] = r
		s.pulling[c.Expect.Namespace] = c.Expect.Pulling
		if c.Node != nil {
			s.odd[c.Expect.Namespace] = *c.Node
			abouts = append(abouts, *c.Node)
		}
	}
	for _, about := range abouts {
		if err := s.addNode(ctx, about); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// addNode registers a node that takes pods.
func (s *StandIn) addNode(ctx context.Context, about cases.Node) error {
	node := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: about.Name, Labels: map[string]string{corev1.LabelHostname: about.Name}},
		Spec:       corev1.NodeSpec{ProviderID: about.ProviderID},
		Status: corev1.NodeStatus{
			Conditions: []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "StandIn"}},
			NodeInfo:   corev1.NodeSystemInfo{KubeletVersion: lab.KubernetesVersion},
		},
	}
	if _, err := s.world.Client.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{}); err != nil {
		return err
	}
	// The API server adds a not-ready taint to every new node and drops its status.
	if err := s.node(ctx, about.Name, func(n *corev1.Node) bool { n.Spec.Taints = taintsOf(about); return false }); err != nil {
		return err
	}
	return s.node(ctx, about.Name, func(n *corev1.Node) bool { n.Status = node.Status; return true })
}

// taintsOf keep DaemonSets away from odd nodes, which are there for the pods of their cases only.
func taintsOf(about cases.Node) []corev1.Taint {
	if about.Name == lab.NodeName {
		return nil
	}
	return []corev1.Taint{{Key: "odd", Effect: corev1.TaintEffectNoSchedule}}
}

// node changes one of the stand-in's nodes, again when a controller was faster. change says whether it is
// the status that changed.
func (s *StandIn) node(ctx context.Context, name string, change func(*corev1.Node) (status bool)) error {
	nodes := s.world.Client.CoreV1().Nodes()
	return retry.RetryOnConflict(retry.DefaultBackoff, func() error {
		n, err := nodes.Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		if change(n) {
			_, err = nodes.UpdateStatus(ctx, n, metav1.UpdateOptions{})
		} else {
			_, err = nodes.Update(ctx, n, metav1.UpdateOptions{})
		}
		return err
	})
}

// Run looks at all pods again and again until the context ends.
func (s *StandIn) Run(ctx context.Context, complain func(error)) {
	for ctx.Err() == nil {
		pods, err := s.world.Client.CoreV1().Pods("").List(ctx, metav1.ListOptions{})
		if err == nil {
			for i := range pods.Items { // one that cannot be served must not keep the others waiting
				if e := s.serve(ctx, &pods.Items[i]); e != nil && (err == nil || passes(err)) {
					err = e
				}
			}
		}
		// A pod that was changed or deleted meanwhile is looked at again in the next round.
		if err != nil && ctx.Err() == nil && !passes(err) {
			complain(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(300 * time.Millisecond):
		}
	}
}

// passes says whether an error is gone in the next round.
func passes(err error) bool { return apierrors.IsConflict(err) || apierrors.IsNotFound(err) }

// serve takes a pod one step further.
func (s *StandIn) serve(ctx context.Context, pod *corev1.Pod) error {
	pods := s.world.Client.CoreV1().Pods(pod.Namespace)
	switch {
	case pod.DeletionTimestamp != nil:
		return pods.Delete(ctx, pod.Name, *metav1.NewDeleteOptions(0))
	case pod.Spec.NodeName == "":
		return pods.Bind(ctx, &corev1.Binding{
			ObjectMeta: metav1.ObjectMeta{Name: pod.Name, Namespace: pod.Namespace, UID: pod.UID},
			Target:     corev1.ObjectReference{Kind: "Node", Name: s.nodeFor(pod)},
		}, metav1.CreateOptions{})
	case pod.Status.Phase == corev1.PodRunning:
		return nil
	case s.pulls(pod) && s.world.canPull(ctx, pod, s.registries) == nil:
		running(pod)
		if _, err := pods.UpdateStatus(ctx, pod, metav1.UpdateOptions{}); err != nil {
			return err
		}
		return s.keep(ctx, pod)
	case s.told[string(pod.UID)]:
		return nil
	}
	return s.fail(ctx, pod)
}

// nodeFor is the node that a pod goes to.
func (s *StandIn) nodeFor(pod *corev1.Pod) string {
	if about, ok := s.odd[pod.Namespace]; ok {
		return about.Name
	}
	return lab.NodeName
}

// pulls says whether the pod's node pulls anything at all.
func (s *StandIn) pulls(pod *corev1.Pod) bool {
	about := s.odd[pod.Namespace]
	return about.PullQPS == 0 && about.PauseImage == ""
}

// keep lists the pod's images as being on the node, as a kubelet does.
func (s *StandIn) keep(ctx context.Context, pod *corev1.Pod) error {
	return s.node(ctx, pod.Spec.NodeName, func(n *corev1.Node) bool {
		for _, c := range pod.Spec.Containers {
			n.Status.Images = append(n.Status.Images, corev1.ContainerImage{Names: []string{c.Image}})
		}
		return true
	})
}

// pulled is how long a pull that does not end has been under way.
const pulled = 20 * time.Minute

// fail says what the real node said.
func (s *StandIn) fail(ctx context.Context, pod *corev1.Pod) error {
	if s.unrecorded[pod.Namespace] {
		return s.refuse(ctx, pod)
	}
	r := s.recorded[pod.Namespace]
	if r == nil {
		return fmt.Errorf("pod %s/%s belongs to no case", pod.Namespace, pod.Name)
	}
	was, ok := r.of(pod)
	if !ok {
		return nil // made from a new template whose login is not there yet
	}
	pod.Status = *was.Status.DeepCopy()
	if _, err := s.world.Client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, pod, metav1.UpdateOptions{}); err != nil {
		return err
	}
	said := metav1.Now()
	if s.pulling[pod.Namespace] {
		said = metav1.NewTime(said.Add(-pulled))
	}
	for _, e := range r.eventsOf(was) {
		e.ObjectMeta = metav1.ObjectMeta{GenerateName: pod.Name + ".", Namespace: pod.Namespace}
		e.InvolvedObject.Name, e.InvolvedObject.UID = pod.Name, pod.UID
		if !e.FirstTimestamp.IsZero() {
			e.FirstTimestamp, e.LastTimestamp = said, said
		}
		if _, err := s.world.Client.CoreV1().Events(pod.Namespace).Create(ctx, &e, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	s.told[string(pod.UID)] = true
	return nil
}

// refusal is how containerd ends its sentence: a registry with tokens gives one that opens nothing, one
// without sends no token at all.
func (s *StandIn) refusal(image string) string {
	for _, r := range s.registries {
		if strings.HasPrefix(image, r.Host+"/") && r.Auth == cases.AuthToken && !r.Refuses {
			return "server message: insufficient_scope: authorization failed"
		}
	}
	return "authorization failed: no basic auth credentials"
}

// refuse says what a real node says when it has no login and the registry wants one.
func (s *StandIn) refuse(ctx context.Context, pod *corev1.Pod) error {
	pod.Status.Phase = corev1.PodPending
	pod.Status.ContainerStatuses = nil
	for _, c := range pod.Spec.Containers {
		said := fmt.Sprintf("Back-off pulling image %[1]q: ErrImagePull: failed to pull and unpack image %[1]q: failed to resolve image: "+
			"pull access denied, repository does not exist or may require authorization: %[2]s", c.Image, s.refusal(c.Image))
		reason := "ImagePullBackOff"
		if c.ImagePullPolicy == corev1.PullNever {
			reason, said = "ErrImageNeverPull", fmt.Sprintf("Container image %q is not present with pull policy of Never", c.Image)
		}
		pod.Status.ContainerStatuses = append(pod.Status.ContainerStatuses, corev1.ContainerStatus{
			Name: c.Name, Image: c.Image, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: said}},
		})
	}
	s.told[string(pod.UID)] = true
	_, err := s.world.Client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, pod, metav1.UpdateOptions{})
	return err
}

// running is the status of a pod that runs and is ready.
func running(pod *corev1.Pod) {
	now := metav1.Now()
	status := corev1.PodStatus{Phase: corev1.PodRunning, StartTime: &now}
	for _, t := range []corev1.PodConditionType{corev1.PodScheduled, corev1.PodInitialized, corev1.ContainersReady, corev1.PodReady} {
		status.Conditions = append(status.Conditions, corev1.PodCondition{Type: t, Status: corev1.ConditionTrue, LastTransitionTime: now})
	}
	for _, c := range pod.Spec.InitContainers {
		done := corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: now, FinishedAt: now}}
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			done = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: now}}
		}
		status.InitContainerStatuses = append(status.InitContainerStatuses, corev1.ContainerStatus{
			Name: c.Name, Image: c.Image, ImageID: "stand-in", Ready: true, State: done,
		})
	}
	for _, c := range pod.Spec.Containers {
		started := true
		status.ContainerStatuses = append(status.ContainerStatuses, corev1.ContainerStatus{
			Name: c.Name, Image: c.Image, ImageID: "stand-in", Ready: true, Started: &started,
			State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: now}},
		})
	}
	pod.Status = status
}
