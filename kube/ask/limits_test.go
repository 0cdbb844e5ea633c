package ask

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/opencontainers/go-digest"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// simple is a registry with a token server of its own, that lets a password
// pull everything.
func (w *world) simple(host, password string) {
	s := tokenSite{realm: "https://" + host + "/token", service: host}
	s.give = func(rw http.ResponseWriter, _, given, repository, _ string) {
		switch given {
		case password:
			token(rw, jwt(pullOf(repository)))
		case "":
			token(rw, jwt("[]"))
		default:
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "no")
		}
	}
	s.head = func(rw http.ResponseWriter, _ *http.Request, bearer, repository, reference string) {
		switch {
		case !readGrant(bearer, repository).pull():
			apiError(rw, http.StatusUnauthorized, "UNAUTHORIZED", "no")
		case strings.HasPrefix(reference, "none"):
			apiError(rw, http.StatusNotFound, "MANIFEST_UNKNOWN", "no")
		default:
			manifest(rw)
		}
	}
	w.site(host, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			s.token(rw, r)
			return
		}
		s.serve(rw, r)
	})
}

// 500 pods share 40 images and 12 credentials: one question for each image and
// login, not for each pod.
func fleet(t testing.TB, w *world) (questions []Question) {
	for r := range 4 {
		w.simple(fmt.Sprintf("r%d.example.com", r), fmt.Sprintf("password-of-r%d", r))
	}
	for pod := range 500 {
		image := pod % 40
		registry := image % 4
		host := fmt.Sprintf("r%d.example.com", registry)
		good := credential("good", host, "bot", fmt.Sprintf("password-of-r%d", registry))
		q := question(t, fmt.Sprintf("%s/team%d/app:%d", host, image/8, image), good)
		if image < 12 { // these try a credential that is refused first: 12 questions more
			wrong := credential(fmt.Sprintf("old%d", registry), host, "bot", fmt.Sprintf("old-password-%d", registry*2+image%2))
			q = question(t, fmt.Sprintf("%s/team%d/app:%d", host, image/8, image), wrong, good)
		}
		questions = append(questions, q)
	}
	return questions
}

func TestOneQuestionForManyPods(t *testing.T) {
	w := newWorld(t)
	questions := fleet(t, w)
	a := New(w.options())
	answers := a.Ask(context.Background(), questions)
	asked := map[string]bool{}
	for i, answer := range answers {
		if _, ok := answer.CanPull(); !ok {
			t.Fatalf("%s: %+v", questions[i].Image.Text, answer.Answers)
		}
		for _, one := range answer.Answers {
			if one.Verdict != diagnose.VerdictNotAsked {
				asked[answer.Image.Text+" "+one.Credentials+" "+one.Username] = true
			}
		}
	}
	if len(asked) != 52 {
		t.Errorf("%d questions, want 52", len(asked))
	}
	if n := len(w.requests("")); n != a.Requests() || n > DefaultBudget {
		t.Errorf("%d requests, %d counted", n, a.Requests())
	}
	t.Logf("%d pods: %d questions, %d requests", len(questions), len(asked), a.Requests())
	again := a.Requests()
	a.Ask(context.Background(), questions)
	if a.Requests() != again {
		t.Errorf("asked again with %d requests", a.Requests()-again)
	}
}

func TestAtMostTwoPerRegistry(t *testing.T) {
	w := newWorld(t)
	questions := fleet(t, w)
	count, most, all, mostAll := map[string]int{}, map[string]int{}, 0, 0
	for host, site := range w.sites {
		w.site(host, func(rw http.ResponseWriter, r *http.Request) {
			w.mu.Lock()
			count[host]++
			all++
			most[host], mostAll = max(most[host], count[host]), max(mostAll, all)
			w.mu.Unlock()
			time.Sleep(2 * time.Millisecond)
			site(rw, r)
			w.mu.Lock()
			count[host]--
			all--
			w.mu.Unlock()
		})
	}
	o := w.options()
	o.Parallel = 3
	New(o).Ask(context.Background(), questions)
	for host, n := range most {
		if n > DefaultPerRegistry {
			t.Errorf("%d at a time at %s", n, host)
		}
	}
	if mostAll > 3 || mostAll < 2 {
		t.Errorf("%d at a time in all", mostAll)
	}
}

