package node

import (
	"testing"
	"time"
)

func TestBackOffDoublesUpToItsLongest(t *testing.T) {
	b := newBackoff(10)
	key := backoffKey{"pod", "image"}
	at := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 30, 30} {
		want *= time.Second
		b.failed(key, at, "why")
		if last, yes := b.active(key, at.Add(want-1)); !yes || last != "why" {
			t.Errorf("failure %d: over before %v, last %q", i+1, want, last)
		}
		if _, yes := b.active(key, at.Add(want)); yes {
			t.Errorf("failure %d: not over after %v", i+1, want)
		}
		at = at.Add(want)
	}
	if _, yes := b.active(backoffKey{"pod", "other"}, at); yes {
		t.Error("another image backs off as well")
	}
	at = at.Add(61 * time.Second) // twice the longest without a failure
	b.failed(key, at, "why")
	if _, yes := b.active(key, at.Add(time.Second)); yes {
		t.Error("an old back-off is not forgotten")
	}
	b.failed(backoffKey{"second", "image"}, at, "why")
	b.forget("pod")
	if len(b.entries) != 1 {
		t.Errorf("%d entries are left", len(b.entries))
	}
}
