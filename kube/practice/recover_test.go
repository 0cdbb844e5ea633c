package practice

import (
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// goodConfig opens reg.example.com:5000.
const goodConfig = `{"auths":{"reg.example.com:5000":{"username":"puller","password":"practice-one"}}}`

func good(name string) *corev1.Secret {
	return &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Type: corev1.SecretTypeDockerConfigJson,
		StringData: map[string]string{corev1.DockerConfigJsonKey: goodConfig},
	}
}

func create(t *testing.T, c *Cluster, namespace string, s *corev1.Secret) {
	t.Helper()
	if _, err := c.Client().CoreV1().Secrets(namespace).Create(t.Context(), s, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
}

// repair puts valid credentials into an existing secret.
func repair(t *testing.T, c *Cluster, namespace string) {
	t.Helper()
	secrets := c.Client().CoreV1().Secrets(namespace)
	s, err := secrets.Get(t.Context(), "regcred", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.Data[corev1.DockerConfigJsonKey] = []byte(goodConfig)
	if _, err := secrets.Update(t.Context(), s, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
}

// attach lets the account of a namespace hand out the secret.
func attach(t *testing.T, c *Cluster, namespace string) {
	t.Helper()
	patch := []byte(`{"imagePullSecrets":[{"name":"regcred"}]}`)
	_, err := c.Client().CoreV1().ServiceAccounts(namespace).Patch(t.Context(), "default", types.MergePatchType, patch, metav1.PatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, c *Cluster, namespace, pod string) {
	t.Helper()
	if err := c.Client().CoreV1().Pods(namespace).Delete(t.Context(), pod, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
}

func TestPodRecoversAfterItsBackOffOnceTheSecretExists(t *testing.T) {
	c := started(t, flows, Options{Speed: 100, Only: []string{"missing"}})
	before := podsOf(t, c, "missing")[0]
	begin := time.Now()
	create(t, c, "missing", good("regcred"))
	if got := reason(t, c, "missing", "app"); got != "ImagePullBackOff" {
		t.Errorf("the new secret ended the back-off at once: %q", got)
	}
	eventually(t, "running", running(t, c, "missing", 1))
	if took := time.Since(begin); took < 20*time.Millisecond {
		t.Errorf("running after %v, before the back-off was over", took)
	}
	if podsOf(t, c, "missing")[0].UID != before.UID {
		t.Error("it is another pod")
	}
}

func TestAnAccountChangedLaterHelpsNewPodsOnly(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"late-account"}})
	old := podsOf(t, c, "late-account")[0]
	time.Sleep(100 * time.Millisecond) // several back-offs
	if p := podsOf(t, c, "late-account")[0]; p.UID != old.UID || p.Status.Phase != corev1.PodPending || len(p.Spec.ImagePullSecrets) != 0 {
		t.Fatalf("the old pod has become %s with %v", p.Status.Phase, p.Spec.ImagePullSecrets)
	}
	remove(t, c, "late-account", old.Name)
	eventually(t, "the heir runs", running(t, c, "late-account", 1))
	if podsOf(t, c, "late-account")[0].UID == old.UID {
		t.Error("no heir")
	}
}

func TestAnUndecodableSecretIsFixedInPlace(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"poisoned"}})
	if got := reason(t, c, "poisoned", "app"); !strings.HasPrefix(got, "illegal base64 data") {
		t.Fatalf("reason %q", got)
	}
	repair(t, c, "poisoned")
	eventually(t, "running", running(t, c, "poisoned", 1))
}

func TestANewPasswordFixesAllPodsOfADeployment(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"rejected"}})
	repair(t, c, "rejected")
	eventually(t, "both run", running(t, c, "rejected", 2))
	d, err := c.Client().AppsV1().Deployments("rejected").Get(t.Context(), "app", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the deployment says so", func() bool {
		d, err = c.Client().AppsV1().Deployments("rejected").Get(t.Context(), "app", metav1.GetOptions{})
		return err == nil && d.Status.AvailableReplicas == 2
	})
}

func TestAStatefulSetNeedsItsStuckPodDeleted(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"ordered"}})
	patch := []byte(`{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"regcred"}]}}}}`)
	_, err := c.Client().AppsV1().StatefulSets("ordered").Patch(t.Context(), "app", types.StrategicMergePatchType, patch, metav1.PatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	if pods := podsOf(t, c, "ordered"); len(pods) != 1 || len(pods[0].Spec.ImagePullSecrets) != 0 {
		t.Fatalf("the stuck pod was replaced: %d pods", len(pods))
	}
	remove(t, c, "ordered", "app-0")
	eventually(t, "app-0 and app-1 run", running(t, c, "ordered", 2))
}