func TestBudget(t *testing.T) {
	w := newWorld(t)
	questions := fleet(t, w)
	o := w.options()
	o.Budget = 50
	answers := New(o).Ask(context.Background(), questions)
	if n := len(w.requests("")); n != 50 {
		t.Errorf("%d requests", n)
	}
	pulls, unasked := 0, 0
	for _, answer := range answers {
		if _, ok := answer.CanPull(); ok {
			pulls++
			continue
		}
		for _, one := range answer.Answers {
			if one.NotAsked == diagnose.NotAskedBudget && strings.Contains(one.Text, "budget of 50 requests") {
				unasked++
				break
			}
		}
	}
	if pulls == 0 || unasked == 0 || pulls+unasked != len(answers) {
		t.Errorf("%d can pull, %d without budget, of %d", pulls, unasked, len(answers))
	}
}

// One Retry-After holds for all questions to its registry.
func TestRetryAfter(t *testing.T) {
	w := newWorld(t)
	refusals, early := 0, 0
	clock := &testClock{now: time.Now()}
	var until time.Time
	w.site("reg.example.com", func(rw http.ResponseWriter, _ *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if refusals == 0 {
			refusals++
			until = clock.Now().Add(30 * time.Second)
			rw.Header().Set("Retry-After", "30")
			apiError(rw, http.StatusTooManyRequests, "TOOMANYREQUESTS", "slow down")
			return
		}
		if clock.Now().Before(until) {
			early++
		}
		manifest(rw)
	})
	o := w.options()
	o.Clock, o.PerRegistry = clock, 1
	var questions []Question
	for i := range 5 {
		questions = append(questions, question(t, fmt.Sprintf("reg.example.com/web:%d", i)))
	}
	for _, answer := range New(o).Ask(context.Background(), questions) {
		if _, ok := answer.CanPull(); !ok {
			t.Errorf("answer %+v", answer)
		}
	}
	if early != 0 || len(clock.slept) != 1 {
		t.Errorf("%d requests during the pause; slept %v", early, clock.slept)
	}
}

func TestLongRetryAfter(t *testing.T) {
	w := newWorld(t)
	w.site("reg.example.com", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "3600")
		apiError(rw, http.StatusTooManyRequests, "TOOMANYREQUESTS", "slow down")
	})
	o := w.options()
	o.PerRegistry = 1
	for _, answer := range New(o).Ask(context.Background(), []Question{question(t, "reg.example.com/a:1"), question(t, "reg.example.com/b:1")}) {
		if answer.Answers[0].Verdict != diagnose.VerdictRateLimited {
			t.Errorf("answer %+v", answer)
		}
	}
	if n := len(w.requests("")); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// A tag that is about to be published is waited for.
func TestRetryMissing(t *testing.T) {
	w := newWorld(t)
	w.simple("reg.example.com", "secret-password")
	published := false
	inner := w.sites["reg.example.com"]
	w.site("reg.example.com", func(rw http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/none-yet") && published && r.Header.Get("Authorization") != "" {
			manifest(rw)
			return
		}
		inner(rw, r)
	})
	clock := &testClock{now: time.Now()}
	clock.onWait = func() { published = len(clock.slept) == 6 }
	o := w.options()
	o.Clock, o.RetryMissing, o.Budget = clock, 30*time.Minute, 8
	q := question(t, "reg.example.com/web:none-yet", credential("s", "reg.example.com", "bot", "secret-password"))
	a := New(o)
	if got := verdicts(a.Ask(context.Background(), []Question{q})[0].Answers); got != "s can-pull, anonymous not-asked" {
		t.Errorf("%s", got)
	}
	if len(clock.slept) != 6 || clock.slept[5] != time.Minute {
		t.Errorf("slept %v", clock.slept)
	}

	clock = &testClock{now: time.Now()}
	o.Clock, published = clock, false
	answer := New(o).Ask(context.Background(), []Question{q})[0].Answers[0]
	total := time.Duration(0)
	for _, d := range clock.slept {
		total += d
	}
	if answer.Verdict != diagnose.VerdictNoSuchImage || total != 30*time.Minute {
		t.Errorf("answer %+v after %v", answer, total)
	}
}

