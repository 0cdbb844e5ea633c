package kube

import (
	"context"
	"errors"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
)

type opener func(context.Context, metav1.ListOptions) (watch.Interface, error)

// startWatches follows the pods of each namespace from the version that was
// listed, and beside them the pull secrets and service accounts. The watches
// end with ctx; wg waits for them.
func (f *follower) startWatches(ctx context.Context, wg *sync.WaitGroup, set *podSet, changes chan<- change) {
	core := f.b.client.CoreV1()
	for ns, version := range set.versions {
		pods := core.Pods(ns)
		wg.Go(func() {
			f.watchPods(ctx, pods.Watch, metav1.ListOptions{LabelSelector: f.b.scope.Selector, ResourceVersion: version}, changes)
		})
	}
	for _, ns := range f.b.scope.list() {
		secrets, accounts := core.Secrets(ns), core.ServiceAccounts(ns)
		for _, t := range pullSecretTypes {
			opts := metav1.ListOptions{FieldSelector: "type=" + string(t)}
			wg.Go(func() { watchBeside(ctx, secrets.Watch, opts, changes) })
		}
		wg.Go(func() { watchBeside(ctx, accounts.Watch, metav1.ListOptions{}, changes) })
	}
}

// watchPods passes on the changes of pods. The server ends each watch after a
// few minutes; then it goes on from the last version it saw. What cannot be
// gone on with is reported as lost.
func (f *follower) watchPods(ctx context.Context, open opener, opts metav1.ListOptions, changes chan<- change) {
	opts.AllowWatchBookmarks = true
	for ctx.Err() == nil {
		began := time.Now()
		w, err := open(ctx, opts)
		if err == nil {
			opts.ResourceVersion, err = pump(ctx, w, opts.ResourceVersion, changes)
		}
		if err == nil && time.Since(began) < time.Second {
			if !pause(ctx, time.Second) { // never in a tight circle
				return
			}
		}
		if err != nil {
			pass(ctx, changes, change{err: lostError(err)})
			return
		}
	}
}

// watchBeside passes on changes of objects that only bear on pods. Where that
// is forbidden, or fails, it asks for polling instead.
func watchBeside(ctx context.Context, open opener, opts metav1.ListOptions, changes chan<- change) {
	delay := firstDelay
	for ctx.Err() == nil {
		began := time.Now()
		w, err := open(ctx, opts)
		if err == nil {
			_, err = pump(ctx, w, "", changes)
		}
		if err != nil {
			pass(ctx, changes, change{blind: true})
			if apierrors.IsForbidden(err) || apierrors.IsMethodNotSupported(err) {
				return
			}
		}
		if time.Since(began) > lastDelay {
			delay = firstDelay
		}
		if !pause(ctx, delay) {
			return
		}
		delay = min(2*delay, lastDelay)
	}
}

// pump passes on what a watch reports until it ends, and returns the last
// version it saw. An error means that one cannot go on from there.
func pump(ctx context.Context, w watch.Interface, version string, changes chan<- change) (string, error) {
	defer w.Stop()
	for {
		select {
		case <-ctx.Done():
			return version, nil
		case e, ok := <-w.ResultChan():
			if !ok {
				return version, nil
			}
			if e.Type == watch.Error {
				return version, apierrors.FromObject(e.Object)
			}
			if m, ok := e.Object.(metav1.ObjectMetaAccessor); ok && m.GetObjectMeta().GetResourceVersion() != "" {
				version = m.GetObjectMeta().GetResourceVersion()
			}
			if e.Type == watch.Bookmark {
				continue
			}
			if !pass(ctx, changes, change{kind: e.Type, object: e.Object}) {
				return version, nil
			}
		}
	}
}

func pass(ctx context.Context, changes chan<- change, c change) bool {
	select {
	case changes <- c:
		return true
	case <-ctx.Done():
		return false
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// errExpired asks for a new reading without a fuss: the server no longer knows
// the version from which the watch was to go on.
var errExpired = errors.New("the watch must begin anew")

func lostError(err error) error {
	if apierrors.IsResourceExpired(err) || apierrors.IsGone(err) {
		return errExpired
	}
	if apierrors.IsForbidden(err) {
		return connectErrorf(err, "You may list pods but not watch them: what is shown is from the last reading, press r to read again.")
	}
	return reachError(err, "")
}
