package cluster_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/faults"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// extreme is a cluster with something unusual in it.
type extreme struct {
	name    string
	objects func() []apitest.Object
	fault   faults.Fault
	check   func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, api *apitest.Server)
}

// base is one namespace with a pod that fails for want of a good key.
func base() []apitest.Object {
	return []apitest.Object{
		&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop"}}, account("shop", "default"),
		login("shop", "there", "gchr.io"), waitingPod("shop", "web", "there"),
	}
}

func account(ns, name string) *corev1.ServiceAccount {
	return &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}}
}

func root(t *testing.T, r *diagnose.Result, want string) {
	t.Helper()
	if len(r.Diagnoses) == 0 || string(r.Diagnoses[0].Root().Check) != want {
		t.Errorf("no diagnosis %s: %v", want, r.Report.Causes)
	}
}

var extremes = []extreme{
	{name: "20 MB of events", objects: func() []apitest.Object {
		out := base()
		for i := range 20_000 {
			out = append(out, &corev1.Event{
				ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: fmt.Sprintf("web.%d", i)},
				InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web", UID: "uid-pods-shop-web"},
				Type:           "Warning", Reason: "Failed", Message: strings.Repeat("x", 1000), LastTimestamp: metav1.NewTime(time.Unix(int64(i), 0)),
			})
		}
		return out
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		root(t, r, "host-mismatch")
		if len(s.Events) == 0 || len(s.Events) > 100 {
			t.Errorf("%d events are kept", len(s.Events))
		}
	}},
	{name: "a pod with 400 containers", objects: func() []apitest.Object {
		p := waitingPod("shop", "many", "there")
		for i := range 399 {
			c, s := p.Spec.Containers[0], p.Status.ContainerStatuses[0]
			c.Name, s.Name = fmt.Sprintf("c%d", i), fmt.Sprintf("c%d", i)
			p.Spec.Containers, p.Status.ContainerStatuses = append(p.Spec.Containers, c), append(p.Status.ContainerStatuses, s)
		}
		return append(base(), p)
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		if r.Report.Summary.Failures != 401 || len(r.Report.Causes) != 1 {
			t.Errorf("%d failures, %d causes", r.Report.Summary.Failures, len(r.Report.Causes))
		}
	}},
	{name: "a secret of 1 MB", objects: func() []apitest.Object {
		auths := map[string]any{}
		for i := range 12_000 {
			auths[fmt.Sprintf("registry-%d.example.com/team", i)] = map[string]string{"username": "bot", "password": "swordfish-9"}
		}
		text, err := json.Marshal(map[string]any{"auths": auths})
		if err != nil {
			panic(err)
		}
		s := login("shop", "there", "x")
		s.Data[corev1.DockerConfigJsonKey] = text
		return append(base(), s)
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		if n := len(s.Secrets[0].Data[corev1.DockerConfigJsonKey]); n < 900_000 {
			t.Errorf("it has %d bytes", n)
		}
		if len(r.Diagnoses) != 1 {
			t.Errorf("%d diagnoses", len(r.Diagnoses))
		}
	}},
	{name: "5 000 pull secrets in a namespace", objects: func() []apitest.Object {
		out := base()
		for i := range 5000 {
			out = append(out, login("shop", fmt.Sprintf("pull-%d", i), fmt.Sprintf("registry-%d.example.com", i)))
		}
		return out
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, api *apitest.Server) {
		root(t, r, "host-mismatch")
		if n := api.Count("list secrets"); n > 12 || api.Count("get secrets") > 0 {
			t.Errorf("%d lists and %d gets of secrets", n, api.Count("get secrets"))
		}
	}},
	{name: "names at their length limits", objects: func() []apitest.Object {
		ns, name, label := strings.Repeat("n", 63), strings.Repeat("a.", 126)+"a", strings.Repeat("l", 63)
		p := waitingPod(ns, name, name)
		p.Labels = map[string]string{strings.Repeat("p", 253) + "/" + label: label}
		p.Annotations = map[string]string{strings.Repeat("p", 253) + "/" + label: strings.Repeat("v", 200<<10)}
		p.Spec.ServiceAccountName, p.Spec.NodeName = name, name
		p.Spec.Containers[0].Name, p.Status.ContainerStatuses[0].Name = label, label
		p.Spec.Containers[0].Image = "ghcr.io/" + strings.Repeat("r", 200) + ":" + strings.Repeat("t", 128)
		return []apitest.Object{p, account(ns, name), login(ns, name, "gchr.io"), &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}}}
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		root(t, r, "host-mismatch")
		if len(s.Pods[0].Name) != 253 || len(s.Secrets) != 1 || len(s.ServiceAccounts) != 1 || len(s.Nodes) != 1 {
			t.Errorf("a name of %d bytes, %d secrets, %d accounts, %d nodes", len(s.Pods[0].Name), len(s.Secrets), len(s.ServiceAccounts), len(s.Nodes))
		}
	}},
	{name: "times in the future", objects: func() []apitest.Object {
		far := metav1.NewTime(time.Date(2250, 1, 1, 0, 0, 0, 0, time.UTC))
		p := waitingPod("shop", "later", "there")
		p.CreationTimestamp, p.Status.StartTime = far, &far
		p.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionFalse, LastTransitionTime: far}}
		e := &corev1.Event{
			ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "later.1"},
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "later"}, Reason: "Failed", LastTimestamp: far, FirstTimestamp: far,
		}
		return append(base(), p, e)
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		if len(r.Diagnoses) != 2 {
			t.Errorf("%d diagnoses", len(r.Diagnoses))
		}
		for i := range s.Pods {
			if s.Pods[i].Age(s.Now) < 0 {
				t.Errorf("%s is %s old", s.Pods[i].Name, s.Pods[i].Age(s.Now))
			}
		}
	}},
	{name: "objects that are deleted between list and get", objects: func() []apitest.Object {
		yes := true
		p := waitingPod("shop", "owned", "vanished")
		p.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "gone", UID: "gone", Controller: &yes}}
		p.Spec.ServiceAccountName = "gone"
		return append(base(), p)
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		root(t, r, "secret-missing")
		if len(s.Unreadable) > 0 {
			t.Errorf("what is gone counts as unreadable: %v", s.Unreadable)
		}
	}},
	{name: "a pod that is deleted while it is read", objects: base, fault: faults.On(func(q *http.Request) bool {
		return !strings.HasSuffix(q.URL.Path, "/pods")
	}, faults.Answer(404, 0)), check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		if len(r.Diagnoses) != 1 {
			t.Errorf("%d diagnoses", len(r.Diagnoses))
		}
	}},
	{name: "a namespace that is being deleted", objects: func() []apitest.Object {
		now := metav1.Now()
		out := base()
		for _, o := range out {
			o.SetDeletionTimestamp(&now)
			o.SetFinalizers([]string{"example.com/slow"})
		}
		out[0].(*corev1.Namespace).Status.Phase = corev1.NamespaceTerminating
		return out
	}, check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
		if len(s.Unreadable) > 0 || !s.Pods[0].Deleting {
			t.Errorf("deleting %v, unreadable %v", s.Pods[0].Deleting, s.Unreadable)
		}
	}},
	{name: "a namespace without an account", objects: func() []apitest.Object { return base()[2:] },
		check: func(t *testing.T, s *diagnose.Snapshot, r *diagnose.Result, _ *apitest.Server) {
			root(t, r, "host-mismatch")
		}},
}

// TestExtremes reads, diagnoses and writes in every format.
func TestExtremes(t *testing.T) {
	for _, tt := range extremes {
		t.Run(tt.name, func(t *testing.T) {
			api := apitest.New(tt.objects()...)
			api.Disturb(tt.fault)
			s, err := read.Collect(t.Context(), api.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
			if err != nil {
				t.Fatal(err)
			}
			r := engine.Run(s, diagnose.Options{})
			tt.check(t, s, r, api)
			for _, format := range report.Formats {
				if format.Name == "patch" {
					continue // of manifests only
				}
				var b bytes.Buffer
				if err := format.Write(&b, r, report.Style{Width: 100}); err != nil || b.Len() == 0 {
					t.Errorf("%s: %d bytes, %v", format.Name, b.Len(), err)
				}
				if bytes.Contains(b.Bytes(), []byte("swordfish")) {
					t.Errorf("%s holds a password", format.Name)
				}
			}
		})
	}
}
