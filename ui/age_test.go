package ui

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
		state state
		want  string
	}{
		{"fresh", state{live: true, heard: now.Add(-time.Minute)}, "● live"},
		{"not told", state{live: true}, "● live"},
		{"silent", state{live: true, heard: now.Add(-3 * time.Minute)}, "! stale, 3 min old"},
		{"for long", state{live: true, heard: now.Add(-150 * time.Minute)}, "! stale, 2 h old"},
		{"lost just now", state{err: lost, heard: now.Add(-time.Second)}, "× not reading"},
		{"lost", state{err: lost, heard: now.Add(-5 * time.Minute)}, "× not reading, 5 min old"},
		{"never read", state{err: lost}, "× not reading"},
		{"clock turned back", state{live: true, heard: now.Add(time.Hour)}, "● live"},
	}
	for _, tt := range tests {
		if got := tt.state.words(now); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