// An unreachable registry costs two time-outs, not one for every image.
func TestGivenUp(t *testing.T) {
	w := newWorld(t)
	w.site("reg.example.com", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	o := w.options()
	o.Timeout = 200 * time.Millisecond
	var questions []Question
	for i := range 40 {
		questions = append(questions, question(t, fmt.Sprintf("reg.example.com/web%d:1", i)))
	}
	began := time.Now()
	for _, answer := range New(o).Ask(context.Background(), questions) {
		if answer.Answers[0].Verdict != diagnose.VerdictUnreachable {
			t.Errorf("answer %+v", answer)
		}
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestUnreachable(t *testing.T) {
	w := newWorld(t)
	if a := w.ask("none.example.com/web:1")[0]; a.Verdict != diagnose.VerdictUnreachable || !strings.Contains(a.Text, "does not resolve") {
		t.Errorf("answer %+v", a)
	}
	w.site("reg.example.com", nil)
	w.sites["reg.example.com"] = func(rw http.ResponseWriter, _ *http.Request) { http.Error(rw, "down", http.StatusBadGateway) }
	if a := w.ask("reg.example.com/web:1")[0]; a.Verdict != diagnose.VerdictUnreachable || a.Status != 502 {
		t.Errorf("answer %+v", a)
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	o := w.options()
	o.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, plain.Listener.Addr().String())
	}
	if a := w.askWith(o, question(t, "reg.example.com/web:1"))[0]; a.NotAsked != diagnose.NotAskedPolicy || !strings.Contains(a.Text, "plain HTTP") {
		t.Errorf("answer %+v", a)
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	address := closed.Listener.Addr().String()
	closed.Close()
	o.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	if a := w.askWith(o, question(t, "reg.example.com/web:1"))[0]; a.Verdict != diagnose.VerdictUnreachable || !strings.Contains(a.Text, "refuses the connection") {
		t.Errorf("answer %+v", a)
	}
}

func TestUntrusted(t *testing.T) {
	w := newWorld(t)
	if _, err := Roots([]byte("no certificate")); err == nil {
		t.Error("a file without a certificate is accepted")
	}
	if _, err := Roots(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.ca.Raw})); err != nil {
		t.Error(err)
	}
	w.simple("reg.example.com", "secret-password")
	w.simple("old.example.com", "secret-password")
	w.notAfter["old.example.com"] = time.Now().Add(-time.Minute)
	cred := credential("s", "reg.example.com", "bot", "secret-password")

	o := w.options()
	o.RootCAs = x509.NewCertPool()
	a := w.askWith(o, question(t, "reg.example.com/web:1", cred))[0]
	if c := a.Certificate; a.Verdict != diagnose.VerdictUntrusted || c == nil || c.Why != "unknown-authority" ||
		c.Issuer != "CN=Test authority" || !slices.Equal(c.Names, []string{"reg.example.com"}) || c.NotAfter.IsZero() {
		t.Errorf("answer %+v %+v", a, a.Certificate)
	}
	if n := len(w.requests("")); n != 0 {
		t.Errorf("%d requests in spite of the certificate", n)
	}
	for _, answer := range New(o).Ask(context.Background(), fleet(t, w)) { // all for the same reason
		if answer.Answers[0].Verdict != diagnose.VerdictUntrusted {
			t.Errorf("answer %+v", answer)
		}
	}
	if a := w.ask("old.example.com/web:1")[0]; a.Verdict != diagnose.VerdictUntrusted || a.Certificate.Why != "expired" {
		t.Errorf("answer %+v", a)
	}
	w.certs["other.example.com"], _ = w.certificate("reg.example.com")
	w.site("other.example.com", func(rw http.ResponseWriter, _ *http.Request) { manifest(rw) })
	if a := w.ask("other.example.com/web:1")[0]; a.Verdict != diagnose.VerdictUntrusted || a.Certificate.Why != "wrong-name" {
		t.Errorf("answer %+v", a)
	}
	if a := w.ask("reg.example.com/web:1", cred)[0]; a.Verdict != diagnose.VerdictCanPull { // with the authority
		t.Errorf("answer %+v", a)
	}
}

// The proxy of the environment is used and named, without its password.
func TestProxy(t *testing.T) {
	w := newWorld(t)
	w.simple("reg.example.com", "secret-password")
	var connected []string
	proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		connected = append(connected, r.Method+" "+r.Host)
		there, err := net.Dial("tcp", w.listener.Addr().String())
		if err != nil {
			return
		}
		here, _, _ := rw.(http.Hijacker).Hijack()
		_, _ = here.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		_, _ = io.Copy(here, there)
		_ = here.Close()
	}))
	defer proxy.Close()
	o := w.options()
	o.Dial = (&net.Dialer{}).DialContext
	o.Proxy = func(*http.Request) (*url.URL, error) {
		return url.Parse("http://user:proxy-password@" + proxy.Listener.Addr().String())
	}
	answers := w.askWith(o, question(t, "reg.example.com/web:1", credential("s", "reg.example.com", "bot", "secret-password")))
	if a := answers[0]; a.Verdict != diagnose.VerdictCanPull || a.Proxy != proxy.Listener.Addr().String() {
		t.Errorf("answer %+v", a)
	}
	if len(connected) != 4 || connected[0] != "CONNECT reg.example.com:443" || len(w.lookups) != 0 {
		t.Errorf("connected %v, looked up %v", connected, w.lookups)
	}
	for _, r := range w.requests("") {
		if r.header.Get("Proxy-Authorization") != "" {
			t.Errorf("the proxy's login was sent to %s", r.host)
		}
	}
	checkHarmless(t, fmt.Sprintf("%+v", answers), "proxy-password", "secret-password")
	// The proxy looks up names: what it might reach for us is refused by name.
	for _, image := range []string{"127.0.0.1:5000/web:1", "localhost:5000/web:1", "169.254.169.254/web:1", "metadata.google.internal/web:1"} {
		if a := w.askWith(o, question(t, image))[0]; a.NotAsked != diagnose.NotAskedPolicy {
			t.Errorf("%s: %+v", image, a)
		}
	}
}

