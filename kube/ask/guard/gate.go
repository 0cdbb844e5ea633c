package guard

import (
	"context"
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
	down   map[string]*outage   // by host
}

func newGate(o Options) *gate {
	return &gate{clock: o.Clock, maxWait: o.MaxWait, budget: o.Budget, until: make(map[string]time.Time), down: make(map[string]*outage)}
}

// Pause is a pause that is too long to wait for.
type Pause struct{ Until time.Time }

func (e Pause) Error() string {
	return "the registry asks for no requests until " + e.Until.UTC().Format(time.RFC3339)
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
				return &Refusal{diagnose.NotAskedBudget, fmt.Sprintf("The budget of %d requests is used up.", g.sent)}
			}
			if !unlimited {
				g.budget--
				g.sent++
			}
			return nil
		}
		g.mu.Unlock()
		if wait > g.maxWait {
			return Pause{until}
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

// outage is requests to a host that got no answer in a row.
type outage struct {
	failures int
	err      error // of the last
}

// reachable says whether a host is still worth a request, or why not.
func (g *gate) reachable(host string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if o := g.down[host]; o != nil && o.failures >= maxFailures {
		return o.err
	}
	return nil
}

// note keeps whether a request got an answer.
func (g *gate) note(host string, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if err == nil {
		delete(g.down, host)
		return
	}
	if g.down[host] == nil {
		g.down[host] = &outage{}
	}
	g.down[host].failures++
	g.down[host].err = err
}
