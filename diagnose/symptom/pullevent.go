package symptom

import (
	"strconv"
	"strings"
	"time"
)

// PullStep is what a pull event reports.
type PullStep string

// The steps that the kubelet reports.
const (
	PullStarted PullStep = "started" // Pulling
	PullDone    PullStep = "done"    // Pulled, by a pull
	PullPresent PullStep = "present" // Pulled, without one: the image was on the node
	PullFailed  PullStep = "failed"  // Failed to pull, or the back-off after that
)

// PullEvent is an event about the pull of one image.
type PullEvent struct {
	Step  PullStep
	Image string        // "" where an old kubelet leaves it out
	Took  time.Duration // the pull alone; zero if the event has none, as before Kubernetes 1.20
	Total time.Duration // with the wait for other pulls on the node; Took where the event has no other
	Size  int64         // bytes, compressed as the runtime counts them; zero if the event has none, as before 1.30
}

// ReadPullEvent reads an event of the kubelet about a pull; false for any other event.
//
//	Pulling image "r.test/a:1"
//	Successfully pulled image "r.test/a:1" in 2.1s (1m4s including waiting). Image size: 1234 bytes.
//	Container image "r.test/a:1" already present on machine
func ReadPullEvent(e Event) (PullEvent, bool) {
	s := strings.TrimPrefix(fold(e.Message), "(combined from similar events): ")
	lo := lower(s)
	switch e.Reason {
	case "Pulling":
		if strings.HasPrefix(lo, "pulling image ") {
			return PullEvent{Step: PullStarted, Image: quoted(s)}, true
		}
	case "Pulled":
		if strings.Contains(lo, "already present on machine") {
			return PullEvent{Step: PullPresent, Image: quoted(s), Size: sizeIn(lo)}, true
		}
		if strings.HasPrefix(lo, "successfully pulled image ") {
			p := PullEvent{Step: PullDone, Image: quoted(s), Size: sizeIn(lo)}
			p.Took, p.Total = durationsIn(lo)
			return p, true
		}
	case "Failed", "BackOff":
		if strings.HasPrefix(lo, "failed to pull image ") || strings.HasPrefix(lo, "back-off pulling image ") {
			return PullEvent{Step: PullFailed, Image: quoted(s)}, true
		}
	}
	return PullEvent{}, false
}

// LastPull returns the newest event about the pull of an image and its index
// in events, which are newest first. An empty image fits any.
func LastPull(image string, events []Event) (p PullEvent, index int, ok bool) {
	for i, e := range events {
		p, ok := ReadPullEvent(e)
		if ok && (image == "" || p.Image == "" || sameImage(image, p.Image)) {
			return p, i, true
		}
	}
	return PullEvent{}, -1, false
}

// quoted is the first quoted word.
func quoted(s string) string {
	_, rest, ok := strings.Cut(s, `"`)
	if !ok {
		return ""
	}
	word, _, _ := strings.Cut(rest, `"`)
	return word
}

// durationsIn reads `" in TOOK (TOTAL including waiting)`.
func durationsIn(s string) (took, total time.Duration) {
	_, rest, ok := strings.Cut(s, `" in `)
	if !ok {
		return 0, 0
	}
	word, rest, _ := strings.Cut(rest, " ")
	took = parseDuration(word)
	total = took
	if inner, _, ok := strings.Cut(strings.TrimPrefix(rest, "("), " including waiting"); ok {
		if d := parseDuration(inner); d > 0 {
			total = d
		}
	}
	return took, total
}

func parseDuration(s string) time.Duration {
	d, err := time.ParseDuration(strings.TrimRight(s, ".,;"))
	if err != nil || d < 0 {
		return 0
	}
	return d
}

// sizeIn reads "image size: N bytes".
func sizeIn(s string) int64 {
	_, rest, ok := strings.Cut(s, "image size: ")
	if !ok {
		return 0
	}
	n, _, ok := strings.Cut(rest, " bytes")
	if !ok {
		return 0
	}
	size, err := strconv.ParseInt(n, 10, 64)
	if err != nil || size < 0 {
		return 0
	}
	return size
}