// Platforms cost one GET, and only where they are asked for.
func TestPlatforms(t *testing.T) {
	w := newWorld(t)
	index := []byte(`{"manifests":[{"platform":{"os":"linux","architecture":"amd64"}},{"platform":{"os":"linux","architecture":"arm64","variant":"v8"}},
		{"platform":{"os":"unknown","architecture":"unknown"}},{"platform":{"os":"linux\u001b[2J","architecture":"x"}}]}`)
	d := digest.FromBytes(index).String()
	w.site("reg.example.com", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", indexType)
		rw.Header().Set("Docker-Content-Digest", d)
		if strings.Contains(r.URL.Path, "forged") {
			_, _ = rw.Write(bytes.ToUpper(index))
			return
		}
		_, _ = rw.Write(index)
	})
	q := question(t, "reg.example.com/web:1")
	if a := w.askWith(w.options(), q)[0]; a.Platforms != nil {
		t.Errorf("platforms without asking: %v", a.Platforms)
	}
	q.Platforms = true
	a := w.askWith(w.options(), q)[0]
	if got := strings.Join(a.Platforms, " "); !strings.HasPrefix(got, `linux/amd64 linux/arm64/v8 linux\u001b[2J/x`) {
		t.Errorf("platforms %s", got)
	}
	gets := 0
	for _, r := range w.requests("") {
		if r.method == http.MethodGet {
			gets++
		}
	}
	if gets != 1 {
		t.Errorf("%d GETs", gets)
	}
	forged := question(t, "reg.example.com/forged:1")
	forged.Platforms = true
	if a := w.askWith(w.options(), forged)[0]; a.Platforms != nil {
		t.Errorf("platforms of a manifest with another digest: %v", a.Platforms)
	}
}

