package apiserver

import (
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func TestIdentity(t *testing.T) {
	_, c := setup(t)
	s := must(createSecret(t.Context(), c, pullSecret("regcred")))(t)
	if s.UID == "" || s.CreationTimestamp.IsZero() || s.ResourceVersion == "" {
		t.Errorf("no uid, time or version: %+v", s.ObjectMeta)
	}
	if len(s.ManagedFields) != 1 || s.ManagedFields[0].Manager != "pulldoctor" {
		t.Errorf("managers: %+v", s.ManagedFields)
	}
	if err := c.CoreV1().Secrets("shop").Delete(t.Context(), "regcred", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	heir := must(createSecret(t.Context(), c, pullSecret("regcred")))(t)
	if heir.UID == s.UID {
		t.Error("the heir of a name has the uid of the old one")
	}
	before, _ := strconv.Atoi(s.ResourceVersion)
	after, _ := strconv.Atoi(heir.ResourceVersion)
	if after <= before {
		t.Errorf("version went from %d to %d", before, after)
	}
	_, again := setup(t)
	if got := must(createSecret(t.Context(), again, pullSecret("regcred")))(t); got.UID != s.UID {
		t.Error("another start gives another uid")
	}
}

func TestGenerateName(t *testing.T) {
	_, c := setup(t)
	seen := map[string]bool{}
	for range 20 {
		p := must(createPod(t.Context(), c, pod("", func(p *corev1.Pod) { p.GenerateName = "web-" })))(t)
		if len(p.Name) != len("web-")+5 || !strings.HasPrefix(p.Name, "web-") || seen[p.Name] {
			t.Errorf("bad name %q", p.Name)
		}
		seen[p.Name] = true
	}
}

func TestCreateRefusals(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	_, err := c.CoreV1().Secrets("nowhere").Create(ctx, pullSecret("x"), metav1.CreateOptions{})
	refused(t, "no namespace", err)
	must(createSecret(ctx, c, pullSecret("regcred")))(t)
	if _, err := createSecret(ctx, c, pullSecret("regcred")); !apierrors.IsAlreadyExists(err) {
		t.Errorf("a name twice: %v", err)
	}
	versioned := pullSecret("new")
	versioned.ResourceVersion = "7"
	if _, err := createSecret(ctx, c, versioned); !apierrors.IsBadRequest(err) {
		t.Errorf("a version at creation: %v", err)
	}
	astray := pullSecret("new")
	astray.Namespace = "other"
	if _, err := createSecret(ctx, c, astray); !apierrors.IsBadRequest(err) {
		t.Errorf("another namespace than the request's: %v", err)
	}
	if _, err := createSecret(ctx, c, pullSecret("Not_A_Name")); !apierrors.IsInvalid(err) {
		t.Errorf("bad name: %v", err)
	}
}

func TestConflicts(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	secrets := c.CoreV1().Secrets("shop")
	old := must(createSecret(ctx, c, pullSecret("regcred")))(t)
	changed := old.DeepCopy()
	changed.Labels["a"] = "b"
	fresh := must(secrets.Update(ctx, changed, metav1.UpdateOptions{}))(t)
	_, err := secrets.Update(ctx, changed, metav1.UpdateOptions{})
	refused(t, "conflict", err)
	if !apierrors.IsConflict(err) {
		t.Errorf("not a conflict: %v", err)
	}
	patch := func(version string) error {
		text := `{"metadata":{"resourceVersion":"` + version + `","labels":{"c":"d"}}}`
		_, err := secrets.Patch(ctx, "regcred", types.MergePatchType, []byte(text), metav1.PatchOptions{})
		return err
	}
	refused(t, "conflict", patch(old.ResourceVersion))
	if err := patch(fresh.ResourceVersion); err != nil {
		t.Errorf("patch at the present version: %v", err)
	}
	stranger := fresh.DeepCopy()
	stranger.ResourceVersion, stranger.UID = "", "another"
	if _, err := secrets.Update(ctx, stranger, metav1.UpdateOptions{}); !apierrors.IsConflict(err) {
		t.Errorf("update of another object of that name: %v", err)
	}
	unconditional := fresh.DeepCopy()
	unconditional.ResourceVersion = ""
	unconditional.Labels["e"] = "f"
	if _, err := secrets.Update(ctx, unconditional, metav1.UpdateOptions{}); err != nil {
		t.Errorf("update without a version: %v", err)
	}
}

func TestAnUpdateWithoutChangeIsNoWrite(t *testing.T) {
	_, c := setup(t)
	s := must(createSecret(t.Context(), c, pullSecret("regcred")))(t)
	again := must(c.CoreV1().Secrets("shop").Update(t.Context(), s, metav1.UpdateOptions{}))(t)
	if again.ResourceVersion != s.ResourceVersion {
		t.Errorf("version went from %s to %s", s.ResourceVersion, again.ResourceVersion)
	}
}

func TestPatches(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	accounts := c.CoreV1().ServiceAccounts("shop")
	patch := func(how types.PatchType, text string) (*corev1.ServiceAccount, error) {
		return accounts.Patch(ctx, "default", how, []byte(text), metav1.PatchOptions{})
	}
	must(patch(types.StrategicMergePatchType, `{"imagePullSecrets":[{"name":"a"}]}`))(t)
	a := must(patch(types.StrategicMergePatchType, `{"imagePullSecrets":[{"name":"b"}]}`))(t)
	if len(a.ImagePullSecrets) != 1 || a.ImagePullSecrets[0].Name != "b" {
		t.Errorf("the account's list is not atomic here: %v", a.ImagePullSecrets)
	}
	a = must(patch(types.JSONPatchType, `[{"op":"add","path":"/imagePullSecrets/-","value":{"name":"c"}}]`))(t)
	if len(a.ImagePullSecrets) != 2 {
		t.Errorf("JSON patch: %v", a.ImagePullSecrets)
	}
	a = must(patch(types.MergePatchType, `{"imagePullSecrets":null}`))(t)
	if len(a.ImagePullSecrets) != 0 {
		t.Errorf("merge patch: %v", a.ImagePullSecrets)
	}
	if _, err := patch(types.JSONPatchType, `[{"op":"test","path":"/metadata/name","value":"x"}]`); apierrors.ReasonForError(err) == "" {
		t.Errorf("failed test: %v", err)
	}
	if _, err := patch(types.ApplyPatchType, `{}`); !apierrors.IsUnsupportedMediaType(err) {
		t.Errorf("server-side apply: %v", err)
	}
}

func TestDryRun(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	secrets := c.CoreV1().Secrets("shop")
	all := []string{metav1.DryRunAll}
	kept := must(createSecret(ctx, c, pullSecret("kept")))(t)
	w := must(secrets.Watch(ctx, metav1.ListOptions{ResourceVersion: kept.ResourceVersion}))(t)
	defer w.Stop()

	made := must(secrets.Create(ctx, pullSecret("new"), metav1.CreateOptions{DryRun: all}))(t)
	if made.UID == "" || string(made.Data[corev1.DockerConfigJsonKey]) == "" {
		t.Errorf("a dry run does not show what would be: %+v", made.ObjectMeta)
	}
	if _, err := secrets.Create(ctx, pullSecret("kept"), metav1.CreateOptions{DryRun: all}); !apierrors.IsAlreadyExists(err) {
		t.Errorf("dry run on a taken name: %v", err)
	}
	changed := kept.DeepCopy()
	changed.Labels["a"] = "b"
	if got := must(secrets.Update(ctx, changed, metav1.UpdateOptions{DryRun: all}))(t); got.Labels["a"] != "b" {
		t.Error("a dry update does not show the change")
	}
	bad := kept.DeepCopy()
	bad.Type = "Opaque"
	if _, err := secrets.Update(ctx, bad, metav1.UpdateOptions{DryRun: all}); !apierrors.IsInvalid(err) {
		t.Errorf("a dry update is not checked: %v", err)
	}
	_, err := secrets.Patch(ctx, "kept", types.MergePatchType, []byte(`{"metadata":{"labels":{"x":"y"}}}`), metav1.PatchOptions{DryRun: all})
	if err != nil {
		t.Error(err)
	}
	if err := secrets.Delete(ctx, "kept", metav1.DeleteOptions{DryRun: all}); err != nil {
		t.Error(err)
	}
	if err := secrets.Delete(ctx, "new", metav1.DeleteOptions{DryRun: all}); !apierrors.IsNotFound(err) {
		t.Errorf("dry delete of nothing: %v", err)
	}
	if got := must(secrets.Get(ctx, "kept", metav1.GetOptions{}))(t); got.ResourceVersion != kept.ResourceVersion {
		t.Error("a dry run was stored")
	}
	if list := must(secrets.List(ctx, metav1.ListOptions{}))(t); len(list.Items) != 1 {
		t.Errorf("%d secrets after dry runs", len(list.Items))
	}
	select {
	case e := <-w.ResultChan():
		t.Errorf("watchers saw a dry run: %v", e.Type)
	default:
	}
}

func TestDeletePreconditions(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	s := must(createSecret(ctx, c, pullSecret("regcred")))(t)
	wrongUID, wrongVersion := types.UID("another"), "1"
	for _, p := range []metav1.Preconditions{{UID: &wrongUID}, {ResourceVersion: &wrongVersion}} {
		err := c.CoreV1().Secrets("shop").Delete(ctx, "regcred", metav1.DeleteOptions{Preconditions: &p})
		if !apierrors.IsConflict(err) || !strings.Contains(err.Error(), "Precondition failed") {
			t.Errorf("got %v", err)
		}
	}
	right := metav1.Preconditions{UID: &s.UID, ResourceVersion: &s.ResourceVersion}
	if err := c.CoreV1().Secrets("shop").Delete(ctx, "regcred", metav1.DeleteOptions{Preconditions: &right}); err != nil {
		t.Error(err)
	}
}

func TestABoundPodWaitsForItsNode(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	must(createPod(ctx, c, pod("app", func(p *corev1.Pod) { p.Spec.NodeName = "n" })))(t)
	pods := c.CoreV1().Pods("shop")
	if err := pods.Delete(ctx, "app", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	marked := must(pods.Get(ctx, "app", metav1.GetOptions{}))(t)
	if marked.DeletionTimestamp == nil || *marked.DeletionGracePeriodSeconds != 30 {
		t.Errorf("not marked: %+v", marked.ObjectMeta)
	}
	_, err := createPod(ctx, c, pod("app", nil))
	if !apierrors.IsAlreadyExists(err) || !strings.HasPrefix(err.Error(), "object is being deleted: ") {
		t.Errorf("create over a pod on its way out: %v", err)
	}
	now := int64(0)
	if err := pods.Delete(ctx, "app", metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil {
		t.Fatal(err)
	}
	if _, err := pods.Get(ctx, "app", metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		t.Errorf("still there: %v", err)
	}
}
