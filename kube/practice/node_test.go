package practice

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
)

func statusOf(t *testing.T, c *Cluster, namespace, pod, container string) corev1.ContainerStatus {
	t.Helper()
	for _, p := range podsOf(t, c, namespace) {
		if p.Name != pod {
			continue
		}
		for _, s := range append(p.Status.InitContainerStatuses, p.Status.ContainerStatuses...) {
			if s.Name == container {
				return s
			}
		}
	}
	t.Fatalf("no status of %s in %s/%s", container, namespace, pod)
	return corev1.ContainerStatus{}
}

func TestRefusalsOfSeveralCredentialsAreJoined(t *testing.T) {
	c := started(t, flows, Options{Only: []string{"two-refused"}})
	want := `Back-off pulling image "token.example.com/team/app:1.0": ErrImagePull: [` +
		`failed to pull and unpack image "token.example.com/team/app:1.0": failed to resolve image: failed to authorize: failed to fetch oauth token: ` +
		`unexpected status from GET request to https://token.example.com/token?scope=repository%3Ateam%2Fapp%3Apull&service=token.example.com: 401 Unauthorized, ` +
		`failed to pull and unpack image "token.example.com/team/app:1.0": failed to resolve image: pull access denied, ` +
		`repository does not exist or may require authorization: server message: insufficient_scope: authorization failed]`
	w := statusOf(t, c, "two-refused", "app", "app").State.Waiting
	if w == nil || w.Reason != "ImagePullBackOff" || w.Message != want {
		t.Errorf("\n got %+v\nwant %s", w, want)
	}
}

func TestInitContainersStartInOrder(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"init"}})
	if s := statusOf(t, c, "init", "app", "first"); s.State.Terminated == nil || s.State.Terminated.Reason != "Completed" || !s.Ready {
		t.Errorf("first: %+v", s.State)
	}
	if s := statusOf(t, c, "init", "app", "side"); s.State.Waiting == nil || s.State.Waiting.Reason != "ImagePullBackOff" && s.State.Waiting.Reason != "ErrImagePull" {
		t.Errorf("side: %+v", s.State)
	}
	for _, name := range []string{"last", "app"} {
		if s := statusOf(t, c, "init", "app", name); s.State.Waiting == nil || s.State.Waiting.Reason != "PodInitializing" {
			t.Errorf("%s: %+v", name, s.State)
		}
	}
}

func TestAnImageOnTheNodeIsNotFreeForStrangers(t *testing.T) {
	c := started(t, flows, Options{Only: []string{"shared"}})
	if s := statusOf(t, c, "shared", "a-owner", "app"); s.State.Running == nil {
		t.Fatalf("owner: %+v", s.State)
	}
	w := statusOf(t, c, "shared", "b-stranger", "app").State.Waiting
	if w == nil || w.Reason != "ImagePullBackOff" {
		t.Errorf("stranger: %+v", w)
	}
}

func TestAPodThatFitsNowhere(t *testing.T) {
	c := started(t, flows, Options{Only: []string{"nowhere"}})
	p := podsOf(t, c, "nowhere")[0]
	if p.Spec.NodeName != "" || len(p.Status.Conditions) != 1 || p.Status.Conditions[0].Reason != "Unschedulable" {
		t.Errorf("node %q, conditions %+v", p.Spec.NodeName, p.Status.Conditions)
	}
}
