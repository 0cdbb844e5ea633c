package practice

import (
	"context"
	"time"
)

// rounds is how often controllers and node may react to each other before the rest is left to the
// next turn of the loop. A chain of workloads needs about five.
const rounds = 50

// run is the cluster's only goroutine. Doing everything in sequence makes every start the same.
func (c *Cluster) run(ctx context.Context) {
	defer close(c.ended)
	defer c.server.Close()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var waiting []chan struct{}
	defer func() { c.turnAway(waiting) }()
	if c.prepare(ctx); c.failed != nil {
		return
	}
	for {
		next := c.turn(ctx, len(waiting) > 0)
		c.client.ClearActions() // the clientset records every call, including the secrets in it
		if len(waiting) > 0 && c.node.Settled() {
			for _, answer := range waiting {
				answer <- struct{}{}
			}
			waiting = nil
		}
		timer.Reset(c.until(next))
		select {
		case <-ctx.Done():
			return
		case <-c.changed:
		case <-timer.C:
		case answer := <-c.settle:
			waiting = append(waiting, answer)
		}
	}
}

// turn runs controllers and node until nothing changes, and returns when something is due by
// itself.
func (c *Cluster) turn(ctx context.Context, settle bool) (next time.Time) {
	for range rounds {
		next = sooner(c.controllers.Sync(), c.node.Sync(ctx, settle))
		select {
		case <-c.changed:
		default:
			return next
		}
	}
	return c.server.Now() // more to do: come back at once
}

// turnAway ends all pending calls of Settle.
func (c *Cluster) turnAway(waiting []chan struct{}) {
	for _, answer := range waiting {
		close(answer)
	}
}

// until returns how long to sleep; a long time if nothing is due.
func (c *Cluster) until(next time.Time) time.Duration {
	if next.IsZero() {
		return time.Hour
	}
	return max(time.Millisecond, next.Sub(c.server.Now()))
}

// sooner returns the earlier of two times, zero meaning never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
