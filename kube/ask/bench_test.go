package ask

import (
	"context"
	"crypto/tls"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// latency is what a request to a registry takes at least.
const latency = 20 * time.Millisecond

// slowFleet is 500 pods with registries that are some way off.
func slowFleet(b *testing.B) (*world, []Question) {
	w := newWorld(b)
	questions := fleet(b, w)
	for host, site := range w.sites {
		w.site(host, func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(latency)
			site(rw, r)
		})
	}
	return w, questions
}

// BenchmarkFleet asks for 500 pods of 40 images and 12 credentials.
func BenchmarkFleet(b *testing.B) {
	w, questions := slowFleet(b)
	for b.Loop() {
		a := New(w.options())
		a.Ask(context.Background(), questions)
		b.ReportMetric(float64(a.Requests()), "requests")
	}
}

// BenchmarkSequential asks the same 52 questions one after another, each from
// the start, as one call of crane manifest does.
func BenchmarkSequential(b *testing.B) {
	w, questions := slowFleet(b)
	transport := &http.Transport{DialContext: w.dial, TLSClientConfig: &tls.Config{RootCAs: w.roots}, DisableKeepAlives: true}
	type asked struct {
		image string
		login login
	}
	for b.Loop() {
		done := map[asked]bool{}
		for _, q := range questions {
			for _, c := range q.Credentials {
				key := asked{q.Image.Text, loginOf(c)}
				if done[key] {
					continue
				}
				done[key] = true
				ref, err := name.ParseReference(q.Image.Text)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = remote.Head(ref, remote.WithTransport(transport),
					remote.WithAuth(&authn.Basic{Username: c.Username, Password: c.Password.Reveal()}))
			}
		}
		b.ReportMetric(float64(len(done)), "questions")
	}
}
