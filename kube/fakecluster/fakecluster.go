package fakecluster

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	authv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"
)

// New is the fake clientset with what an API server does beside
// storing: UIDs, resource versions, conflicts, preconditions and dry runs.
func New(t *testing.T, objects ...runtime.Object) *fake.Clientset {
	t.Helper()
	c := fake.NewClientset()
	s := &server{tracker: c.Tracker()}
	for _, o := range objects {
		s.stamp(o)
		if err := c.Tracker().Add(o); err != nil {
			t.Fatal(err)
		}
	}
	c.PrependReactor("create", "*", s.create)
	c.PrependReactor("update", "*", s.update)
	c.PrependReactor("patch", "*", s.patch)
	c.PrependReactor("delete", "*", s.delete)
	c.PrependReactor("create", "selfsubjectaccessreviews", func(k8stesting.Action) (bool, runtime.Object, error) {
		return true, &authv1.SelfSubjectAccessReview{Status: authv1.SubjectAccessReviewStatus{Allowed: true}}, nil
	})
	return c
}

type server struct {
	tracker k8stesting.ObjectTracker
	version atomic.Int64
}

func (s *server) stamp(o runtime.Object) {
	m, err := meta.Accessor(o)
	if err != nil {
		panic(err)
	}
	n := s.version.Add(1)
	if m.GetUID() == "" {
		m.SetUID(types.UID("uid-" + strconv.FormatInt(n, 10)))
	}
	m.SetResourceVersion(strconv.FormatInt(n, 10))
}

func (s *server) create(a k8stesting.Action) (bool, runtime.Object, error) {
	c := a.(k8stesting.CreateActionImpl)
	m, _ := meta.Accessor(c.Object)
	gvr := a.GetResource()
	if _, err := s.tracker.Get(gvr, a.GetNamespace(), m.GetName()); err == nil {
		return true, nil, apierrors.NewAlreadyExists(gvr.GroupResource(), m.GetName())
	}
	s.stamp(c.Object)
	if len(c.CreateOptions.DryRun) > 0 {
		return true, c.Object, nil
	}
	return true, c.Object, s.tracker.Create(gvr, c.Object, a.GetNamespace())
}

func (s *server) update(a k8stesting.Action) (bool, runtime.Object, error) {
	u := a.(k8stesting.UpdateActionImpl)
	m, _ := meta.Accessor(u.Object)
	gvr := a.GetResource()
	old, err := s.tracker.Get(gvr, a.GetNamespace(), m.GetName())
	if err != nil {
		return true, nil, err
	}
	was, _ := meta.Accessor(old)
	if m.GetResourceVersion() != "" && m.GetResourceVersion() != was.GetResourceVersion() {
		return true, nil, apierrors.NewConflict(gvr.GroupResource(), m.GetName(), fmt.Errorf("the object has been modified"))
	}
	s.stamp(u.Object)
	if len(u.UpdateOptions.DryRun) > 0 {
		return true, u.Object, nil
	}
	return true, u.Object, s.tracker.Update(gvr, u.Object, a.GetNamespace())
}

// patch is a merge patch; one that names the version is refused for another.
func (s *server) patch(a k8stesting.Action) (bool, runtime.Object, error) {
	p := a.(k8stesting.PatchActionImpl)
	old, err := s.tracker.Get(a.GetResource(), a.GetNamespace(), p.Name)
	if err != nil {
		return true, nil, err
	}
	before, err := json.Marshal(old)
	if err != nil {
		return true, nil, err
	}
	after, err := jsonpatch.MergePatch(before, p.Patch)
	if err != nil {
		return true, nil, err
	}
	now := reflect.New(reflect.TypeOf(old).Elem()).Interface().(runtime.Object)
	if err := json.Unmarshal(after, now); err != nil {
		return true, nil, err
	}
	u := k8stesting.NewUpdateAction(a.GetResource(), a.GetNamespace(), now)
	u.UpdateOptions.DryRun = p.PatchOptions.DryRun
	return s.update(u)
}

func (s *server) delete(a k8stesting.Action) (bool, runtime.Object, error) {
	d := a.(k8stesting.DeleteActionImpl)
	gvr := a.GetResource()
	old, err := s.tracker.Get(gvr, a.GetNamespace(), d.Name)
	if err != nil {
		return true, nil, err
	}
	was, _ := meta.Accessor(old)
	if p := d.DeleteOptions.Preconditions; p != nil {
		if (p.UID != nil && *p.UID != was.GetUID()) || (p.ResourceVersion != nil && *p.ResourceVersion != was.GetResourceVersion()) {
			return true, nil, apierrors.NewConflict(gvr.GroupResource(), d.Name, fmt.Errorf("precondition failed"))
		}
	}
	if len(d.DeleteOptions.DryRun) > 0 {
		return true, nil, nil
	}
	return true, nil, s.tracker.Delete(gvr, a.GetNamespace(), d.Name)
}

// Forbid refuses a verb on a resource, in one namespace or ("*") everywhere.
func Forbid(c *fake.Clientset, verb, resource, namespace string) {
	c.PrependReactor(verb, resource, func(a k8stesting.Action) (bool, runtime.Object, error) {
		if namespace != "*" && a.GetNamespace() != namespace {
			return false, nil, nil
		}
		return true, nil, apierrors.NewForbidden(schema.GroupResource{Resource: resource}, "", fmt.Errorf("%s cannot %s", `User "eve"`, verb))
	})
}

// FailingPod is a bare pod whose container cannot pull its image.
func FailingPod(ns, name string, secrets ...string) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name, CreationTimestamp: metav1.NewTime(time.Unix(1_000_000, 0))},
		Spec: corev1.PodSpec{
			NodeName: "node-1", ServiceAccountName: "default",
			Containers: []corev1.Container{{Name: "web", Image: "ghcr.io/acme/web:1.4.2"}},
		},
		Status: corev1.PodStatus{
			Phase: corev1.PodPending,
			ContainerStatuses: []corev1.ContainerStatus{{
				Name: "web",
				State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{
					Reason: "ImagePullBackOff", Message: `Back-off pulling image "ghcr.io/acme/web:1.4.2"`,
				}},
			}},
		},
	}
	for _, s := range secrets {
		p.Spec.ImagePullSecrets = append(p.Spec.ImagePullSecrets, corev1.LocalObjectReference{Name: s})
	}
	return p
}

func RunningPod(ns, name string) *corev1.Pod {
	p := FailingPod(ns, name)
	p.Status.Phase = corev1.PodRunning
	p.Status.ContainerStatuses[0].State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
	return p
}

func PullSecret(ns, name string) *corev1.Secret {
	return &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name},
		Type:       corev1.SecretTypeDockerConfigJson,
		Data:       map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{}}`), "other": []byte("kept")},
	}
}

func Account(ns, name string, secrets ...string) *corev1.ServiceAccount {
	a := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}}
	for _, s := range secrets {
		a.ImagePullSecrets = append(a.ImagePullSecrets, corev1.LocalObjectReference{Name: s})
	}
	return a
}

// PodNames lists the pods of a snapshot as namespace/name.
func PodNames(s *diagnose.Snapshot) []string {
	return NamesOf(s.Pods, func(p diagnose.Pod) diagnose.Meta { return p.Meta })
}

// NamesOf lists items as namespace/name.
func NamesOf[T any](items []T, of func(T) diagnose.Meta) []string {
	var out []string
	for _, i := range items {
		m := of(i)
		out = append(out, m.Namespace+"/"+m.Name)
	}
	return out
}
