package ask

import (
	"context"
	"crypto/tls"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/crane"
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

// BenchmarkSequential asks the same 52 questions one after another with crane
// manifest, each from the start, as a loop in a shell does.
func BenchmarkSequential(b *testing.B) {
	w, questions := slowFleet(b)
	transport := &http.Transport{DialContext: w.dial, TLSClientConfig: &tls.Config{RootCAs: w.roots}, DisableKeepAlives: true}
	for b.Loop() {
		b.ReportMetric(float64(sequentially(b, questions, transport)), "questions")
	}
}

// BenchmarkRatio reports how many times faster the 500 pods are than crane
// manifest for the distinct questions.
func BenchmarkRatio(b *testing.B) {
	w, questions := slowFleet(b)
	transport := &http.Transport{DialContext: w.dial, TLSClientConfig: &tls.Config{RootCAs: w.roots}, DisableKeepAlives: true}
	var ours, theirs time.Duration
	for b.Loop() {
		began := time.Now()
		New(w.options()).Ask(context.Background(), questions)
		ours += time.Since(began)
		began = time.Now()
		sequentially(b, questions, transport)
		theirs += time.Since(began)
	}
	b.ReportMetric(float64(theirs)/float64(ours), "times-faster")
}

// sequentially runs crane manifest for each distinct question and returns how
// many there are.
func sequentially(b *testing.B, questions []Question, transport http.RoundTripper) int {
	type asked struct {
		image string
		login login
	}
	done := map[asked]bool{}
	for _, q := range questions {
		for _, c := range q.Credentials {
			key := asked{q.Image.Text, loginOf(c)}
			if done[key] {
				continue
			}
			done[key] = true
			_, _ = crane.Manifest(q.Image.Text, crane.WithTransport(transport),
				crane.WithAuth(&authn.Basic{Username: c.Username, Password: c.Password.Reveal()})) // most are refused
		}
	}
	return len(done)
}
