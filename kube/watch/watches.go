package watch

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

const (
	// watchSilence is how long a watch may be without events. An API server
	// sends a bookmark about once a minute (apiserver's cacher,
	// bookmarkFrequency), so after that the connection counts as dead,
	// whatever TCP says.
	watchSilence = 3 * time.Minute
	// watchTime is the requested duration of a watch; the server ends it
	// then, and it resumes from where it was. As in client-go's reflector, up
	// to twice as long, so that not all watches end at once.
	watchTime = 5 * time.Minute
)

type opener func(context.Context, metav1.ListOptions) (watch.Interface, error)

// startWatches follows the pods of each namespace from the listed version,
// and the pull secrets and service accounts. The watches end with ctx; wg
// waits for them.
func (f *follower) startWatches(ctx context.Context, wg *sync.WaitGroup, set *read.PodSet, changes chan<- change) {
	core := f.b.client.CoreV1()
	for ns, version := range set.Versions {
		pods := core.Pods(ns)
		wg.Go(func() {
			f.watchPods(ctx, pods.Watch, metav1.ListOptions{LabelSelector: f.b.scope.Selector, ResourceVersion: version}, changes)
		})
	}
	for _, ns := range f.b.scope.List() {
		secrets, accounts := core.Secrets(ns), core.ServiceAccounts(ns)
		for _, t := range read.PullSecretTypes {
			opts := metav1.ListOptions{FieldSelector: "type=" + string(t)}
			wg.Go(func() { watchBeside(ctx, secrets.Watch, opts, changes) })
		}
		wg.Go(func() { watchBeside(ctx, accounts.Watch, metav1.ListOptions{}, changes) })
	}
}

// watchPods passes on the changes of pods. The server ends each watch after a
// few minutes; then it resumes from the last version it saw. A watch that
// cannot resume is reported as lost.
func (f *follower) watchPods(ctx context.Context, open opener, opts metav1.ListOptions, changes chan<- change) {
	for ctx.Err() == nil {
		began := time.Now()
		version, err := watchOnce(ctx, open, opts, changes)
		opts.ResourceVersion = version
		if err == nil && time.Since(began) < time.Second {
			if !read.Pause(ctx, time.Second) { // never in a tight loop
				return
			}
		}
		if err != nil {
			pass(ctx, changes, change{err: LostError(err)})
			return
		}
	}
}

// watchBeside passes on changes of objects that are relevant to pods. If that
// is forbidden, or fails, it asks for polling instead.
func watchBeside(ctx context.Context, open opener, opts metav1.ListOptions, changes chan<- change) {
	delay := firstDelay
	for ctx.Err() == nil {
		began := time.Now()
		_, err := watchOnce(ctx, open, opts, changes)
		if err != nil && !errors.Is(err, errSilent) {
			pass(ctx, changes, change{unwatched: true})
			if apierrors.IsForbidden(err) || apierrors.IsMethodNotSupported(err) {
				return
			}
		}
		if time.Since(began) > lastDelay {
			delay = firstDelay
		}
		if !read.Pause(ctx, delay) {
			return
		}
		delay = min(2*delay, lastDelay)
	}
}

// watchOnce opens one watch and passes on what it reports until it ends. It
// returns the last version it saw, and an error if the watch cannot resume
// from there.
func watchOnce(ctx context.Context, open opener, opts metav1.ListOptions, changes chan<- change) (string, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	silence := time.AfterFunc(watchSilence, func() { cancel(errSilent) })
	defer silence.Stop()
	opts.AllowWatchBookmarks = true
	seconds := int64(watchTime.Seconds() * (1 + rand.Float64()))
	opts.TimeoutSeconds = &seconds
	w, err := open(ctx, opts)
	if err == nil {
		opts.ResourceVersion, err = pump(ctx, w, opts.ResourceVersion, changes, func() { silence.Reset(watchSilence) })
	}
	if cause := context.Cause(ctx); errors.Is(cause, errSilent) {
		return opts.ResourceVersion, errSilent
	}
	return opts.ResourceVersion, err
}

// pump passes on what a watch reports until it ends, and returns the last
// version it saw. It calls alive for everything that comes.
func pump(ctx context.Context, w watch.Interface, version string, changes chan<- change, alive func()) (string, error) {
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
				err := apierrors.FromObject(e.Object)
				if brokenStream(err) {
					err = nil // treated as ended
				}
				return version, err
			}
			alive()
			if m, ok := e.Object.(metav1.ObjectMetaAccessor); ok && m.GetObjectMeta().GetResourceVersion() != "" {
				version = m.GetObjectMeta().GetResourceVersion()
			}
			if !pass(ctx, changes, change{kind: e.Type, object: e.Object}) {
				return version, nil
			}
		}
	}
}

// brokenStream says whether an error is client-go's own for a broken
// connection (watch.StreamWatcher), not the server's.
func brokenStream(err error) bool {
	return apierrors.IsInternalError(err) && strings.Contains(err.Error(), "unable to decode an event from the watch stream")
}

func pass(ctx context.Context, changes chan<- change, c change) bool {
	select {
	case changes <- c:
		return true
	case <-ctx.Done():
		return false
	}
}

// errExpired asks for a new reading without an error message: the server no
// longer has the version from which the watch would resume.
var errExpired = errors.New("the watch must start again")

// errSilent says that a watch is open and no events arrive.
var errSilent = errors.New("no events")

// LostError returns the error to show when a watch is lost.
func LostError(err error) error {
	if errors.Is(err, errSilent) {
		return kube.ConnectErrorf(err, "No events for %s; the watch seems dead. Listing again.", watchSilence)
	}
	if apierrors.IsResourceExpired(err) || apierrors.IsGone(err) {
		return errExpired
	}
	if apierrors.IsForbidden(err) {
		return kube.ConnectErrorf(err, "You may list pods but not watch them. This is the last reading; press r to refresh.")
	}
	return connect.ReachError(err, "")
}
