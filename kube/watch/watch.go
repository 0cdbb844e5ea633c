package watch

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

const (
	settle     = 150 * time.Millisecond // changes in quick succession are read together
	restAfter  = 350 * time.Millisecond // at least this long between two readings
	pollEvery  = 15 * time.Second       // where nothing can be watched
	tellAgain  = 30 * time.Second       // after this time an update says that nothing has changed
	firstDelay = time.Second            // before the first attempt to reconnect
	lastDelay  = 30 * time.Second
)

// Watch follows the cluster until ctx ends, then closes the channel. The
// first update comes when the pending pods are read, the next when everything
// is read, and then one for each relevant change. When the connection is lost
// it reports that (Live false, Err) and tries again, waiting longer each
// time. Pods that were failing stay in the snapshots once they are running,
// and so do the pods that replace them.
func (b *Watcher) Watch(ctx context.Context) <-chan diagnose.Update {
	out := make(chan diagnose.Update)
	go func() {
		defer close(out)
		f := &follower{
			b: b, out: out, keep: &read.Keep{},
			reader: read.NewReader(b.client, b.scope, b.src),
		}
		f.run(ctx)
	}()
	return out
}

// follower is one run of Watch.
type follower struct {
	b      *Watcher
	out    chan<- diagnose.Update
	keep   *read.Keep
	reader *read.Reader
	last   *diagnose.Snapshot
	heard  time.Time // the last error about the pods
	told   time.Time // the last update
}

// send delivers an update, or gives up when ctx has ended.
func (f *follower) send(ctx context.Context, u diagnose.Update) {
	if u.Snapshot == nil {
		u.Snapshot = f.last
	}
	f.last, f.told, u.Heard = u.Snapshot, time.Now(), f.heard
	select {
	case f.out <- u:
	case <-ctx.Done():
	}
}

func (f *follower) run(ctx context.Context) {
	delay := firstDelay
	for ctx.Err() == nil {
		began := time.Now()
		err := f.session(ctx)
		if ctx.Err() != nil {
			return
		}
		if err == nil { // a refresh was requested
			delay = firstDelay
			continue
		}
		if errors.Is(err, errExpired) {
			read.Pause(ctx, settle)
			continue
		}
		if time.Since(began) > lastDelay {
			delay = firstDelay // it had worked for a while
		}
		f.send(ctx, diagnose.Update{Err: err})
		select {
		case <-ctx.Done():
		case <-f.b.refresh:
		case <-time.After(delay):
		}
		delay = min(2*delay, lastDelay)
	}
}

// session reads everything once and then follows changes until the watch is
// lost (an error) or a refresh is requested (nil).
func (f *follower) session(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()

	set := read.NewPodSet(f.keep)
	f.send(ctx, diagnose.Update{Progress: "reading pods"})
	f.reader.Progress = func(text string) { f.send(ctx, diagnose.Update{Progress: text}) }
	err := f.reader.ReadPods(ctx, set, func() {
		f.heard = time.Now()
		if len(set.Entries) > 0 {
			snap := f.reader.Relate(ctx, set)
			f.send(ctx, diagnose.Update{Snapshot: snap, Progress: "reading the other pods"})
		}
	})
	f.reader.Progress = nil
	if err != nil {
		return err
	}
	f.heard = time.Now()
	changes := make(chan change, 256)
	f.startWatches(ctx, &wg, set, changes)
	return f.follow(ctx, set, changes)
}

// follow keeps the set up to date and reads again what is relevant to it.
func (f *follower) follow(ctx context.Context, set *read.PodSet, changes <-chan change) error {
	known := map[string]string{} // objects other than pods: UID to resource version
	polling := false
	timer := time.NewTimer(0) // the first reading is due at once
	defer timer.Stop()
	armed, due := true, time.Now()
	arm := func(d time.Duration) {
		if at := time.Now().Add(d); !armed || at.Before(due) {
			armed, due = true, at
			timer.Reset(d)
		}
	}
	release := newReleases(nil)
	defer release.stop()
	var quietUntil time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-f.b.refresh:
			return nil
		case c := <-changes:
			if c.err != nil {
				return c.err
			}
			if c.unwatched {
				polling = true
				if len(set.Entries) > 0 {
					arm(pollEvery)
				}
			}
			if c.ofPods() {
				f.heard = time.Now()
				if !armed && time.Since(f.told) > tellAgain {
					f.send(ctx, diagnose.Update{Live: true})
				}
			}
			switch c.matters(set, known) {
			case read.Now:
				arm(max(settle, time.Until(quietUntil)))
			case read.Soon:
				arm(pollEvery)
			}
		case <-timer.C:
			armed = false
			began := time.Now()
			snap := f.reader.Relate(ctx, set)
			if ctx.Err() != nil {
				return nil
			}
			took := time.Since(began) // a slow cluster is read less often
			quietUntil = time.Now().Add(max(restAfter, 2*took))
			known = versionsOf(snap)
			f.send(ctx, diagnose.Update{Snapshot: snap, Live: true})
			release.after()
			if (polling && len(snap.Pods) > 0) || suspects(set) {
				arm(pollEvery)
			}
		}
	}
}

// versionsOf returns the versions of secrets and service accounts in a
// snapshot.
func versionsOf(s *diagnose.Snapshot) map[string]string {
	out := map[string]string{}
	for i := range s.Secrets {
		out[objectKey("Secret", &s.Secrets[i].Meta)] = s.Secrets[i].ResourceVersion
	}
	for i := range s.ServiceAccounts {
		out[objectKey("ServiceAccount", &s.ServiceAccounts[i].Meta)] = s.ServiceAccounts[i].ResourceVersion
	}
	return out
}

func objectKey(kind string, m *diagnose.Meta) string {
	return kind + "/" + m.Namespace + "/" + m.Name + "/" + m.UID
}

// suspects reports whether a pod may be stuck at its sandbox or at a pull, which
// only an event would tell.
func suspects(s *read.PodSet) bool {
	for _, e := range s.Entries {
		if convert.SandboxSuspect(&e.Pod) || convert.PullSuspect(&e.Pod) {
			return true
		}
	}
	return false
}
