package symptom

import (
	"slices"
	"strings"
)

// Read classifies one waiting state. reason is the kubelet's: ErrImagePull,
// ImagePullBackOff, InvalidImageName, ErrImageNeverPull, ImageInspectError,
// RegistryUnavailable, SignatureValidationFailed, since Kubernetes 1.33 also a
// raw error text, or empty for the words of an event.
func Read(reason, message string) Reading { return new(Reader).Read(reason, message) }

// Read is Read with what the Reader remembers.
func (m *Reader) Read(reason, message string) Reading {
	reason = fold(reason)
	if message == "" && strings.Contains(reason, " ") {
		message = reason
	}
	folded := fold(message)
	r := m.readJoined(reason, peeled{text: folded}, 0)
	if r.Text == "" {
		r.Text = redact(folded)
	}
	return r
}

// readJoined reads a text that may hold several errors. depth bounds nesting.
func (m *Reader) readJoined(reason string, p peeled, depth int) Reading {
	inner := peel(p.text)
	inner.runtime = inner.runtime || p.runtime
	if p.image != "" {
		inner.image = p.image
	}
	if inner.code == "" {
		inner.code = p.code
	}
	if depth < 4 {
		if parts := splitJoined(inner.text); parts != nil {
			return combine(m.readParts(reason, parts, inner, depth), furthest)
		}
		if primary, mirrors := splitMirrors(inner.text); mirrors != nil {
			inner.runtime = true
			all := m.readParts(reason, append([]string{primary}, mirrors...), inner, depth)
			return combine(all, registryFirst)
		}
		if image, artifact := splitArtifact(inner.text); artifact != "" {
			inner.runtime = true
			both := m.readParts(reason, []string{image, artifact}, inner, depth)
			if both[0].Class == Unknown {
				return both[1]
			}
			return both[0]
		}
	}
	return m.readOne(reason, inner)
}

func (m *Reader) readParts(reason string, parts []string, p peeled, depth int) []Reading {
	out := make([]Reading, 0, len(parts))
	for _, part := range parts {
		out = append(out, m.readJoined(reason, peeled{part, p.image, p.runtime, p.code}, depth+1))
	}
	return out
}

// byCode reads the gRPC code where the words say nothing. Unavailable is left out: the runtimes give it
// to failures of their own. So they do with NotFound, which therefore counts only where a listing cut
// all words off.
func byCode(code, text string) (Class, []Class) {
	switch code {
	case "notfound":
		if text == "" {
			return NotFound, []Class{Platform, Disk}
		}
	case "deadlineexceeded", "canceled":
		return Cancelled, []Class{Connection}
	case "unauthenticated":
		return AuthRequired, []Class{AccessDenied}
	case "permissiondenied":
		return AccessDenied, []Class{AuthRequired}
	}
	return Unknown, nil
}

// readOne holds one peeled text against the table.
func (m *Reader) readOne(reason string, p peeled) Reading {
	t := &subject{
		reason: reason, runtime: p.runtime,
		masked: mask(p.text, p.image),
		host:   findHost(p.text, Unknown),
	}
	r := Reading{Class: Unknown, Text: redact(p.text), Image: p.image}
	if row := m.row(t); row != nil {
		r.Class, r.Sent, r.Rule = row.class, row.sent, row.name
		r.Alternatives = slices.Clone(row.alts)
	}
	if r.Class == Unknown && r.Rule == "" {
		r.Class, r.Alternatives = byCode(p.code, p.text)
	}
	if r.Sent == SentUnknown && answered[r.Class] {
		r.Sent = sentWords(t)
	}
	r.Host = findHost(p.text, r.Class)
	if r.Image == "" {
		r.Image = imageInside(p.text)
	}
	return r
}
