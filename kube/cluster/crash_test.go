package cluster_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

const casesDir = "../../testdata/cases"

// killed is what the program dies of between two writes.
type killed struct{}

// killAfter makes the client's program die when it has written n times.
// What is only tried (dry runs, reviews) does not count.
func killAfter(c kubernetes.Interface, n int) {
	written := 0
	c.(*fake.Clientset).PrependReactor("*", "*", func(a k8stesting.Action) (bool, runtime.Object, error) {
		if !writes(a) {
			return false, nil, nil
		}
		if written == n {
			panic(killed{})
		}
		written++
		return false, nil, nil
	})
}

func writes(a k8stesting.Action) bool {
	var dry []string
	switch a := a.(type) {
	case k8stesting.CreateActionImpl:
		if strings.HasPrefix(a.GetResource().Resource, "selfsubject") {
			return false
		}
		dry = a.CreateOptions.DryRun
	case k8stesting.UpdateActionImpl:
		dry = a.UpdateOptions.DryRun
	case k8stesting.DeleteActionImpl:
		dry = a.DeleteOptions.DryRun
	case k8stesting.PatchActionImpl:
		dry = a.PatchOptions.DryRun
	default:
		return false
	}
	return len(dry) == 0
}

// practiceCase starts a practice cluster with one case and diagnoses it.
func practiceCase(t *testing.T, name string) (*practice.Cluster, []diagnose.Fix) {
	t.Helper()
	c, err := practice.New(playableFS, practice.Options{Speed: 1000, Only: []string{name}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(func() { cancel(); c.Wait() })
	c.Start(ctx)
	limit, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	if err := c.Settle(limit); err != nil {
		t.Fatal(err)
	}
	snap, err := read.Collect(ctx, c.Client(), kube.Scope{}, diagnose.Source{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res := engine.Run(snap, diagnose.Options{})
	var fixes []diagnose.Fix
	for i := range res.Diagnoses {
		for _, f := range res.Diagnoses[i].Root().Fixes {
			if f.Form != nil {
				login, ok := c.Login(f.Form.Registry)
				if !ok {
					login = diagnose.Credentials{Username: "bot", Password: "made-up-password"}
				}
				if f, err = fix.WithCredentials(f, login); err != nil {
					t.Fatal(err)
				}
			}
			if len(f.Steps) > 0 && f.Blocked == "" && !slices.ContainsFunc(fixes, func(o diagnose.Fix) bool { return o.ID == f.ID }) {
				fixes = append(fixes, f)
			}
		}
	}
	return c, fixes
}

// known are the IDs of the fixes of the cases that were looked at.
var known sync.Map // case -> []string

// fixesOf lists the IDs of the fixes of a case. Its cluster is stopped again: a practice cluster that
// runs on at this speed takes the time of all tests beside it.
func fixesOf(t *testing.T, name string) (ids []string) {
	t.Helper()
	if found, ok := known.Load(name); ok {
		return found.([]string)
	}
	t.Run(name, func(t *testing.T) {
		_, fixes := practiceCase(t, name)
		for _, f := range fixes {
			ids = append(ids, f.ID)
		}
		known.Store(name, ids)
	})
	return ids
}

// reach is which registry keys each list of pull secrets leads to: those of
// service accounts, pod templates and pods.
func reach(t *testing.T, client kubernetes.Interface) (secrets []string, lists map[string][]string) {
	t.Helper()
	all, err := client.CoreV1().Secrets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]*corev1.Secret{}
	for i := range all.Items {
		s := &all.Items[i]
		have[s.Namespace+"/"+s.Name] = s
		secrets = append(secrets, s.Namespace+"/"+s.Name)
	}
	lists = map[string][]string{}
	add := func(kind, ns, name string, refs []corev1.LocalObjectReference) {
		holder := kind + " " + ns + "/" + name
		lists[holder] = []string{}
		for _, r := range refs {
			s := have[ns+"/"+r.Name]
			if s == nil {
				continue
			}
			lists[holder] = append(lists[holder], "secret "+r.Name)
			in := keyring.Inspect(keyring.Secret{Namespace: ns, Name: s.Name, Type: string(s.Type), Data: s.Data})
			for _, e := range in.Entries {
				if in.Err == nil && in.State == keyring.OK {
					lists[holder] = append(lists[holder], e.Key)
				}
			}
		}
	}
	accounts, err := client.CoreV1().ServiceAccounts("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts.Items {
		add("account", a.Namespace, a.Name, a.ImagePullSecrets)
	}
	deployments, err := client.AppsV1().Deployments("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deployments.Items {
		add("deployment", d.Namespace, d.Name, d.Spec.Template.Spec.ImagePullSecrets)
	}
	sets, err := client.AppsV1().StatefulSets("").List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range sets.Items {
		add("statefulset", d.Namespace, d.Name, d.Spec.Template.Spec.ImagePullSecrets)
	}
	return secrets, lists
}

// takesAway are the fixes whose purpose is that a name, a key or a secret
// leaves a list; what takes its place is named by the test of the fix.
var takesAway = map[string]bool{"detach-secret": true, "drop-entry": true, "rename-key": true, "correct-name": true, "recreate-with-type": true, "create-with-type": true}

// Every fix of every case is killed after each of its writes. No secret is
// ever gone, no list leads to less than before, and what a list newly names is
// there already.
func TestKilledAtAnyMoment(t *testing.T) {
	var tried atomic.Int32
	t.Run("fixes", func(t *testing.T) { // ends when all of them have
		for _, c := range playableCases(t) {
			for i, id := range fixesOf(t, c.Name) {
				t.Run(c.Name+"/"+id, func(t *testing.T) {
					t.Parallel()
					for n := 0; n <= 20; n++ {
						done := false
						t.Run(strconv.Itoa(n), func(t *testing.T) {
							tried.Add(1)
							done = killOnce(t, c.Name, i, id, n)
						})
						if done {
							break
						}
					}
				})
			}
		}
	})
	if tried.Load() < 50 {
		t.Errorf("only %d were tried", tried.Load())
	}
}

// killOnce reports true when the fix ended before it was killed.
func killOnce(t *testing.T, name string, fix int, id string, n int) (done bool) {
	c, fixes := practiceCase(t, name)
	if fix >= len(fixes) || fixes[fix].ID != id {
		t.Fatalf("the fixes differ from run to run")
	}
	secrets, before := reach(t, c.Client())
	killAfter(c.Client(), n)
	func() {
		defer func() {
			if r := recover(); r != nil {
				if _, ok := r.(killed); !ok {
					panic(r)
				}
			}
		}()
		_, err := cluster.New(c.Client(), kube.Scope{}, diagnose.Source{}).Apply(t.Context(), fixes[fix], nil)
		if err != nil {
			t.Errorf("not killed, and failed: %v", err)
		}
		done = true
	}()
	now, after := reach(t, c.Client())
	for _, s := range secrets {
		if !slices.Contains(now, s) {
			t.Errorf("secret %s is gone", s)
		}
	}
	for holder, had := range before {
		has, there := after[holder]
		if !there {
			t.Errorf("%s is gone", holder)
		}
		for _, x := range had {
			if !slices.Contains(has, x) && !takesAway[id] {
				t.Errorf("%s no longer leads to %s", holder, x)
			}
		}
		if len(had) > 0 && len(has) == 0 && id != "detach-secret" {
			t.Errorf("%s leads nowhere", holder)
		}
	}
	dangling(t, c.Client(), fixes[fix])
	return done
}

// dangling finds names that the fix has written and that lead nowhere.
func dangling(t *testing.T, client kubernetes.Interface, f diagnose.Fix) {
	t.Helper()
	for _, s := range f.Steps {
		if s.Action() != diagnose.CreateSecret {
			continue
		}
		_, err := client.CoreV1().Secrets(s.Object.Namespace).Get(t.Context(), s.Object.Name, metav1.GetOptions{})
		if err == nil {
			continue
		}
		for _, w := range f.Steps {
			if w.Action() != diagnose.SetTemplatePullSecrets || w.Object.Kind != "Deployment" || w.Object.Namespace != s.Object.Namespace || !slices.Contains(step.List(w), s.Object.Name) {
				continue
			}
			d, err := client.AppsV1().Deployments(w.Object.Namespace).Get(t.Context(), w.Object.Name, metav1.GetOptions{})
			if err != nil {
				t.Fatal(err)
			}
			before, _, _ := step.Lists(w)
			for _, r := range d.Spec.Template.Spec.ImagePullSecrets {
				if r.Name == s.Object.Name && !slices.Contains(before, r.Name) {
					t.Errorf("%s names %s, which is not there yet", w.Object, r.Name)
				}
			}
		}
	}
}
