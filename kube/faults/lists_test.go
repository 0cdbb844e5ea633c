package faults

import (
	"net/http"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

var pods = Lists("pods")

func none(*http.Request) string { return "" }

// same is the token of the request: the server goes on there with the objects
// as they are now.
func same(q *http.Request) string { return q.URL.Query().Get("continue") }

// listFaults come while lists are read.
var listFaults = []fault{
	{name: "a list expires in the middle (410 Gone)", test: func(w *world) {
		w.whole(On(Later(pods), Times(1, 1, Gone(none))))
		w.whole(On(Later(pods), Times(0, 2, Gone(same))))
		w.whole(On(Later(Lists("events")), Times(0, 1, Gone(none))))
	}},
	{name: "lists expire again and again", test: func(w *world) {
		w.fails(On(Later(pods), Gone(none)))
	}},
	{name: "too many requests (429 with Retry-After)", test: func(w *world) {
		if took := w.whole(On(pods, Times(1, 2, Answer(429, 20)))); took < 40*time.Second {
			w.t.Errorf("asked again after %s", took)
		}
		w.whole(Times(3, 1, Answer(429, 1))) // any other request
	}},
	{name: "500, 502, 503 or 504 for a moment", test: func(w *world) {
		for _, code := range []int{500, 502, 503, 504} {
			w.whole(On(pods, Times(1, 2, Answer(code, 0))))
			w.whole(On(Lists("secrets"), Times(0, 1, Answer(code, 0))))
		}
	}},
	{name: "500, 502 or 503 that persists", test: func(w *world) {
		for _, code := range []int{500, 502, 503} {
			w.fails(On(pods, Answer(code, 0)))
		}
	}},
	{name: "503 for secrets only", test: func(w *world) {
		s, err := w.read(On(Lists("secrets"), Answer(503, 0)))
		if err != nil {
			w.t.Fatal(err)
		}
		for _, d := range engine.Run(s, diagnose.Options{}).Diagnoses {
			if strings.Contains(d.Root().Title, "does not exist") && strings.HasPrefix(d.Failure.Namespace, "team-10") {
				w.t.Errorf("%s: %s", d.Failure.Namespace, d.Root().Title)
			}
		}
	}},
	{name: "the connection is reset", test: func(w *world) {
		w.whole(On(pods, Times(1, 2, Hang)))
		w.whole(On(Lists("serviceaccounts"), Times(0, 1, Hang)))
	}},
	{name: "the response is cut off", test: func(w *world) {
		w.whole(On(pods, Times(0, 2, Half)))
		w.whole(On(Later(pods), Times(0, 1, Half)))
		w.whole(On(Lists("secrets"), Times(0, 2, Half)))
	}},
	{name: "every response is cut off", test: func(w *world) { w.fails(On(pods, Half)) }},
	{name: "the server sends one byte a second", test: func(w *world) {
		if took := w.fails(On(pods, Drip)); took > 3*time.Minute {
			w.t.Errorf("it took %s to say so", took)
		}
	}},
	{name: "the server accepts connections and never responds", test: func(w *world) {
		if took := w.fails(On(pods, Silent)); took > 3*time.Minute {
			w.t.Errorf("it took %s to say so", took)
		}
	}},
	{name: "an aggregated API is down", test: func(w *world) {
		w.whole(On(func(q *http.Request) bool {
			return q.URL.Path == "/api" || q.URL.Path == "/apis" || strings.HasPrefix(q.URL.Path, "/apis/metrics.k8s.io")
		}, Answer(503, 0)))
	}},
	{name: "this computer's clock is behind", test: func(w *world) {
		late := pod("team-0", "from-the-future")
		late.CreationTimestamp.Time = time.Now().Add(48 * time.Hour)
		w.server.Put(late)
		s, err := w.read(nil)
		if err != nil || len(s.Unreadable) > 0 {
			w.t.Fatal(err, s.Unreadable)
		}
		for i := range s.Pods {
			if age := s.Pods[i].Age(s.Now); age < 0 {
				w.t.Errorf("%s is %s old", s.Pods[i].Name, age)
			}
		}
		if len(engine.Run(s, diagnose.Options{}).Report.Failures) == 0 {
			w.t.Error("a pod of the future is not diagnosed")
		}
	}},
}
