package cluster_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// fixOf starts a case and gives the fix of that name.
func fixOf(t *testing.T, name, id string) (*practice.Cluster, diagnose.Fix) {
	t.Helper()
	c, fixes := practiceCase(t, name)
	i := slices.IndexFunc(fixes, func(f diagnose.Fix) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("case %s has no fix %s", name, id)
	}
	return c, fixes[i]
}

// answer makes the API answer writes on a resource so, as the server's
// admission would: dry runs too.
func answer(c *practice.Cluster, verb, resource string, err error) {
	c.Client().(*fake.Clientset).PrependReactor(verb, resource, func(k8stesting.Action) (bool, runtime.Object, error) {
		return true, nil, err
	})
}

var secretsResource = schema.GroupResource{Resource: "secrets"}

// Each refusal is reported in a sentence, in the checks and when it happens
// all the same, and nothing is written.
func TestRefusals(t *testing.T) {
	quota := fmt.Errorf("exceeded quota: team, requested: count/secrets=1, used: count/secrets=9, limited: count/secrets=9")
	terminating := fmt.Errorf("unable to create new content in namespace newcomer because it is being terminated")
	webhook := fmt.Errorf(`admission webhook "guard.example.com" denied the request: secrets are made by the platform team`)
	for name, tc := range map[string]struct {
		spoil func(*practice.Cluster)
		check string // part of the checks
		want  string // part of the error
	}{
		"forbidden": {func(c *practice.Cluster) { c.Deny("create", "secrets", "newcomer") }, "you may not create secrets in namespace newcomer", "You may not create secrets in namespace newcomer"},
		"quota": {func(c *practice.Cluster) {
			answer(c, "create", "secrets", apierrors.NewForbidden(secretsResource, "x", quota))
		}, "exceeded quota", "was refused by an admission controller"},
		"namespace terminating": {func(c *practice.Cluster) {
			answer(c, "create", "secrets", apierrors.NewForbidden(secretsResource, "x", terminating))
		}, "being terminated", "being terminated"},
		"admission": {func(c *practice.Cluster) { answer(c, "create", "secrets", apierrors.NewBadRequest(webhook.Error())) }, "made by the platform team", "does not accept Secret"},
		"taken": {func(c *practice.Cluster) {
			s := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "registry-initech-example-login"}, Data: map[string][]byte{"theirs": []byte("x")}}
			if _, err := c.Client().CoreV1().Secrets("newcomer").Create(t.Context(), s, metav1.CreateOptions{}); err != nil {
				t.Fatal(err)
			}
		}, "already exists", "already exists; nothing was overwritten"},
	} {
		t.Run(name, func(t *testing.T) {
			c, fix := fixOf(t, "no-credentials", "create-and-attach")
			before, lists := reach(t, c.Client())
			tc.spoil(c)
			b := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{})
			var said string
			for _, p := range b.Check(t.Context(), fix) {
				if !p.OK {
					said += p.Text + ": " + p.Why + "\n"
				}
			}
			if !strings.Contains(said, tc.check) {
				t.Errorf("checks: %s", said)
			}
			undo, err := b.Apply(t.Context(), fix, nil)
			if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "Not applied: Deployment") {
				t.Fatalf("got %v", err)
			}
			if undo != nil {
				t.Errorf("there is nothing to take back, and it offers %d steps", len(undo.Steps))
			}
			now, after := reach(t, c.Client())
			if len(now) != len(before) && name != "taken" || fmt.Sprint(after) != fmt.Sprint(lists) {
				t.Errorf("something was written: %v %v", now, after)
			}
		})
	}
}

// The API is lost after the first write: it is said what was done and what
// not, and taking it back works when the API is there again.
func TestTheAPIIsLostHalfWay(t *testing.T) {
	c, fix := fixOf(t, "no-credentials", "create-and-attach")
	secrets, _ := reach(t, c.Client())
	lost := true
	c.Client().(*fake.Clientset).PrependReactor("*", "deployments", func(k8stesting.Action) (bool, runtime.Object, error) {
		return lost, nil, errors.New("dial tcp 192.0.2.1:6443: connect: connection refused")
	})
	b := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{})
	undo, err := b.Apply(t.Context(), fix, nil)
	if err == nil || !strings.Contains(err.Error(), "Applied: Secret newcomer/registry-initech-example-login created.") {
		t.Fatalf("got %v", err)
	}
	if undo == nil || len(undo.Steps) != 1 || undo.Steps[0].Action() != diagnose.DeleteSecret {
		t.Fatalf("undo %+v", undo)
	}
	lost = false
	if _, err := b.Apply(t.Context(), *undo, nil); err != nil {
		t.Fatal(err)
	}
	if now, _ := reach(t, c.Client()); !slices.Equal(now, secrets) {
		t.Errorf("left over: %v", now)
	}
}