// Plan shows where credentials would go, and sends none.
func TestPlan(t *testing.T) {
	w := newWorld(t)
	realm("https://thief.example.org/token")(w)
	w.hub()
	a := New(w.options())
	questions := []Question{
		question(t, "acme/web:1.0", credential("good", "docker.io", "bot", "dckr_pat_good"), credential("other", "ghcr.io", "x", canary)),
		question(t, evil+"/acme/web:1", credential("s", evil, "evilbot", canary)),
	}
	got := fmt.Sprintf("%+v", a.Plan(context.Background(), questions))
	want := "[{Host:evil.example.net TokenHost:thief.example.org Allowed:false Proxy: Secrets:[s] Usernames:[evilbot]} " +
		"{Host:registry-1.docker.io TokenHost:auth.docker.io Allowed:true Proxy: Secrets:[good] Usernames:[bot]}]"
	if got != want {
		t.Errorf("plan %s", got)
	}
	checkSent(t, w, nil, canary, "dckr_pat_good")
	before := a.Requests()
	a.Ask(context.Background(), questions)
	if n := a.Requests() - before; n != 3 { // token, tag and digest at Docker Hub
		t.Errorf("%d requests after the plan", n)
	}
}

// What was learned once is not asked for again, nor said twice.
func TestAskTwice(t *testing.T) {
	w := newWorld(t)
	w.simple("reg.example.com", "secret-password")
	a := New(w.options())
	q := []Question{question(t, "reg.example.com/web:none", credential("s", "reg.example.com", "bot", "secret-password"))}
	first := fmt.Sprintf("%+v", a.Ask(context.Background(), q))
	sent := a.Requests()
	if printed := fmt.Sprintf("%v %+v %#v %s", a, a, a, a); strings.Contains(printed, "secret") {
		t.Errorf("printed as %s", printed)
	}
	if second := fmt.Sprintf("%+v", a.Ask(context.Background(), q)); second != first || a.Requests() != sent {
		t.Errorf("%d requests more; %s, then %s", a.Requests()-sent, first, second)
	}
}

// Another host that a registry redirects to gets no credentials, and its
// refusal says nothing about them.
func TestRedirectToHostThatAsks(t *testing.T) {
	w := newWorld(t)
	w.site("mirror.example.com", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "https://ghcr.io"+r.URL.Path, http.StatusTemporaryRedirect)
	})
	w.site("ghcr.io", func(rw http.ResponseWriter, _ *http.Request) {
		challenge(rw, "https://ghcr.io/token", "ghcr.io", "web")
	})
	for _, a := range w.ask("mirror.example.com/web:1", credential("s", "mirror.example.com", "bot", canary)) {
		if a.Verdict != diagnose.VerdictUnreachable || !strings.Contains(a.Text, "redirects to ghcr.io") {
			t.Errorf("answer %+v", a)
		}
	}
	checkSent(t, w, nil, canary)
}

func TestUnreadableSecret(t *testing.T) {
	w := newWorld(t)
	w.simple("reg.example.com", "secret-password")
	q := question(t, "reg.example.com/web:1")
	q.Unreadable = []string{"hidden"}
	answers := w.askWith(w.options(), q)
	if got := verdicts(answers); got != "hidden not-asked, anonymous denied-or-absent" || answers[0].NotAsked != diagnose.NotAskedUnreadable {
		t.Errorf("%s", got)
	}
}

// A practice registry answers without a network.
func TestTransportHook(t *testing.T) {
	o := Options{Clock: &testClock{now: time.Now()}, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		rec := httptest.NewRecorder()
		manifest(rec)
		return rec.Result(), nil
	})}
	if a := New(o).Ask(context.Background(), []Question{question(t, "reg.example.com/web:1")})[0]; a.Answers[0].Verdict != diagnose.VerdictCanPull {
		t.Errorf("answer %+v", a)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
