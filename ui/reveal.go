package ui

import "time"

// revealTime is how long passwords stay on the screen once they were asked for.
const revealTime = 15 * time.Second

// reveal is the one permission to draw passwords. It ends by itself, and with
// every step to another screen or link.
type reveal struct{ until time.Time }

func (r *reveal) start(now time.Time) { r.until = now.Add(revealTime) }
func (r *reveal) end()                { r.until = time.Time{} }

// left is how long passwords may still be drawn; 0 for not at all.
func (r *reveal) left(now time.Time) time.Duration { return max(r.until.Sub(now), 0) }
