package ask

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// gate limits how many requests are sent, and keeps the pauses that registries
// ask for. A pause holds for all questions to its registry.
type gate struct {
	clock   Clock
	maxWait time.Duration

	mu     sync.Mutex
	budget int
	sent   int
	until  map[string]time.Time // by registry: not before
	down   map[string]int       // by host: connections that failed in a row
}

func newGate(o Options) *gate {
	return &gate{clock: o.Clock, maxWait: o.MaxWait, budget: o.Budget, until: make(map[string]time.Time), down: make(map[string]int)}
}

// errPause is a pause that is too long to wait for.
type errPause struct{ until time.Time }

func (e errPause) Error() string {
	return "the registry asks for no requests until " + e.until.UTC().Format(time.RFC3339)
}

// pass waits until a registry may be asked, and counts the request.
func (g *gate) pass(ctx context.Context, registry string, unlimited bool) error {
	for {
		g.mu.Lock()
		until := g.until[registry]
		wait := until.Sub(g.clock.Now())
		if wait <= 0 {
			defer g.mu.Unlock()
			if !unlimited && g.budget <= 0 {
				return &refusal{diagnose.NotAskedBudget, fmt.Sprintf("The budget of %d requests is used up.", g.sent)}
			}
			if !unlimited {
				g.budget--
				g.sent++
			}
			return nil
		}
		g.mu.Unlock()
		if wait > g.maxWait {
			return errPause{until}
		}
		if err := g.clock.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// heed reads a Retry-After, and says whether to send the request again after
// the pause.
func (g *gate) heed(registry string, resp *http.Response) bool {
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		return false
	}
	wait, ok := retryAfter(resp.Header.Get("Retry-After"), g.clock.Now())
	if !ok {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := g.clock.Now().Add(wait); until.After(g.until[registry]) {
		g.until[registry] = until
	}
	return wait <= g.maxWait
}

// maxRetryAfter is the longest pause that is believed.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads the header, which holds seconds or a date.
func retryAfter(value string, now time.Time) (time.Duration, bool) {
	if value = strings.TrimSpace(value); value == "" {
		return 0, false
	}
	if seconds, err := strconv.Atoi(value); err == nil {
		if seconds < 0 {
			return 0, false
		}
		return min(time.Duration(min(seconds, int(maxRetryAfter/time.Second)))*time.Second, maxRetryAfter), true
	}
	when, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(when.Sub(now), 0), maxRetryAfter), true
}

// requests is how many requests were counted.
func (g *gate) requests() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.sent
}

// maxFailures is how many requests to a host may get no answer in a row before
// the host is given up: each may cost the whole time-out.
const maxFailures = 2

// errGivenUp is a host that was given up.
var errGivenUp = errors.New("earlier requests got no answer")

// reachable says whether a host is still worth a request.
func (g *gate) reachable(host string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.down[host] >= maxFailures {
		return errGivenUp
	}
	return nil
}

// noteReached counts a request that got an answer, or none.
func (g *gate) noteReached(host string, answered bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if answered {
		g.down[host] = 0
	} else {
		g.down[host]++
	}
}
