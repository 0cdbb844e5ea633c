package faults

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
)

// watchFaults come while changes are followed.
var watchFaults = []fault{
	{name: "a watch is dropped", test: func(w *world) {
		w.follow(func(_ *cluster.Backend, until func(string, func(diagnose.Update) bool) diagnose.Update) {
			until("everything", live)
			for range 3 {
				w.net.Break()
				time.Sleep(3 * time.Second)
			}
			w.server.Put(pod("team-0", "after"))
			until("a pod that failed afterwards", func(u diagnose.Update) bool { return u.Live && len(u.Snapshot.Pods) == failing+1 })
		})
	}},
	{name: "a watch is silent for an hour", test: func(w *world) {
		w.follow(func(_ *cluster.Backend, until func(string, func(diagnose.Update) bool) diagnose.Update) {
			w.server.Disturb(On(Watches("pods"), Mute))
			u := until("everything", live)
			w.server.Put(pod("team-0", "unheard"))
			lost := until("the silence", func(u diagnose.Update) bool { return u.Err != nil })
			if lost.Live || lost.Snapshot == nil || lost.Heard.Before(u.Heard) {
				w.t.Errorf("live %v, heard %s", lost.Live, lost.Heard)
			}
			until("what the watch did not tell", func(u diagnose.Update) bool { return u.Live && len(u.Snapshot.Pods) == failing+1 })
			for end := time.Now().Add(time.Hour); time.Now().Before(end); {
				until("something", func(diagnose.Update) bool { return true })
			}
		})
	}},
	{name: "a watch is too old to resume (410 Gone)", test: func(w *world) {
		w.follow(func(_ *cluster.Backend, until func(string, func(diagnose.Update) bool) diagnose.Update) {
			until("everything", live)
			w.server.Disturb(On(Watches("pods"), Times(0, 1, Gone(none))))
			w.net.Break()
			time.Sleep(5 * time.Second)
			w.server.Forget()
			w.server.Put(pod("team-0", "after"))
			until("a pod that failed afterwards", func(u diagnose.Update) bool { return u.Live && len(u.Snapshot.Pods) == failing+1 })
		})
	}},
	{name: "a watch sends only bookmarks", test: func(w *world) {
		w.follow(func(_ *cluster.Backend, until func(string, func(diagnose.Update) bool) diagnose.Update) {
			first := until("everything", live)
			lists := w.server.Count("list pods")
			for range 60 {
				u := until("a sign of life", live)
				if u.Err != nil || !u.Live || u.Snapshot != first.Snapshot {
					w.t.Errorf("live %v, %v, another snapshot: %v", u.Live, u.Err, u.Snapshot != first.Snapshot)
				}
			}
			if n := w.server.Count("list pods") - lists; n > 0 {
				w.t.Errorf("%d lists although nothing has happened", n)
			}
		})
	}},
	{name: "the cluster goes away and comes back", test: func(w *world) {
		w.follow(func(_ *cluster.Backend, until func(string, func(diagnose.Update) bool) diagnose.Update) {
			was := until("everything", live)
			w.server.Disturb(Answer(503, 0))
			w.net.Break()
			for range 3 {
				u := until("that it is gone", func(u diagnose.Update) bool { return u.Err != nil })
				if u.Live || len(u.Snapshot.Pods) != failing || u.Heard.Before(was.Heard) {
					w.t.Errorf("live %v, %d pods, heard %s", u.Live, len(u.Snapshot.Pods), u.Heard)
				}
			}
			w.server.Disturb(nil)
			w.complete(until("everything", live).Snapshot)
		})
	}},
}
