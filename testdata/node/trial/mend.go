package trial

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
)

// healTime is how long a mended pod may take to run: the kubelet waits longer after each failure,
// here at most a few times ten seconds.
const healTime = 4 * time.Minute

// Mended is a fix that was applied.
type Mended struct {
	Undo *diagnose.Fix

	backend *cluster.Backend
	patient diagnose.Tracked
	updates <-chan diagnose.Update
	start   time.Time
}

// Mend applies the first fix of a failure with the code of the screen: checks first, then the steps.
// A login that the fix asks for is the first that the registry knows.
func (w *World) Mend(ctx context.Context, r *diagnose.Result, f *diagnose.Failure, registries []cases.Registry) (*Mended, error) {
	remedy := f.Findings[0].Fixes[0]
	if remedy.Form != nil {
		login, err := loginFor(remedy.Form, registries)
		if err != nil {
			return nil, err
		}
		if remedy, err = fix.WithCredentials(remedy, login); err != nil {
			return nil, err
		}
	}
	patient, err := find(r.Snapshot, f)
	if err != nil {
		return nil, err
	}
	client, err := clientFor(w.Kubeconfig)
	if err != nil {
		return nil, err
	}
	m := &Mended{backend: cluster.New(client, kube.Scope{}, source), patient: track.Track(patient)}
	if err := m.follow(ctx); err != nil {
		return nil, err
	}
	for _, check := range m.backend.Check(ctx, remedy) {
		if !check.OK {
			return nil, fmt.Errorf("precheck %q failed: %s", check.Text, check.Why)
		}
	}
	m.start = time.Now()
	m.Undo, err = m.backend.Apply(ctx, remedy, nil)
	if err == nil && m.Undo == nil && !onlyDeletes(remedy) {
		err = errors.New("there is no way back")
	}
	return m, err
}

// onlyDeletes says that a fix does nothing but let controllers make their pods again, which needs no
// way back.
func onlyDeletes(fix diagnose.Fix) bool {
	return !slices.ContainsFunc(fix.Steps, func(s diagnose.Step) bool { return s.Action() != diagnose.DeletePod })
}

// TakeBack applies the undo of a fix, if there is anything to take back.
func (m *Mended) TakeBack(ctx context.Context) error {
	if m.Undo == nil {
		return nil
	}
	_, err := m.backend.Apply(ctx, *m.Undo, nil)
	return err
}

// follow begins to follow the cluster, as the screen has done for long when somebody asks for a fix.
func (m *Mended) follow(ctx context.Context) error {
	m.updates = m.backend.Watch(ctx)
	for u := range m.updates {
		if u.Live {
			return nil
		}
		if u.Err != nil {
			return u.Err
		}
	}
	return ctx.Err()
}

// Running waits as the screen does until the patient, or the pod that took its place, runs. It
// returns how long that took.
func (m *Mended) Running(ctx context.Context) (time.Duration, error) {
	late := time.After(healTime)
	state := diagnose.PodState("never seen")
	for {
		select {
		case u, ok := <-m.updates:
			if !ok {
				return 0, ctx.Err()
			}
			if u.Snapshot == nil {
				continue
			}
			if _, state = track.Follow(m.patient, u.Snapshot); state == diagnose.PodRunning {
				return time.Since(m.start), nil
			}
		case <-late:
			return 0, fmt.Errorf("pod %s is still %q after %v", m.patient.Pod, state, healTime)
		}
	}
}

// AllRunning waits until every pod of the case runs, and none of the old ones is left.
func (w *World) AllRunning(ctx context.Context, e cases.Expect) error {
	return poll(ctx, healTime, func(ctx context.Context) error {
		pods, err := w.pods(ctx, e)
		if err != nil {
			return err
		}
		for i := range pods {
			if p := &pods[i]; p.Status.Phase != corev1.PodRunning && p.Status.Phase != corev1.PodSucceeded {
				return fmt.Errorf("pod %s is %s (%s)", p.Name, p.Status.Phase, waiting(p, ""))
			}
		}
		return nil
	})
}

func find(s *diagnose.Snapshot, f *diagnose.Failure) (*diagnose.Pod, error) {
	i := slices.IndexFunc(s.Pods, func(p diagnose.Pod) bool {
		return p.Namespace == f.Namespace && p.Name == f.Pod
	})
	if i < 0 {
		return nil, fmt.Errorf("pod %s/%s is not in the snapshot", f.Namespace, f.Pod)
	}
	return &s.Pods[i], nil
}

// loginFor is what a person would type into the form.
func loginFor(form *diagnose.CredentialsForm, registries []cases.Registry) (diagnose.Credentials, error) {
	for _, r := range registries {
		if len(r.Accounts) > 0 && (r.Host == form.Registry || strings.Contains(form.Key, r.Host)) {
			return diagnose.Credentials{Username: r.Accounts[0].Username, Password: r.Accounts[0].Password}, nil
		}
	}
	return diagnose.Credentials{}, fmt.Errorf("no account at %s can pull", form.Registry)
}

// withoutAccounts says whether the registry is one of the list and has no accounts at all.
func withoutAccounts(host string, registries []cases.Registry) bool {
	return slices.ContainsFunc(registries, func(r cases.Registry) bool { return r.Host == host && len(r.Accounts) == 0 })
}