func TestADaemonSetRollsOutByItself(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"every-node"}})
	patch := []byte(`{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"regcred"}]}}}}`)
	_, err := c.Client().AppsV1().DaemonSets("every-node").Patch(t.Context(), "app", types.StrategicMergePatchType, patch, metav1.PatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "running", running(t, c, "every-node", 1))
}

func TestAJobRunsToItsEnd(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"once"}})
	create(t, c, "once", good("regcred"))
	eventually(t, "completed", func() bool {
		j, err := c.Client().BatchV1().Jobs("once").Get(t.Context(), "app", metav1.GetOptions{})
		return err == nil && j.Status.Succeeded == 1
	})
	p := podsOf(t, c, "once")[0]
	if p.Status.Phase != corev1.PodSucceeded || p.Status.ContainerStatuses[0].State.Terminated == nil {
		t.Errorf("pod %s: %+v", p.Status.Phase, p.Status.ContainerStatuses)
	}
}

func TestACronJobsPodIsMadeAgainByItsJob(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"nightly"}})
	attach(t, c, "nightly")
	old := podsOf(t, c, "nightly")[0].Name
	remove(t, c, "nightly", old)
	eventually(t, "another pod of the Job completes", func() bool {
		pods := podsOf(t, c, "nightly")
		return len(pods) == 1 && pods[0].Name != old && pods[0].Status.Phase == corev1.PodSucceeded
	})
}

func TestABarePodIsNotMadeAgain(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"tag"}})
	remove(t, c, "tag", "app")
	eventually(t, "gone", func() bool {
		_, err := c.Client().CoreV1().Pods("tag").Get(t.Context(), "app", metav1.GetOptions{})
		return apierrors.IsNotFound(err)
	})
	settle(t, c)
	if n := len(podsOf(t, c, "tag")); n != 0 {
		t.Errorf("%d pods", n)
	}
}

func TestABarePodCanBeMadeAgainFromItsOwnSpec(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"missing"}})
	old := podsOf(t, c, "missing")[0]
	create(t, c, "missing", good("other"))
	remove(t, c, "missing", "app")
	heir := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "app"}, Spec: *old.Spec.DeepCopy()}
	heir.Spec.NodeName = ""
	heir.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "other"}}
	eventually(t, "created", func() bool {
		_, err := c.Client().CoreV1().Pods("missing").Create(t.Context(), heir, metav1.CreateOptions{})
		return err == nil
	})
	eventually(t, "running", running(t, c, "missing", 1))
}

func TestANewImageStartsWithoutBackOff(t *testing.T) {
	c := started(t, flows, Options{Speed: 1, Only: []string{"tag"}})
	patch := []byte(`[{"op":"replace","path":"/spec/containers/0/image","value":"reg.example.com:5000/team/app:2.0"}]`)
	begin := time.Now()
	_, err := c.Client().CoreV1().Pods("tag").Patch(t.Context(), "app", types.JSONPatchType, patch, metav1.PatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "running", running(t, c, "tag", 1))
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("took %v: the back-off of the old image was kept", took)
	}
}

func TestAnImmutableSecretIsKeptByTheNode(t *testing.T) {
	c := started(t, flows, Options{Speed: fast, Only: []string{"immutable"}})
	if err := c.Client().CoreV1().Secrets("immutable").Delete(t.Context(), "regcred", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	create(t, c, "immutable", good("regcred"))
	time.Sleep(100 * time.Millisecond)
	if got := reason(t, c, "immutable", "app"); !slices.Contains([]string{"ErrImagePull", "ImagePullBackOff"}, got) {
		t.Fatalf("the node noticed the new secret: %q", got)
	}
	remove(t, c, "immutable", "app")
	eventually(t, "the pod is gone", func() bool { return len(podsOf(t, c, "immutable")) == 0 })
	p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "app"}, Spec: corev1.PodSpec{
		ImagePullSecrets: []corev1.LocalObjectReference{{Name: "regcred"}},
		Containers:       []corev1.Container{{Name: "app", Image: "reg.example.com:5000/team/app:1.0"}},
	}}
	settle(t, c)
	if _, err := c.Client().CoreV1().Pods("immutable").Create(t.Context(), p, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "running", running(t, c, "immutable", 1))
}
