package screen

import "time"

// RevealTime is how long passwords stay on the screen once they were asked for.
const RevealTime = 15 * time.Second

// Reveal is the one permission to draw passwords. It ends by itself, and with
// every step to another screen or link.
type Reveal struct{ until time.Time }

func (r *Reveal) Start(now time.Time) { r.until = now.Add(RevealTime) }
func (r *Reveal) End()                { r.until = time.Time{} }

// Left is how long passwords may still be drawn; 0 for not at all.
func (r *Reveal) Left(now time.Time) time.Duration { return max(r.until.Sub(now), 0) }
