package screen

import (
	"errors"
	"testing"
	"time"
)

// The top line never calls old rows live.
func TestAgeOfKnowledge(t *testing.T) {
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	lost := errors.New("refused")
	tests := []struct {
		name  string
		state State
		want  string
	}{
		{"fresh", State{Live: true, AsOf: now.Add(-time.Minute)}, "● live"},
		{"unknown", State{Live: true}, "● live"},
		{"silent", State{Live: true, AsOf: now.Add(-3 * time.Minute)}, "! stale, 3 min old"},
		{"for long", State{Live: true, AsOf: now.Add(-150 * time.Minute)}, "! stale, 2 h old"},
		{"lost just now", State{Err: lost, AsOf: now.Add(-time.Second)}, "× not reading"},
		{"lost", State{Err: lost, AsOf: now.Add(-5 * time.Minute)}, "× not reading, 5 min old"},
		{"never read", State{Err: lost}, "× not reading"},
		{"clock turned back", State{Live: true, AsOf: now.Add(time.Hour)}, "● live"},
	}
	for _, tt := range tests {
		if got := tt.state.Freshness(now); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