// Someone else writes between reading and applying: nothing is overwritten, a
// new diagnosis takes their change into account.
func TestConflict(t *testing.T) {
	c, fix := fixOf(t, "host-mismatch", "rename-key")
	o := fix.Steps[0].Object
	secrets := c.Client().CoreV1().Secrets(o.Namespace)
	s, err := secrets.Get(t.Context(), o.Name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s.Labels = map[string]string{"touched": "yes"}
	if s, err = secrets.Update(t.Context(), s, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	b := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{})
	undo, err := b.Apply(t.Context(), fix, nil)
	if !errors.Is(err, apply.ErrChanged) || undo != nil {
		t.Fatalf("got %v", err)
	}
	now, err := secrets.Get(t.Context(), o.Name, metav1.GetOptions{})
	if err != nil || now.ResourceVersion != s.ResourceVersion {
		t.Errorf("it was written all the same: %v", err)
	}
	snap, err := read.Collect(t.Context(), c.Client(), kube.Scope{}, diagnose.Source{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := engine.Run(snap, diagnose.Options{})
	again := res.Diagnoses[0].Root().Fixes[0]
	if _, err := b.Apply(t.Context(), again, nil); err != nil {
		t.Fatalf("read again: %v", err)
	}
	if now, _ := secrets.Get(t.Context(), o.Name, metav1.GetOptions{}); now.Labels["touched"] != "yes" {
		t.Error("the other's change is lost")
	}
}

// An immutable secret is never written: a new one takes its place.
func TestImmutableSecret(t *testing.T) {
	c, _ := practiceCase(t, "host-mismatch")
	all, err := c.Client().CoreV1().Secrets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	for _, s := range all.Items {
		s.Immutable = &yes
		if _, err := c.Client().CoreV1().Secrets(s.Namespace).Update(t.Context(), &s, metav1.UpdateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	snap, err := read.Collect(t.Context(), c.Client(), kube.Scope{}, diagnose.Source{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := engine.Run(snap, diagnose.Options{})
	fix := res.Diagnoses[0].Root().Fixes[0]
	if fix.Steps[0].Action() != diagnose.CreateSecret {
		t.Fatalf("the first step is %s", fix.Steps[0].Action())
	}
	b := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{})
	for _, p := range b.Check(t.Context(), fix) {
		if !p.OK {
			t.Errorf("%s: %s", p.Text, p.Why)
		}
	}
	if _, err := b.Apply(t.Context(), fix, nil); err != nil {
		t.Fatal(err)
	}
	for _, s := range all.Items {
		now, err := c.Client().CoreV1().Secrets(s.Namespace).Get(t.Context(), s.Name, metav1.GetOptions{})
		if err != nil || string(now.Data[corev1.DockerConfigJsonKey]) != string(s.Data[corev1.DockerConfigJsonKey]) {
			t.Errorf("%s/%s has changed: %v", s.Namespace, s.Name, err)
		}
	}
}

// What the user may not do is blocked before anybody opens a preview.
func TestBlockedEarly(t *testing.T) {
	c, _ := practiceCase(t, "no-credentials")
	c.Deny("patch", "deployments", "newcomer")
	snap, err := read.Collect(t.Context(), c.Client(), kube.Scope{}, diagnose.Source{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := engine.Run(snap, diagnose.Options{})
	for _, f := range res.Diagnoses[0].Root().Fixes {
		blocked := strings.Contains(f.Blocked, "You may not patch deployments in namespace newcomer")
		if blocked != (f.ID == "create-and-attach" || f.ID == "copy-and-attach") {
			t.Errorf("%s: blocked %q", f.ID, f.Blocked)
		}
	}
}
