package symptom

import "strings"

// ReadAll reads the status together with the pod's events (newest first). The
// status is newer than the events, so its message comes first. Where it has no
// error (a back-off before Kubernetes 1.32), the newest event about the same
// image gives the cause. A FailedToRetrieveImagePullSecret event only adds an
// alternative: the kubelet pulls without that secret.
func ReadAll(reason, message string, events []Event) Reading {
	return new(Reader).ReadAll(reason, message, events)
}

// ReadAll is ReadAll with what the Reader remembers.
func (m *Reader) ReadAll(reason, message string, events []Event) Reading {
	return m.ReadPull(Pull{Reason: reason, Message: message, Events: events})
}

// Pull is what a cluster reports about the pull of one image.
type Pull struct {
	Image           string // as in the pod; "" where it is not known. The image that a message names comes first
	Reason, Message string // the waiting state
	Events          []Event
}

// ReadPull is ReadAll for an image that the caller knows, so that the exchange
// can tell its registry from other hosts where the message does not name it.
func (m *Reader) ReadPull(p Pull) Reading {
	events := p.Events
	r := m.read(p.Image, p.Reason, p.Message)
	if r.Class == Unknown && !strayRule(r.Rule) {
		if e, ok := m.fromEvents(p.Image, r.Image, events); ok {
			r = e
		}
	}
	if r.Sent != SentYes && (r.Class == AuthRequired || r.Class == AccessDenied || r.Class == NotFound || r.Class == Unknown) {
		for _, e := range events {
			if len(MissingSecrets(e.Message)) > 0 {
				r.Alternatives = addClass(r, SecretMissing)
				break
			}
		}
	}
	return r
}

// strayRule reports whether a row of strayRows decided: the error is known and
// not about a pull, so no event about a pull is its cause.
func strayRule(name string) bool {
	for i := range strayRows {
		if strayRows[i].name == name {
			return true
		}
	}
	return false
}

// fromEvents reads the newest event with the cause of this image's failure. An
// unknown image matches any.
func (m *Reader) fromEvents(podImage, image string, events []Event) (Reading, bool) {
	for _, e := range events {
		if !mayHaveCause(e) {
			continue
		}
		r := m.read(podImage, "", e.Message)
		fits := image == "" || r.Image == "" || sameImage(image, r.Image)
		if fits && r.Class != Unknown {
			return r, true
		}
	}
	return Reading{}, false
}

// mayHaveCause reports whether an event can contain the cause of a failed pull. The kubelet's "Error: ..."
// repeats the waiting reason; where that is not a pull's, the container did not start for another reason:
// a missing config map, secret or device.
func mayHaveCause(e Event) bool {
	text := strings.TrimPrefix(fold(e.Message), "(combined from similar events): ")
	if reason, ok := strings.CutPrefix(text, "Error: "); ok && !PullFailure(reason, reason) {
		return false
	}
	switch e.Reason {
	case "Failed", "InspectFailed", "ErrImageNeverPull", "FailedCreatePodSandBox", "":
		return true
	}
	return false
}

// sameImage compares image strings loosely: the runtime adds the registry, the
// library folder and the tag that the pod omits.
func sameImage(a, b string) bool {
	a, b = strings.TrimSuffix(a, ":latest"), strings.TrimSuffix(b, ":latest")
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || strings.HasSuffix(b, "/"+a)
}
